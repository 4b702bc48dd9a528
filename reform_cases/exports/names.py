"""What lists of cases are asked by, as rows for machines: keywords, divisions, batches and sources, each with its cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import Count

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.listing.cases import CaseListing
from reform_cases.exports.rows import Data
from reform_cases.models import Case, Collection, Region, SourceDocument
from reform_cases.models.case import public
from reform_cases.reference import regions
from reform_cases.sql.ids import Ids

KEYWORD_FIELDS = ("slug", "name", "url", "cases")
REGION_FIELDS = ("code", "name", "full_name", "level", "url", "cases")
COLLECTION_FIELDS = ("slug", "title", "series", "publisher", "year", "published_on", "url", "cases")
SOURCE_FIELDS = (
    "sha256", "text_sha256", "name", "credit", "origin", "media_type", "collection", "url", "cases"
)  # fmt: skip
_LEVELS = dict(Region.Level.choices)


def counted_names(listing: CaseListing, attribute: str) -> dict[str, int]:
    """Return the values of `attribute` that cases of `listing` have, in their order, each with the number of these cases."""
    shown = listing.selection.attribute(attribute)
    counts = shown.counts(listing.selection.cases())
    return {name: count for name, count in zip(shown.names, counts.tolist(), strict=True) if count}


def keyword_rows(listing: CaseListing, names: Sequence[str], site: str) -> Iterator[Data]:
    """Give the keywords at the slugs `names` with their cases of `listing`."""
    counts, shown = counted_names(listing, "keyword"), listing.selection.attribute("keyword")
    for name in names:
        if name in counts:
            label, url = shown.labels[shown.indexes[name]], site + address("keyword", name)
            yield {"slug": name, "name": label, "url": url, "cases": counts[name]}


def region_rows(listing: CaseListing, names: Sequence[str], site: str) -> Iterator[Data]:
    """Give the divisions with the codes `names`; a case counts for each division that it is in or below."""
    counts = counted_names(listing, "region")
    for code in names:
        if code in counts:
            division = regions.table()[code]
            yield {
                "code": code,
                "name": division.name,
                "full_name": regions.full_name(code),
                "level": division.level,
                "url": site + address("region", code),
                "cases": counts[code],
            }


def collection_rows(listing: CaseListing, names: Sequence[str], site: str) -> Iterator[Data]:
    """Give the batches at the slugs `names`."""
    counts = counted_names(listing, "collection")
    columns = [name for name in COLLECTION_FIELDS if name not in ("url", "cases")]
    rows = {row["slug"]: row for row in Collection.objects.filter(slug__in=names).order_by().values(*columns)}
    for slug in names:
        if slug in rows and slug in counts:
            row = rows[slug]
            day = row["published_on"]
            said = {name: row[name] if row[name] != "" else None for name in columns}
            url = site + address("collection", slug)
            yield {**said, "published_on": day and str(day), "url": url, "cases": counts[slug]}


def source_names(listing: CaseListing) -> list[str]:
    """Return the check sums of the texts that cases of `listing` were read from."""
    cases = Case.objects.published()
    if listing.selection.cases() is not None:
        cases = cases.filter(pk__in=Ids(listing.all_ids.tolist()))
    found = SourceDocument.objects.filter(pk__in=cases.order_by().values("source"))
    return list(found.order_by("sha256").values_list("sha256", flat=True))


def source_rows(_listing: CaseListing, names: Sequence[str], site: str) -> Iterator[Data]:
    """Give the sources with the check sums `names`; `url` shows the text marked, what is public of it."""
    rows = (
        SourceDocument.objects.filter(sha256__in=names)
        .order_by()
        .annotate(seen=Count("cases", filter=public("cases__")))
        .filter(seen__gt=0)
        .values("pk", *(name for name in SOURCE_FIELDS if name not in ("url", "cases", "collection")),
                "collection__slug", "seen")
    )  # fmt: skip
    found = {row["sha256"]: row for row in rows}
    slugs: dict[int, str] = {}
    shown = Case.objects.published().filter(source__in=[row["pk"] for row in found.values()])
    for source, slug in shown.order_by("number", "pk").values_list("source_id", "slug"):
        slugs.setdefault(source, slug)
    for name in names:
        row = found.get(name)
        if row and row["pk"] in slugs:
            values = {**row, "collection": row["collection__slug"], "cases": row["seen"]}
            values["url"] = site + address("case-source", slugs[row["pk"]])
            yield {field: values[field] if values[field] != "" else None for field in SOURCE_FIELDS}


NameRows = Callable[[CaseListing, Sequence[str], str], Iterator[Data]]


def keys_of(attribute: str) -> Callable[[CaseListing], list[Any]]:
    """Return what gives the names of `attribute` that cases of a listing have."""
    return lambda listing: list(counted_names(listing, attribute))
