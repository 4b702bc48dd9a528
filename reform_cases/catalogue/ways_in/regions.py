"""Counts by administrative division, summed upwards: a case counts for its own division and for each above it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from reform_cases.catalogue.columns.attribute import Attribute
from reform_cases.catalogue.columns.numbering import Numbers
from reform_cases.reference import regions
from reform_cases.reference.regions import Division, divisions_below, parent_code
from reform_cases.reference.tiles import around


@dataclass(frozen=True)
class DivisionCount:
    """A division with the number of cases in it or below it, and those below it that have any, in code order."""

    division: Division
    count: int
    below: tuple[DivisionCount, ...] = ()


@dataclass(frozen=True)
class DivisionPage:
    """A division as its page shows it.

    `own` cases are the division's itself, `total` those with all below it. `below` are the divisions directly below
    that have cases, `without` those that have none, `beside` others of the same parent (of a province the provinces that
    touch its square) with cases. `above` is the nearest division above that has cases.
    """

    division: Division
    full_name: str
    own: int
    total: int
    below: list[DivisionCount]
    without: list[Division]
    beside: list[DivisionCount]
    above: DivisionCount | None


def region_counts(attribute: Attribute, counts: Numbers | None = None) -> Counter[str]:
    """Return the number of cases by division code; `counts` of a selection, else of all that the attribute has."""
    numbers = attribute.totals if counts is None else counts
    return Counter(dict(zip(attribute.names, numbers.tolist(), strict=True)))


def counts_below(code: str, counts: Counter[str], levels: int = 3) -> list[DivisionCount]:
    """Return the divisions below `code` (for "" the provinces) that have cases, `levels` of them one inside the other."""
    if not levels:
        return []
    return [
        DivisionCount(division, counts[division.code], tuple(counts_below(division.code, counts, levels - 1)))
        for division in divisions_below(code)
        if counts[division.code]
    ]


def division_page(code: str, counts: Counter[str]) -> DivisionPage | None:
    """Return the division `code`, None when the table has no such code; `counts` are those of the whole catalogue."""
    path = regions.path(code)
    if not path:
        return None
    *above, division = path
    parent = parent_code(code)
    near = divisions_below(parent) if parent else [regions.table()[tile.code] for tile in around(code)]
    beside = [DivisionCount(one, counts[one.code]) for one in near]
    children = divisions_below(code)
    return DivisionPage(
        division=division,
        full_name=regions.full_name(code),
        own=counts[code] - sum(counts[child.code] for child in children),
        total=counts[code],
        below=counts_below(code, counts),
        without=[child for child in children if not counts[child.code]],
        beside=[one for one in beside if one.count and one.division != division],
        above=_nearest(above, counts),
    )


def _nearest(above: list[Division], counts: Counter[str]) -> DivisionCount | None:
    """The last of `above` that has cases."""
    return next(
        (DivisionCount(one, counts[one.code]) for one in reversed(above) if counts[one.code]),
        None,
    )
