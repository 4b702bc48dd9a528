"""Facets: what each further choice would give.

A group is counted with every other filter applied and its own removed, so that a count is always the number of
cases (or of whatever the list is of) that the choice, taken alone in its group, would show. A value that some published
case has keeps its place when the count is 0, so that the panel does not jump; only of what has many values, as
keywords, the most frequent alone are shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np

from reform_cases.catalogue.columns.attribute import Attribute
from reform_cases.catalogue.columns.numbering import Numbers
from reform_cases.catalogue.listing.parameter_fields import Choices
from reform_cases.reference import regions

MOST_SHOWN = 20
# Choices that a group shows at once; a few more are not worth folding.
AT_ONCE, FEW_MORE = 8, 2


class Counting(Protocol):
    """What counts the lines of a list.

    The attribute a filter asks about, the number of lines of each of its values, and how many things of the catalogue
    may have a value of it.
    """

    def attribute(self, name: str) -> Attribute: ...

    def counts(self, name: str) -> Numbers: ...

    def size(self, name: str) -> int: ...


class FacetChoice(NamedTuple):
    """One choice of a group; `depth` is 1 or 2 for a division shown below another."""

    value: str
    label: str
    count: int  # type: ignore[assignment]  # nobody counts in the tuple itself
    selected: bool
    depth: int = 0


@dataclass(frozen=True)
class FacetGroup:
    """The choices of one parameter, finished for display.

    Attributes: `narrows` (whether any choice leaves a case of the catalogue out: if none does, the group is not worth
    its place); `others` (whether there are more values than a group of the most frequent can show).
    """

    name: str
    label: str
    choices: tuple[FacetChoice, ...]
    narrows: bool = True
    others: bool = False

    @cached_property
    def _fold(self) -> int:
        """Where the folded choices begin; a division is never parted from those below it."""
        tops = [at for at, choice in enumerate(self.choices) if not choice.depth]
        return tops[AT_ONCE] if len(tops) > AT_ONCE + FEW_MORE else len(self.choices)

    @property
    def first(self) -> tuple[FacetChoice, ...]:
        """Return the choices shown at once."""
        return self.choices[: self._fold]

    @property
    def folded(self) -> tuple[FacetChoice, ...]:
        """Return the choices shown on demand."""
        return self.choices[self._fold :]

    @property
    def unfolded(self) -> bool:
        """Return whether the folded ones are to be seen at once, because one of them is selected."""
        return any(choice.selected for choice in self.folded)


def region_choices(attribute: Attribute, counts: Numbers, selected: Choices) -> list[FacetChoice]:
    """Return provinces and, below a selected division or one above it, the next level down; always those with a case."""
    chosen = {choice.value for choice in selected}
    opened = {division.code for code in chosen for division in regions.path(code)}
    below = [division.code for parent in opened | {""} for division in regions.divisions_below(parent)]
    counted = [code for code in {*opened, *below} if code in attribute.indexes]
    indexes = [attribute.indexes[code] for code in counted]
    count = dict(zip(counted, counts[indexes].tolist(), strict=True))
    total = dict(zip(counted, attribute.totals[indexes].tolist(), strict=True))
    table = regions.table()
    return [
        FacetChoice(code, table[code].name, count.get(code, 0), code in chosen, len(regions.path(code)) - 1)
        for code in sorted(opened.union([code for code in counted if total[code]]))
    ]


def frequent_choices(attribute: Attribute, counts: Numbers, selected: Choices) -> list[FacetChoice]:
    """Return the most frequent values, and every selected one however rare."""
    # Stable: values of one count stay in the order of their attribute.
    frequent = np.argsort(-counts, kind="stable")
    chosen = [attribute.indexes[choice.value] for choice in selected if choice.value in attribute.indexes]
    shown, rest = frequent[:MOST_SHOWN], frequent[MOST_SHOWN:]
    if chosen:
        shown = np.concatenate([shown, rest[np.isin(rest, chosen)]])
    return _flat(attribute, counts, selected, shown[counts[shown] > 0])


def all_choices(attribute: Attribute, counts: Numbers, selected: Choices) -> list[FacetChoice]:
    """Return the values that any case has, in the order of the attribute, those that would show nothing last."""
    return _flat(attribute, counts, selected, np.nonzero(attribute.totals)[0])


def counted_choices(attribute: Attribute, counts: Numbers, selected: Choices) -> list[FacetChoice]:
    """Return the values that any case has, by their counts."""
    known = np.nonzero(attribute.totals)[0]
    return _flat(attribute, counts, selected, known[np.argsort(-counts[known], kind="stable")])


def _flat(attribute: Attribute, counts: Numbers, selected: Choices, shown: Numbers) -> list[FacetChoice]:
    """The values `shown`, without any hits last; a selected choice that is not among them stands at the end with 0."""
    chosen = {choice.value: choice for choice in selected}
    shown = shown[np.argsort(counts[shown] == 0, kind="stable")]
    choices = [
        FacetChoice(value := attribute.names[at], attribute.labels[at], count, value in chosen)
        for at, count in zip(shown.tolist(), counts[shown].tolist(), strict=True)
    ]
    for choice in choices:
        chosen.pop(choice.value, None)
    return choices + [FacetChoice(choice.value, choice.label, 0, True) for choice in chosen.values()]


Grouping = Callable[[Attribute, Numbers, Choices], list[FacetChoice]]


def facet_group(
    name: str, about: str, label: str, choices: Grouping, selected: Choices, counting: Counting
) -> FacetGroup:
    """Return the group of the filter `name`, which asks about the attribute `about`."""
    attribute = counting.attribute(about)
    return FacetGroup(
        name,
        label,
        tuple(choices(attribute, counting.counts(about), selected)),
        narrows=bool(selected) or bool((attribute.totals < counting.size(about)).any()),
        others=len(attribute.names) > MOST_SHOWN,
    )
