"""Counts by administrative division, summed upwards: a case counts for its own division and for each above it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

from django.db.models import Count

from reform_cases.models.case import CaseQuerySet
from reform_cases.reference import regions
from reform_cases.reference.regions import Division


@dataclass(frozen=True)
class PlaceCount:
    """A division with the number of cases in it or below it."""

    division: Division
    count: int


def region_counts(cases: CaseQuerySet) -> Counter[str]:
    """Number of `cases` by division code, each division with what lies below it."""
    own = cases.order_by().filter(region__isnull=False).values_list("region_id").annotate(n=Count("pk"))
    counts: Counter[str] = Counter()
    for code, n in own:
        for division in regions.path(code):
            counts[division.code] += n
    return counts


def parent_code(code: str) -> str:
    """The division directly above `code` in the table, "" for a province."""
    above = regions.path(code)[:-1]
    return above[-1].code if above else ""


@cache
def _children() -> dict[str, list[Division]]:
    below: dict[str, list[Division]] = {}
    for division in regions.table().values():
        below.setdefault(parent_code(division.code), []).append(division)
    return below


def divisions_below(code: str) -> list[Division]:
    """The divisions directly below `code` (for "" the provinces) in code order."""
    return _children().get(code, [])


def places_below(code: str, counts: Counter[str]) -> list[PlaceCount]:
    """The divisions directly below `code` (for "" the provinces) in code order, those without cases too."""
    return [PlaceCount(division, counts[division.code]) for division in divisions_below(code)]
