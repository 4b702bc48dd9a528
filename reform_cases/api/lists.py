"""`/api/v1/cases` and the other lists: what the pages list, in their order, read on by a cursor."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from reform_cases.answering.cursors import NoCursorError, cursor_at, read_cursor
from reform_cases.answering.page_key import site
from reform_cases.api.endpoint import RefusedError, as_json, by_version, endpoint
from reform_cases.catalogue.columns.current import ReadersVersion
from reform_cases.catalogue.facts import Face, facts_on
from reform_cases.catalogue.listing.arrangement import MOST_PER_PAGE, PAGE_SIZE
from reform_cases.catalogue.listing.cases import CaseListing
from reform_cases.catalogue.listing.listing import Listing
from reform_cases.catalogue.listing.parameter_fields import shown_value
from reform_cases.catalogue.number_facts import NUMBER_FACTS
from reform_cases.catalogue.outcomes.listing import OutcomeListing
from reform_cases.exports import names
from reform_cases.exports.changes import among, changes_said
from reform_cases.exports.lists import version_name
from reform_cases.exports.measures import MEASURE_FIELDS, measure_rows
from reform_cases.exports.rows import Data, case_rows, number_rows
from reform_cases.history.since import ChangedCases, NoSuchTimeError, Since

CASE_FIELDS = ("slug", "url", *(one.name for one in facts_on(Face.DATA)), "evidence")
NUMBER_FIELDS = ("url", *(one.name for one in NUMBER_FACTS), "not_applicable", "evidence")
# What is asked of a page alone, or by a cursor here.
_NOT_HERE = ("page", "page_size", "case")


class Resource(NamedTuple):
    """A list: how it is asked for, the `keys` of all its rows, the rows of some keys, and the fields of a row.

    `below` rows come several to a key: measures to a case. `ordered` is whether the orders of the page are its orders.
    """

    listing: type[Listing[Any]]
    keys: Callable[[Any], Sequence[Any]]
    rows: Callable[[Any, Sequence[Any], str], Iterator[Any]]
    fields: tuple[str, ...]
    below: bool = False
    ordered: bool = True

    @property
    def dated(self) -> bool:
        """Return whether one may ask what was changed since when: of cases and what they hold."""
        return self.ordered

    @property
    def parameters(self) -> tuple[str, ...]:
        """Return the names that the list reads."""
        own = [name for name in self.listing.parameter_names() if name not in _NOT_HERE]
        return (
            *(name for name in own if self.ordered or name != "order"),
            "page_size",
            "cursor",
            "fields",
            *(("since",) if self.dated else ()),
        )


RESOURCES = {
    "cases": Resource(
        CaseListing,
        lambda listing: listing.all_ids,
        lambda _listing, keys, here: case_rows([int(key) for key in keys], here),
        CASE_FIELDS,
    ),
    "measures": Resource(
        CaseListing,
        lambda listing: listing.all_ids,
        lambda _listing, keys, here: measure_rows([int(key) for key in keys], here),
        MEASURE_FIELDS,
        below=True,
    ),
    "outcomes": Resource(
        OutcomeListing,
        lambda listing: listing.all_ids,
        lambda _listing, keys, here: number_rows([int(key) for key in keys], here),
        NUMBER_FIELDS,
    ),
    "keywords": Resource(
        CaseListing, names.keys_of("keyword"), names.keyword_rows, names.KEYWORD_FIELDS, ordered=False
    ),
    "regions": Resource(
        CaseListing, names.keys_of("region"), names.region_rows, names.REGION_FIELDS, ordered=False
    ),
    "collections": Resource(
        CaseListing, names.keys_of("collection"), names.collection_rows, names.COLLECTION_FIELDS, ordered=False
    ),
    "sources": Resource(
        CaseListing, names.source_names, names.source_rows, names.SOURCE_FIELDS, ordered=False
    ),
}  # fmt: skip


@endpoint("GET")
def listed(request: HttpRequest, resource: str) -> HttpResponse:
    """`/api/v1/<resource>`"""
    one = RESOURCES[resource]
    return by_version(request, one.parameters, lambda version: _page(request, one, version))


def _page(request: HttpRequest, resource: Resource, version: ReadersVersion) -> HttpResponse:
    fields, size = fields_asked(request, resource.fields), _size(request)
    listing = resource.listing.from_params(_of_listing(request.GET), version)
    if listing.refusals:
        first = listing.refusals[0]
        raise RefusedError(first.name, first.value, first.reason)
    keys, here = resource.keys(listing), site(request)
    cursor, since = request.GET.get("cursor", ""), request.GET.get("since", "")
    try:
        changed = ChangedCases.after(Since.read(since)) if since else None
        keys = among(keys, changed, numbers=resource.listing is OutcomeListing) if changed else keys
        at, within = read_cursor(cursor, keys) if cursor else (0, 0)
    except NoSuchTimeError as error:
        raise RefusedError("since", shown_value(since), str(error)) from None
    except NoCursorError:
        raise RefusedError("cursor", cursor, _("游标只能用上一页给的。")) from None
    if resource.below:
        rows, following = _several(resource, listing, keys, at, within, size, here)
    else:
        rows = list(resource.rows(listing, _plain(keys[at : at + size]), here))
        following = (
            cursor_at(at + size, _plain(keys[at + size - 1 : at + size])[0]) if at + size < len(keys) else ""
        )
    changes = changed and changes_said(changed, _cases_of(rows), here)
    if fields:
        rows = [{name: row[name] for name in fields} for row in rows]
    data = {
        "total": None if resource.below else len(keys),
        "version": version_name(version),
        "next": _link(request, following) if following else None,
        "results": rows,
        **({"changes": changes} if changes else {}),
    }
    response = as_json(data)
    if following:
        response["Link"] = f'<{data["next"]}>; rel="next"'
    if listing.limited:
        response["Cache-Control"] = "no-store"
    return response


def _cases_of(rows: Sequence[Data]) -> list[str]:
    return list(dict.fromkeys(row.get("slug") or row["case"] for row in rows))


def _plain(keys: Any) -> list[Any]:
    return keys.tolist() if hasattr(keys, "tolist") else list(keys)


def _several(
    resource: Resource, listing: Any, keys: Any, at: int, within: int, size: int, here: str
) -> tuple[list[Data], str]:
    """`size` rows from the `within`th of the key at `at` on, some keys read at a time; and the cursor behind them."""
    rows: list[Data] = []
    while at < len(keys):
        some = _plain(keys[at : at + size])
        found: dict[Any, list[Data]] = {key: [] for key in some}
        for key, row in resource.rows(listing, some, here):
            found[key].append(row)
        for key in some:
            own = found[key][within:]
            room = size - len(rows)
            if (room == 0 and own) or len(own) > room:
                rows += own[:room]
                before = _plain(keys[at - 1 : at])[0] if at else 0
                return rows, cursor_at(at, before, within + room)
            rows += own
            at, within = at + 1, 0
    return rows, ""


def _of_listing(asked: QueryDict) -> QueryDict:
    """The parameters `asked` without those of this interface; a page of the listing itself is not used."""
    data = asked.copy()
    for name in ("cursor", "fields", "since"):
        data.pop(name, None)
    data["page_size"] = "1"
    return data


def _size(request: HttpRequest) -> int:
    asked = request.GET.get("page_size", "").strip() or str(PAGE_SIZE)
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 6 and 1 <= int(asked) <= MOST_PER_PAGE):
        raise RefusedError("page_size", asked[:40], _("每页件数应是 1 至 100 的整数。"))
    return int(asked)


def fields_asked(request: HttpRequest, known: Sequence[str]) -> list[str]:
    """Return the fields that `request` chooses, none for all. Raises RefusedError for one that is none of `known`."""
    fields = [one for value in request.GET.getlist("fields") if value for one in value.split(",")]
    for name in fields:
        if name not in known:
            raise RefusedError("fields", name[:40], _("没有这个字段。"))
    return fields


def _link(request: HttpRequest, cursor: str) -> str:
    pairs = [(name, value) for name, values in request.GET.lists() if name != "cursor" for value in values]
    return f"{site(request)}{request.path}?{urlencode([*pairs, ('cursor', cursor)])}"
