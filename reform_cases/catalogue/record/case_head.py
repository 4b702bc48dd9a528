"""Published cases as their own pages begin: what the row of a case says itself, and of which batch it is; one query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from reform_cases.catalogue.addresses import address
from reform_cases.models import Case, Region
from reform_cases.reference import regions
from reform_cases.reference.regions import Division
from reform_cases.sql.prepared import Prepared

_LEVELS = {value: str(label) for value, label in Region.Level.choices}


class Batch(NamedTuple):
    """The batch of a case."""

    slug: str
    title: str
    year: int
    publisher: str
    published_on: date | None


class PublishedCase(NamedTuple):
    """A case that readers see. `origin` is where its source came from, None for a case without a source."""

    pk: int
    slug: str
    number: int
    title: str
    organ: str
    level: str
    region_id: str | None
    background: str
    significance: str
    origin: str | None
    collection: Batch

    @property
    def url(self) -> str:
        """The page of its record."""
        return address("case", self.slug)

    @property
    def source_url(self) -> str:
        """The page of its source, "" for a case without one."""
        return "" if self.origin is None else address("case-source", self.slug)

    @property
    def level_name(self) -> str:
        return _LEVELS.get(self.level, self.level)

    @property
    def regions(self) -> tuple[Division, ...]:
        """Its division and those above it, from the province down."""
        return regions.path(self.region_id) if self.region_id else ()


_CASES = Prepared(
    lambda slugs: (
        Case.objects.published()
        .filter(slug__in=slugs)
        .order_by()
        .values_list(
            "pk",
            "slug",
            "number",
            "title",
            "organ",
            "level",
            "region_id",
            "background",
            "significance",
            "source__origin",
            "collection__slug",
            "collection__title",
            "collection__year",
            "collection__publisher",
            "collection__published_on",
        )
    )
)
_BATCH = 10


def published_cases(slugs: Sequence[str]) -> dict[str, PublishedCase]:
    """The published cases among `slugs` by their slugs."""
    found = (PublishedCase._make([*row[:_BATCH], Batch._make(row[_BATCH:])]) for row in _CASES.rows(slugs))
    return {case.slug: case for case in found}
