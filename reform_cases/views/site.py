"""Pages about the site itself, and what browsers and crawlers ask for by name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reform_cases.views.crumbs import Crumb, crumbs


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """`/about/`"""
    return render(request, "about.html", {"section": "about", "crumbs": crumbs(Crumb(_("说明")))})


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """`/help/`"""
    return render(request, "help.html", {"section": "help", "crumbs": crumbs(Crumb(_("使用帮助")))})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """`/robots.txt`: records are for everyone; combinations of filters are not worth a crawler's time."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /cases/?",
        "Disallow: /cases/*?",
        "Disallow: /outcomes/?",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """`/favicon.ico`, for those who do not read the page's own link."""
    return redirect(static("reform_cases/favicon.svg"))
