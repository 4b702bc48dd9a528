"""Lists as files: `/cases.csv`, `/outcomes.json` and their like.

What the page lists, in its order. A page of it in JSON and Atom, and where a page is asked for; else all rows, sent as they are
read: which they are is read with the rest of the catalogue as it is now, each by its key only when its turn comes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reform_cases.answering.conditions import unchanged, validator
from reform_cases.answering.cursors import NoCursorError, cursor_at, read_cursor
from reform_cases.answering.page_key import site
from reform_cases.answering.refusals import refusal, unknown_parameter
from reform_cases.catalogue.columns.current import reading
from reform_cases.catalogue.facts import Face, facts_on
from reform_cases.catalogue.listing.cases import CaseListing
from reform_cases.catalogue.listing.listing import Listing
from reform_cases.catalogue.listing.parameter_fields import shown_value
from reform_cases.catalogue.number_facts import NUMBER_FACTS
from reform_cases.catalogue.outcomes.listing import OutcomeListing
from reform_cases.exports.changes import among, changes_said, taken_back
from reform_cases.exports.lists import Paging, as_atom, as_json, as_json_lines
from reform_cases.exports.rows import CHUNK, Data, case_rows, number_rows
from reform_cases.exports.tables import as_csv, as_xlsx
from reform_cases.history.since import ChangedCases, NoSuchTimeError, Since
from reform_cases.version import Version
from reform_cases.views.formats.negotiation import HTML, LISTS

# What only files are asked.
OF_FILES = ("fields", "since", "cursor")
Reader = Callable[[Sequence[int], str], Iterator[Data]]


class _Kind(NamedTuple):
    """What is listed: how it is asked for, its rows, and the fields that one may have."""

    listing: type[Listing[Any]]
    rows: Reader
    fields: tuple[str, ...]


_CASES = _Kind(
    CaseListing, case_rows, ("slug", "url", *(one.name for one in facts_on(Face.DATA)), "evidence")
)
_NUMBERS = _Kind(
    OutcomeListing,
    number_rows,
    ("url", *(one.name for one in NUMBER_FACTS), "not_applicable", "evidence"),
)


@require_safe
def case_file(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """`/cases.csv` and its like."""
    return _file(request, suffix, _CASES)


@require_safe
def outcome_file(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """`/outcomes.csv` and its like."""
    return _file(request, suffix, _NUMBERS)


def _file(request: HttpRequest, suffix: str, kind: _Kind) -> HttpResponseBase:
    if suffix not in LISTS:
        raise Http404
    refused = unknown_parameter(request, (*kind.listing.parameter_names(), *OF_FILES))
    if refused:
        return refused
    fields = [one for value in request.GET.getlist("fields") if value for one in value.split(",")]
    for name in fields:
        if name not in kind.fields:
            return refusal("fields", name, _("没有这个字段。"))
    with reading() as version:
        etag = validator(version, request, suffix)
        response: HttpResponseBase | None = unchanged(request, etag)
        if response is None:
            listing = kind.listing.from_params(request.GET, version)
            if listing.refusals:
                first = listing.refusals[0]
                return refusal(first.name, first.value, first.reason)
            try:
                asked = _Asked.of(request, listing, kind)
            except NoSuchTimeError as error:
                return refusal("since", shown_value(request.GET["since"]), str(error))
            except NoCursorError as error:
                return refusal("cursor", shown_value(str(error)), _("游标只能用上一页给的。"))
            response = _written(request, listing, suffix, kind, fields, version, asked)
            response["Cache-Control"] = "no-store" if listing.limited else "no-cache"
    if etag:
        response["ETag"] = etag
    return response


class _Asked(NamedTuple):
    """The keys that are asked for: `keys` in order, from `start` on where a page of them is; what was changed since when."""

    keys: Any
    start: int
    paging: Paging
    changed: ChangedCases | None

    @classmethod
    def of(cls, request: HttpRequest, listing: Listing[Any], kind: _Kind) -> _Asked:
        """Return what `request` asks for of `listing`. Raises NoSuchTimeError, NoCursorError."""
        keys, since, cursor = listing.all_ids, request.GET.get("since", ""), request.GET.get("cursor", "")
        changed = ChangedCases.after(Since.read(since)) if since else None
        if changed:
            keys = among(keys, changed, numbers=kind is _NUMBERS)
        size = listing.page_size
        start = read_cursor(cursor, keys)[0] if cursor else (listing.page_number - 1) * size
        end = start + size
        following = ""
        if end < len(keys):
            pairs = [
                (n, v) for n, values in request.GET.lists() if n not in ("cursor", "page") for v in values
            ]
            pairs.append(("cursor", cursor_at(end, int(keys[end - 1]))))
            following = f"{site(request)}{listing.address.rstrip('/')}.json?{urlencode(pairs)}"
        return cls(keys, start, Paging(len(keys), start // size + 1, size, following), changed)

    @property
    def page(self) -> list[int]:
        """Return the keys of the page."""
        some: list[int] = self.keys[self.start : self.start + self.paging.size].tolist()
        return some

    def changes(self, rows: list[Data], here: str) -> Data | None:
        """Return what was changed of the cases of `rows`."""
        slugs = list(dict.fromkeys(row.get("slug") or row["case"] for row in rows))
        return changes_said(self.changed, slugs, here) if self.changed else None


def _written(
    request: HttpRequest,
    listing: Listing[Any],
    suffix: str,
    kind: _Kind,
    fields: list[str],
    version: Version,
    asked: _Asked,
) -> HttpResponseBase:
    """The listing in the format `suffix`, with `fields` or all."""
    here = site(request)
    if suffix in ("json", "atom"):
        rows = list(kind.rows(asked.page, here))
        if suffix == "atom":
            gone = taken_back(asked.changed, here) if asked.changed else ()
            return _response(as_atom(listing, rows, here, list(_links(request, listing)), gone), suffix)
        changes = asked.changes(rows, here)
        return _response(as_json(listing, _only(fields, rows), version, asked.paging, changes), suffix)
    one_page = {"page", "page_size", "cursor"} & {*request.GET}
    ids = asked.page if one_page else asked.keys
    if request.method == "HEAD":
        ids = ids[:0]
    streamed = _rows(kind.rows, ids, here)
    if suffix == "xlsx":
        book = as_xlsx(streamed, fields or kind.fields)
        return FileResponse(
            book,
            as_attachment=True,
            filename=f"{listing.page_name}.xlsx",
            content_type=LISTS["xlsx"].media_type,
        )
    if suffix == "csv":
        body: Iterable[str] = as_csv(streamed, fields or kind.fields)
    else:
        gone = ({"gone": one} for one in (taken_back(asked.changed, here) if asked.changed else ()))
        body = as_json_lines(chain(_only(fields, streamed), gone))
    return _named(StreamingHttpResponse(body, content_type=_type(suffix)), listing, suffix)


def _rows(read: Reader, ids: Any, here: str) -> Iterator[Data]:
    """The rows of `ids`, some hundred read at a time."""
    for start in range(0, len(ids), CHUNK):
        yield from read([int(pk) for pk in ids[start : start + CHUNK]], here)


def _only(fields: list[str], rows: Iterable[Data]) -> Iterator[Data]:
    return ({name: row[name] for name in fields} if fields else row for row in rows)


def _links(request: HttpRequest, listing: Listing[Any]) -> Iterator[tuple[str, str, str]]:
    here = site(request)
    feed = f"{here}{listing.address.rstrip('/')}.atom"
    kind = LISTS["atom"].media_type
    yield "self", kind, feed + listing.parameters.query
    yield "alternate", HTML, here + listing.address + listing.parameters.query
    for rel, query in (("previous", listing.before), ("next", listing.after)):
        if query:
            yield rel, kind, feed + query


def _type(suffix: str) -> str:
    return f"{LISTS[suffix].media_type}; charset=utf-8"


def _response(body: str, suffix: str) -> HttpResponse:
    return HttpResponse(body, content_type=_type(suffix))


def _named(response: HttpResponseBase, listing: Listing[Any], suffix: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="{listing.page_name}.{suffix}"'
    return response
