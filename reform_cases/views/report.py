"""指出错误: readers say what is wrong with a passage, and read the answer at an address of their own."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from reform_cases.catalogue.record.passages import passages
from reform_cases.models import Case, ErrorReport
from reform_cases.people.client_address import client_address
from reform_cases.views.crumbs import Crumb, crumbs

# In an hour: from one address; from all of them, for whoever has many.
MOST_FROM_ONE, MOST = 5, 200
LONGEST, SHOWN = 2_000, 60
_PAGES = ("case", "case-source")


class ReportForm(forms.Form):
    """`website` is shown to nobody; what fills it in is a robot."""

    anchor = forms.CharField(required=False, max_length=40)
    text = forms.CharField(
        max_length=LONGEST,
        error_messages={
            "required": gettext_lazy("请写明哪里不对。"),
            "max_length": gettext_lazy("最多 2000 字，请写短一些。"),
        },
    )
    website = forms.CharField(required=False)


def _pointed_at(at: str) -> tuple[Case, str] | None:
    """Return the record and the anchor that the address `at` of a page names; None where readers see no record."""
    try:
        parts = urlsplit(at[:500])
        page = resolve(parts.path)
    except (ValueError, Resolver404):
        return None
    case = Case.objects.published().filter(slug=page.kwargs.get("slug", "")).first()
    return (case, parts.fragment) if case and page.view_name in _PAGES else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """`/report/?at=<address#anchor>`: the form; a report leads to the address at which its answer will stand."""
    pointed = _pointed_at(request.GET.get("at", ""))
    if pointed is None:
        return _page(
            request, None, refused=_("这个网址不是公开的事例，或者已经不再公开，不能指出错误。"), status=404
        )
    case, anchor = pointed
    known = passages(case)
    if request.method != "POST":
        return _page(request, case, known, anchor)
    form = ReportForm(request.POST)
    refused = _refusal(request, form, known)
    if refused:
        status, message = refused
        typed = request.POST.get("text", "")[: 2 * LONGEST]
        return _page(request, case, known, request.POST.get("anchor", ""), typed, message, status)
    chosen = form.cleaned_data["anchor"]
    made = ErrorReport.objects.create(
        case=case,
        anchor=chosen,
        passage=known[chosen],
        text=form.cleaned_data["text"],
        sender=_sender(request),
    )
    return redirect("report-answer", made.token)


def _refusal(request: HttpRequest, form: ReportForm, known: dict[str, str]) -> tuple[int, str] | None:
    """Return why nothing is taken, with a status."""
    if not form.is_valid():
        return 400, str(next(iter(form.errors.values()))[0])
    if form.cleaned_data["website"]:
        return 400, _("没有收下：隐藏的一栏应当空着。")
    if form.cleaned_data["anchor"] not in known:
        return 400, _("没有这一处，请重新选择。")
    lately = ErrorReport.objects.filter(at__gt=timezone.now() - timedelta(hours=1))
    if lately.filter(sender=_sender(request)).count() >= MOST_FROM_ONE or lately.count() >= MOST:
        return 429, _("一小时内收到的太多，请过一会儿再提交。")
    return None


def _sender(request: HttpRequest) -> str:
    told = (client_address(request) or "").encode()
    return hmac.new(settings.SECRET_KEY.encode(), told, hashlib.sha256).hexdigest()


def _page(
    request: HttpRequest,
    case: Case | None,
    known: dict[str, str] | None = None,
    anchor: str = "",
    typed: str = "",
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    lines = {
        name: text if len(text) <= SHOWN else f"{text[:SHOWN]}……" for name, text in (known or {}).items()
    }
    context: dict[str, Any] = {
        "case": case,
        "passages": lines,
        "anchor": anchor,
        "typed": typed,
        "refused": refused,
        "crumbs": crumbs(Crumb(_("指出错误"))),
    }
    response = render(request, "report/form.html", context, status=status)
    if status == 429:
        response["Retry-After"] = "3600"
    return response


@never_cache
@require_safe
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """`/report/<token>/`: what was sent, and the answer; of a record that is public no more, only the sender's words."""
    found = get_object_or_404(ErrorReport.objects.select_related("case"), token=token)
    context = {
        "report": found,
        "case": found.case if found.case.is_public else None,
        "crumbs": crumbs(Crumb(_("指出错误"))),
    }
    return render(request, "report/answer.html", context)
