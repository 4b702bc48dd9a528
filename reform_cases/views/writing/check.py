"""核对: a pasted or uploaded text, sentence by sentence beside the catalogue; what it borrowed; and both as a Word file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from reform_cases.answering.given_text import LONGEST, NotTakenError, check_length, count, too_long
from reform_cases.answering.page_key import site
from reform_cases.catalogue.columns.current import reading
from reform_cases.catalogue.writing.borrowed import borrowed
from reform_cases.catalogue.writing.checking import check
from reform_cases.exports.writing.ledger import ledger
from reform_cases.sourcetext.document import SourceError
from reform_cases.sourcetext.files.convert import text_of
from reform_cases.views.crumbs import Crumb, crumbs
from reform_cases.views.formats.negotiation import RECORDS

# Bytes of a file: a Word file of twenty thousand characters has some tens of kilobytes.
MOST_BYTES = 500_000
ENDINGS = (".docx", ".txt")
CHECK, BORROWED, WORD = "check", "borrowed", "docx"


class GivenForm(forms.Form):
    """The text is pasted, or stands in a file; one that is uploaded goes before one that is pasted."""

    text = forms.CharField(required=False, strip=False)
    file = forms.FileField(
        required=False,
        error_messages={"empty": gettext_lazy("文件是空的。"), "invalid": gettext_lazy("没有收到文件。")},
    )


def given_text(request: HttpRequest) -> str:
    """Return the text that the form of `request` gives; NotTakenError when it cannot be taken."""
    form = GivenForm(request.POST, request.FILES)
    if not form.is_valid():
        raise NotTakenError(400, "file", str(next(iter(form.errors.values()))[0]))
    text = form.cleaned_data["text"]
    if form.cleaned_data["file"]:
        text = _text_of_file(form.cleaned_data["file"])
    check_length(text)
    count(request, text)
    return text


def not_taken(
    request: HttpRequest, template: str, context: dict[str, Any], refused: NotTakenError
) -> HttpResponse:
    """Return the form with what was typed, and why it was not taken."""
    typed = request.POST.get("text", "")[: 2 * LONGEST]
    response = render(
        request, template, {**context, "typed": typed, "refused": refused.reason}, status=refused.status
    )
    if refused.status == 429:
        response["Retry-After"] = "3600"
    return response


def _text_of_file(file: Any) -> str:
    if not file.name.lower().endswith(ENDINGS):
        raise NotTakenError(400, "file", _("只能读 .docx 和 .txt 文件。"))
    if file.size > MOST_BYTES:
        raise NotTakenError(413, "file", too_long())
    try:
        return text_of(file.read(), file.name).text
    except SourceError:
        raise NotTakenError(400, "file", _("这个文件读不出文字。")) from None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_page(request: HttpRequest) -> HttpResponse:
    """`/check/`: the form; what is sent is compared and forgotten."""
    context: dict[str, Any] = {
        "longest": LONGEST,
        "section": "check",
        "crumbs": crumbs(Crumb(_("核对与借用"))),
    }
    if request.method != "POST":
        return render(request, "writing/check.html", context)
    try:
        text = given_text(request)
    except NotTakenError as refused:
        return not_taken(request, "writing/check.html", context, refused)
    with reading() as version:
        report = check(text, version)
        if request.POST.get("as") == WORD:
            response = HttpResponse(ledger(report, site(request)), content_type=RECORDS[WORD].media_type)
            response["Content-Disposition"] = f'attachment; filename="ledger.{WORD}"'
            return response
    context |= {
        "typed": text,
        "report": report,
        "borrowed": borrowed(report),
        "shown": BORROWED if request.POST.get("as") == BORROWED else CHECK,
        "site": site(request),
    }
    return render(request, "writing/check.html", context)
