"""Pages about the site itself, and what browsers and crawlers ask for by name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reform_cases.answering.page_key import LARGE, TYPE_COOKIE, site
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
def type_size(request: HttpRequest) -> HttpResponse:
    """`/type/?size=large`: larger type from now on, any other size the usual one; back to the page that one comes from.

    A form that is only read needs no token, so that pages with it stay the same for everybody.
    """
    came_from = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    response = redirect(came_from if safe else "overview")
    if request.GET.get("size") == LARGE:
        response.set_cookie(
            TYPE_COOKIE,
            LARGE,
            max_age=365 * 86_400,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(TYPE_COOKIE, samesite="Lax")
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """`/robots.txt`: records are for everyone; combinations of filters are not worth a crawler's time."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /type/",
        "Disallow: /report/",
        "Disallow: /api/",
        "Disallow: /mcp",
        "Disallow: /oai",
        "Disallow: /cases/?",
        "Disallow: /cases/*?",
        "Disallow: /outcomes/?",
        f"Sitemap: {site(request)}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """`/favicon.ico`, for those who do not read the page's own link."""
    return redirect(static("reform_cases/favicon.svg"))
