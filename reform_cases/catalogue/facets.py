"""Facets: what each further choice would give.

A group is counted with every other filter applied and its own removed, so that a count is always the number of
cases that the choice, taken alone in its group, would show.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from reform_cases.catalogue.fields import Choice
from reform_cases.catalogue.filters import CaseFilterSet, Choices
from reform_cases.catalogue.ordering import CodePoints
from reform_cases.catalogue.places import parent_code, region_counts
from reform_cases.models import Case, CaseKeyword, Region
from reform_cases.models.case import CaseQuerySet
from reform_cases.reference import regions

TOP_KEYWORDS = 20


@dataclass(frozen=True)
class FacetChoice:
    """One choice of a group; `depth` is 1 or 2 for a division shown below another."""

    value: str
    label: str
    count: int
    selected: bool
    depth: int = 0


@dataclass(frozen=True)
class FacetGroup:
    """The choices of one parameter, finished for display."""

    name: str
    label: str
    choices: tuple[FacetChoice, ...]

    @property
    def active(self) -> int:
        """How many of its choices are selected."""
        return sum(choice.selected for choice in self.choices)


Row = tuple[str, str, int]


def _region_choices(cases: CaseQuerySet, selected: Choices) -> list[FacetChoice]:
    """Provinces; below a selected division, or one above it, also the next level down."""
    counts = region_counts(cases)
    chosen = {choice.value for choice in selected}
    opened = {division.code for code in chosen for division in regions.path(code)}
    visible = opened | {code for code in counts if parent_code(code) in opened | {""}}
    return [
        FacetChoice(
            code, regions.table()[code].name, counts[code], code in chosen, len(regions.path(code)) - 1
        )
        for code in sorted(visible)
    ]


def _flat(rows: list[Row], selected: Choices) -> list[FacetChoice]:
    """The rows as choices; a selected choice that has no row stands at the end with 0."""
    chosen = {choice.value for choice in selected}
    found = {value for value, _label, _count in rows}
    missing = [(choice.value, choice.label, 0) for choice in selected if choice.value not in found]
    return [FacetChoice(value, label, count, value in chosen) for value, label, count in [*rows, *missing]]


def _keyword_choices(cases: CaseQuerySet, selected: Choices) -> list[FacetChoice]:
    """The most frequent keywords, and every selected one however rare."""
    rows = (
        CaseKeyword.objects.filter(content_object__in=cases.order_by())
        .values_list("tag__slug", "tag__name")
        .annotate(n=Count("pk"))
        .order_by("-n", CodePoints("tag__name"))
    )
    top = list(rows[:TOP_KEYWORDS])
    if selected:
        rare = rows.filter(tag_id__in=[choice.key for choice in selected])
        top += [row for row in rare if row not in top]
    return _flat(top, selected)


def _function_choices(cases: CaseQuerySet, selected: Choices) -> list[FacetChoice]:
    through: Any = Case.functions.through
    rows = (
        through.objects.filter(case__in=cases.order_by())
        .values_list("function__name", "function__order")
        .annotate(n=Count("pk"))
        .order_by("function__order", CodePoints("function__name"))
    )
    return _flat([(name, name, n) for name, _order, n in rows], selected)


def _level_choices(cases: CaseQuerySet, selected: Choices) -> list[FacetChoice]:
    counts = dict(cases.order_by().values_list("level").annotate(n=Count("pk")))
    rows = [(value, str(label), counts[value]) for value, label in Region.Level.choices if value in counts]
    return _flat(rows, selected)


def _collection_choices(cases: CaseQuerySet, selected: Choices) -> list[FacetChoice]:
    rows = (
        cases.order_by()
        .values_list("collection__slug", "collection__title", "collection__year")
        .annotate(n=Count("pk"))
        .order_by("-collection__year", CodePoints("collection__slug"))
    )
    return _flat([(slug, title, n) for slug, title, _year, n in rows], selected)


def _year_choices(cases: CaseQuerySet, selected: Choices) -> list[FacetChoice]:
    rows = (
        cases.order_by().values_list("collection__year").annotate(n=Count("pk")).order_by("-collection__year")
    )
    return _flat([(str(year), str(year), n) for year, n in rows], selected)


_GROUPS: dict[str, Callable[[CaseQuerySet, tuple[Choice, ...]], list[FacetChoice]]] = {
    "region": _region_choices,
    "keyword": _keyword_choices,
    "function": _function_choices,
    "level": _level_choices,
    "collection": _collection_choices,
    "year": _year_choices,
}


def facet_groups(filterset: CaseFilterSet) -> tuple[FacetGroup, ...]:
    """Every group with its counts. A group whose own value is invalid still shows what it recognises as selected."""
    return tuple(
        FacetGroup(
            name,
            str(filterset.filters[name].label),
            tuple(choices(filterset.cases(leaving_out=name), filterset.recognised(name))),
        )
        for name, choices in _GROUPS.items()
    )
