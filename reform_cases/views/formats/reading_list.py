"""`/reading-list/?case=…&case=…`: cases of one's own choice, to be taken along; the address is the list, nothing is kept."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reform_cases.answering.conditions import unchanged, validator
from reform_cases.answering.page_key import day, site
from reform_cases.answering.refusals import refusal, unknown_parameter
from reform_cases.catalogue.columns.current import reading
from reform_cases.catalogue.listing.parameter_fields import shown_value
from reform_cases.exports.reading_list import (
    ReadingList,
    list_as_bibtex,
    list_as_csl,
    list_as_csv,
    list_as_ris,
    list_as_text,
    list_as_word,
)
from reform_cases.views.crumbs import Crumb, crumbs
from reform_cases.views.formats.negotiation import READING_LISTS, alternates, in_other_formats
from reform_cases.views.page_cache import kept

_WRITTEN: dict[str, Callable[[ReadingList], str | bytes]] = {
    "docx": list_as_word,
    "csv": list_as_csv,
    "txt": list_as_text,
    "bib": list_as_bibtex,
    "ris": list_as_ris,
    "csl.json": list_as_csl,
}
_OWN = ("case",)
# How many wrong values are told one by one.
_MOST_TOLD = 5


@require_safe
def reading_list_file(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """`/reading-list.docx?case=…` and its like; the day is part of it, because citations name it."""
    if suffix not in READING_LISTS:
        raise Http404
    refused = unknown_parameter(request, _OWN)
    if refused:
        return refused
    with reading() as version:
        etag = validator(version, request, f"{suffix} {day(request)}")
        response = unchanged(request, etag)
        if response is None:
            listed = ReadingList.from_params(request.GET, site(request), localdate())
            if listed.unknown:
                return refusal("case", shown_value(listed.unknown[0]), _("没有这件事例。"))
            if not listed.cases:
                return refusal("case", "", _("请至少写一件事例。"))
            one = READING_LISTS[suffix]
            response = HttpResponse(_WRITTEN[suffix](listed), content_type=one.content_type)
            response["Content-Disposition"] = f'attachment; filename="reading-list.{suffix}"'
    if etag:
        response["ETag"] = etag
    return response


@require_safe
@in_other_formats(READING_LISTS, reading_list_file, _OWN, left_out=())
@kept(*_OWN, variants=(day,))
def reading_list(request: HttpRequest) -> HttpResponse:
    """`/reading-list/`: the cases with their citations; what is unknown is told and left out."""
    listed = ReadingList.from_params(request.GET, site(request), localdate())
    remarks = [_("没有找到事例“%s”，已略去。") % shown_value(value) for value in listed.unknown[:_MOST_TOLD]]
    if len(listed.unknown) > _MOST_TOLD:
        remarks.append(_("另有 %d 个值，已略去。") % (len(listed.unknown) - _MOST_TOLD))
    context = {
        "listed": listed,
        "remarks": remarks,
        "alternates": [*alternates(request, READING_LISTS, _OWN, ())] if listed.cases and not remarks else [],
        "formats": READING_LISTS,
        "section": "cases",
        "crumbs": crumbs(Crumb(_("阅读清单"))),
    }
    return render(request, "cases/reading_list.html", context)
