"""The cases around one: those beside it in its batch, and others worth reading, each with the reason. Both come from the
arrays of the snapshot.

A case is related when it shares a keyword, a function or the province. What shares more keywords comes first; then what
shares more functions; then what is nearer (the same county before the same prefecture before the same province); then
what stands first in the list's own order, the newest. No more than `MOST_RELATED` are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.columns.attribute import Attribute
from reform_cases.catalogue.columns.snapshot import Snapshot
from reform_cases.catalogue.listing.case_lines import KeywordLink
from reform_cases.models import Case
from reform_cases.reference import regions
from reform_cases.sql.prepared import Prepared, Row

MOST_RELATED = 5
# What a shared value is worth. No case has 64 keywords, functions or levels, so that one sum sorts by all three.
_WORTH = {"keyword": 64 * 64, "function": 64, "region": 1}


class BriefCase(Row):
    """A case as it is named on another one's page."""

    @property
    def url(self) -> str:
        """Return the page of its record."""
        return address("case", self.slug)

    @property
    def division(self) -> str:
        """Return its division with those above it, in one word."""
        return regions.full_name(self.region_id)

    @property
    def batch(self) -> str:
        """Return the title of its batch."""
        title: str = self.collection__title
        return title


class RelatedCase(NamedTuple):
    """A case and what it shares: keywords, functions, and the smallest division that holds both (its name, or "")."""

    case: BriefCase
    keywords: tuple[KeywordLink, ...]
    functions: tuple[str, ...]
    division: str


class Around(NamedTuple):
    """The published cases before and after one in its batch, and those that are related to it."""

    previous: BriefCase | None = None
    next: BriefCase | None = None
    related: tuple[RelatedCase, ...] = ()


_BRIEF = Prepared(
    lambda ids: (
        Case.objects.published()
        .filter(pk__in=ids)
        .order_by()
        .values_list("pk", "slug", "title", "region_id", "collection__title", "number")
    ),
    BriefCase,
)


def brief_cases(ids: Iterable[int]) -> list[BriefCase]:
    """Return the published cases among `ids`, in that order; one query."""
    wanted = list(ids)
    briefs = {row.pk: row for row in _BRIEF.rows(wanted)}
    return [briefs[pk] for pk in wanted if pk in briefs]


def around(pk: int, catalogue: Snapshot, most: int = MOST_RELATED) -> Around:
    """Return what is around the case `pk`, at most `most` related ones; one query, however many cases there are."""
    own = int(catalogue.indexes(np.array([pk]))[0])
    if own < 0:
        return Around()
    # The list's own order goes through a batch by number.
    batch = _values(catalogue.attributes["collection"], own)
    beside = [
        index
        for index in (own - 1, own + 1)
        if 0 <= index < catalogue.size and _values(catalogue.attributes["collection"], index) == batch
    ]
    related = _nearest(catalogue, own, most)
    indexes = [*beside, *related]
    keys: list[int] = catalogue.ids[indexes].tolist()
    by_pk = {brief.pk: brief for brief in brief_cases(keys)}
    briefs = {index: by_pk[key] for index, key in zip(indexes, keys, strict=True) if key in by_pk}
    return Around(
        briefs.get(own - 1) if own - 1 in beside else None,
        briefs.get(own + 1) if own + 1 in beside else None,
        tuple(_with_reasons(catalogue, own, {index: briefs[index] for index in related if index in briefs})),
    )


def _nearest(catalogue: Snapshot, own: int, most: int) -> list[int]:
    """The indexes of the related cases in their order."""
    near = np.zeros(catalogue.size, dtype=np.int32)
    for name, worth in _WORTH.items():
        attribute = catalogue.attributes[name]
        for value in attribute.values_of(own).tolist():
            # No case has a value twice, so that each is counted.
            near[attribute.cases_of(value)] += worth
    near[own] = 0
    return _highest(near, most)


def _with_reasons(catalogue: Snapshot, own: int, briefs: dict[int, BriefCase]) -> Iterator[RelatedCase]:
    """What each of the cases `briefs` (by index) shares with the case at `own`."""
    keywords, functions, divisions = (
        catalogue.attributes[name] for name in ("keyword", "function", "region")
    )
    own_keywords, own_functions, own_regions = (
        _values(attribute, own) for attribute in (keywords, functions, divisions)
    )
    for index, brief in briefs.items():
        shared = own_keywords.intersection(_values(keywords, index))
        yield RelatedCase(
            brief,
            tuple(
                KeywordLink(keywords.labels[value], address("keyword", keywords.names[value]))
                for value in sorted(shared)
            ),
            tuple(
                functions.labels[value]
                for value in sorted(own_functions.intersection(_values(functions, index)))
            ),
            # The code of a division comes after the codes of those above it.
            regions.full_name(divisions.names[max(nearest)])
            if (nearest := own_regions.intersection(_values(divisions, index)))
            else "",
        )


def _values(attribute: Attribute, index: int) -> set[int]:
    return set(attribute.values_of(index).tolist())


def _highest(scores: NDArray[np.int32], most: int) -> list[int]:
    """The indexes of the `most` highest scores above nothing, the highest first, equal ones in order."""
    # Of a hundred thousand nearly all share something; those that share two keywords are few, and mostly enough.
    bars = [2 * _WORTH["keyword"], *_WORTH.values()]
    bar = next((bar for bar in bars if np.count_nonzero(scores >= bar) >= most), 1)
    indexes = np.flatnonzero(scores >= bar)
    reached = scores[indexes]
    if len(indexes) > most:
        # The `most`-th highest score: what is below it cannot be shown.
        kept = reached >= np.partition(reached, -most)[-most]
        indexes, reached = indexes[kept], reached[kept]
    highest: list[int] = indexes[np.argsort(-reached, kind="stable")][:most].tolist()
    return highest
