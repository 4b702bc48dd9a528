"""`/api/v1/cases/<slug>` and the other single things."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from reform_cases.answering.page_key import day, site
from reform_cases.api.endpoint import as_json, by_version, endpoint, said
from reform_cases.api.lists import CASE_FIELDS, NUMBER_FIELDS, RESOURCES, fields_asked
from reform_cases.catalogue.columns.current import ReadersVersion
from reform_cases.catalogue.listing.cases import CaseListing
from reform_cases.catalogue.record.case_head import published_cases
from reform_cases.exports.measures import MEASURE_FIELDS, measure_rows
from reform_cases.exports.record import RecordFile, record_data
from reform_cases.exports.rows import Data, number_rows
from reform_cases.models import Case, Outcome
from reform_cases.models.texts import PROSE

# The fields of a record that are none of its line in a list.
RECORD_FIELDS = (
    *CASE_FIELDS, "title_spans", "organ_spans", "keyword_spans", *PROSE, "sections", "numbers", "source", "citations",
)  # fmt: skip


@endpoint("GET")
def case(request: HttpRequest, slug: str) -> HttpResponse:
    """`/api/v1/cases/<slug>`: every field of the record; the day is part of it, because a citation names it."""

    def made(_version: ReadersVersion) -> HttpResponse:
        fields = fields_asked(request, RECORD_FIELDS)
        head = published_cases([slug]).get(slug)
        file = RecordFile.of(head, site(request), localdate()) if head else None
        if file is None:
            return former(request, slug)
        return _one(iter([record_data(file)]), fields)

    return by_version(request, ("fields",), made, day(request))


@endpoint("GET")
def measure(request: HttpRequest, slug: str, anchor: str) -> HttpResponse:
    """`/api/v1/measures/<slug>/<anchor>`"""
    return _part(
        request,
        slug,
        MEASURE_FIELDS,
        lambda pk: (row for _key, row in measure_rows([pk], site(request), anchor)),
    )


@endpoint("GET")
def outcome(request: HttpRequest, slug: str, anchor: str) -> HttpResponse:
    """`/api/v1/outcomes/<slug>/<anchor>`: also one that is to be looked at, which says so itself."""

    def rows(pk: int) -> Iterator[Data]:
        ids = Outcome.objects.published().filter(case=pk, anchor=anchor).values_list("pk", flat=True)
        return number_rows(list(ids), site(request), sure=False)

    return _part(request, slug, NUMBER_FIELDS, rows)


def _part(
    request: HttpRequest, slug: str, known: tuple[str, ...], rows: Callable[[int], Iterator[Data]]
) -> HttpResponse:
    def made(_version: ReadersVersion) -> HttpResponse:
        fields = fields_asked(request, known)
        pk = Case.objects.published().filter(slug=slug).values_list("pk", flat=True).first()
        return former(request, slug) if pk is None else _one(rows(pk), fields)

    return by_version(request, ("fields",), made)


@endpoint("GET")
def named(request: HttpRequest, resource: str, name: str) -> HttpResponse:
    """`/api/v1/keywords/<slug>`, and so a division, a batch, a source."""
    one = RESOURCES[resource]

    def made(version: ReadersVersion) -> HttpResponse:
        fields = fields_asked(request, one.fields)
        listing = CaseListing.from_params(QueryDict(), version)
        return _one(one.rows(listing, [name], site(request)), fields)

    return by_version(request, ("fields",), made)


def _one(rows: Iterator[Data], fields: list[str]) -> HttpResponse:
    row = next(rows, None)
    if row is None:
        raise Http404
    return as_json({name: row[name] for name in fields} if fields else row)


def former(request: HttpRequest, slug: str) -> HttpResponse:
    """Return 308 to the record into which the one at `slug` went, or 410 where it was taken back; raise Http404 otherwise."""
    record = Case.objects.filter(slug=slug).first()
    end = record.end_of_mergers() if record else None
    if end is None or not (end.is_public or end.is_withdrawn):
        raise Http404
    if end == record:
        reason = _("已于 %(day)s 撤回：%(why)s。") % {
            "day": end.withdrawn_on,
            "why": end.get_withdrawal_reason_display(),
        }
        return said("path", request.path, reason, 410)
    page = request.resolver_match
    assert page is not None  # a view was found for it
    return redirect(
        page.view_name, **{**page.kwargs, "slug": end.slug}, permanent=True, preserve_request=True
    )
