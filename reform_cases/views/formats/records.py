"""A record as a file: `/cases/<slug>.json` and its like."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reform_cases.answering.conditions import unchanged, validator
from reform_cases.answering.page_key import day, site
from reform_cases.answering.refusals import refusal, unknown_parameter
from reform_cases.catalogue.columns.current import reading
from reform_cases.catalogue.record.case_head import published_cases
from reform_cases.exports.citing import as_bibtex, as_csl, as_ris
from reform_cases.exports.linked_data import linked_data, web_annotations
from reform_cases.exports.lists import dumped
from reform_cases.exports.record import RecordFile, record_data
from reform_cases.exports.texts import as_markdown, as_text
from reform_cases.views.formats.negotiation import RECORDS
from reform_cases.views.former_records import former_record


def _as_word(file: RecordFile) -> bytes:
    # What writes Word takes a process ten megabytes, which most never need.
    from reform_cases.exports.word import as_word

    return as_word(file)


_WRITTEN: dict[str, Callable[[RecordFile], str | bytes]] = {
    "json": lambda file: dumped(record_data(file)),
    "md": as_markdown,
    "txt": as_text,
    "docx": lambda file: _as_word(file),
    "jsonld": lambda file: dumped(linked_data(file)),
    "annotations.jsonld": lambda file: dumped(web_annotations(file)),
    "bib": as_bibtex,
    "ris": as_ris,
    "csl.json": lambda file: dumped(as_csl(file)),
}
# Of these a part may be cited by its anchor.
_CITING = ("bib", "ris", "csl.json")


@require_safe
def case_file(request: HttpRequest, slug: str, suffix: str) -> HttpResponseBase:
    """`/cases/<slug>.json` and its like; the day is part of it, because a citation names it."""
    if suffix not in RECORDS:
        raise Http404
    refused = unknown_parameter(request, ("cite",) if suffix in _CITING else ())
    if refused:
        return refused
    with reading() as version:
        etag = validator(version, request, f"{suffix} {day(request)}")
        response = unchanged(request, etag)
        if response is None:
            case = published_cases([slug]).get(slug)
            file = RecordFile.of(case, site(request), localdate()) if case else None
            if file is None:
                return former_record(request, slug)
            anchor = request.GET.get("cite", "")
            if anchor and not file.heading_of(anchor):
                return refusal("cite", anchor, _("本例没有这项举措或这个数字。"))
            file = file._replace(part=anchor)
            one = RECORDS[suffix]
            response = HttpResponse(_WRITTEN[suffix](file), content_type=one.content_type)
            response["Link"] = f'<{file.url}>; rel="canonical"; type="text/html"'
            if one.saved:
                response["Content-Disposition"] = f'attachment; filename="{slug}.{suffix}"'
    if etag:
        response["ETag"] = etag
    return response
