"""借鉴单: a measure with what is tied to its place as blanks, as a page and as a file."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reform_cases.answering.page_key import day, site
from reform_cases.catalogue.columns.current import snapshot
from reform_cases.catalogue.record.case_head import published_cases
from reform_cases.catalogue.writing.sheet import Sheet, sheet_of
from reform_cases.exports.writing.ledger import sheet_as_word
from reform_cases.exports.writing.sheets import result_heads, result_said, sheet_as_markdown
from reform_cases.version import current_version
from reform_cases.views.crumbs import Crumb, crumbs
from reform_cases.views.formats.negotiation import RECORDS
from reform_cases.views.former_records import former_record
from reform_cases.views.page_cache import kept, version_seen

_WRITTEN: dict[str, Callable[[Sheet], str | bytes]] = {"md": sheet_as_markdown, "docx": sheet_as_word}


@require_safe
@kept(variants=(day,))
def borrow_page(request: HttpRequest, slug: str, anchor: str) -> HttpResponse:
    """`/cases/<slug>/borrow/<anchor>/`"""
    case = published_cases([slug]).get(slug)
    if case is None:
        return former_record(request, slug)
    sheet = sheet_of(case, anchor, snapshot(version_seen(request)).ids, site(request), localdate())
    if sheet is None:
        raise Http404
    context = {
        "sheet": sheet,
        "suffixes": {suffix: RECORDS[suffix].name for suffix in _WRITTEN},
        "results": [result_said(sheet, one) for one in sheet.outcomes],
        "heads": result_heads(),
        "section": "cases",
        "crumbs": crumbs(Crumb(case.title, case.url), Crumb(_("借鉴单"))),
    }
    return render(request, "writing/borrow.html", context)


@require_safe
def borrow_file(request: HttpRequest, slug: str, anchor: str, suffix: str) -> HttpResponseBase:
    """`/cases/<slug>/borrow/<anchor>.md .docx`"""
    if suffix not in _WRITTEN:
        raise Http404
    case = published_cases([slug]).get(slug)
    if case is None:
        return former_record(request, slug)
    sheet = sheet_of(case, anchor, snapshot(current_version()).ids, site(request), localdate())
    if sheet is None:
        raise Http404
    one = RECORDS[suffix]
    kind = one.media_type if one.binary else f"{one.media_type}; charset=utf-8"
    response = HttpResponse(_WRITTEN[suffix](sheet), content_type=kind)
    response["Link"] = f'<{sheet.url}>; rel="canonical"; type="text/html"'
    if one.saved:
        response["Content-Disposition"] = f'attachment; filename="{slug}-{anchor}.{suffix}"'
    return response
