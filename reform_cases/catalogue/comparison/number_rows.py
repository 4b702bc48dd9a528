"""The numbers of several cases laid out by theme: what several cases report stands side by side, with the reason why it may not
be compared; what only one of them reports is named with the way to it. A plan never stands among results.

Which numbers may stand side by side is for `comparability` to say, what they are about for `themes`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reform_cases.catalogue.numbers.comparability import agreement, reasons
from reform_cases.catalogue.numbers.themes import themes
from reform_cases.catalogue.record.outcomes_shown import NumberLine
from reform_cases.sql.prepared import Row

Cells = list[list[NumberLine]]


@dataclass(frozen=True)
class NumberRow:
    """A cell of numbers for each case. `note` says why the numbers cannot be compared, "" when they may be; `elsewhere` is true
    for a case that reports the theme, but in another row.
    """

    cells: Cells
    note: str = ""
    elsewhere: Sequence[bool] = ()


@dataclass(frozen=True)
class ThemeRows:
    """What several cases report of one theme: first what may be compared, then the rest."""

    theme: str
    rows: list[NumberRow]


class Single(NamedTuple):
    """The numbers of a theme that only one case reports."""

    theme: str
    lines: list[NumberLine]


@dataclass(frozen=True)
class ComparedNumbers:
    """`single` and `planned` have an entry for each case, and none when there is nothing of the kind."""

    themes: list[ThemeRows] = field(default_factory=list)
    single: list[list[Single]] = field(default_factory=list)
    planned: Cells = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.themes or self.single or self.planned)


def compared_numbers(columns: Sequence[Sequence[NumberLine]]) -> ComparedNumbers:
    """Return the rows for the numbers of each case, the themes in the order in which they first occur."""
    planned: Cells = [[line for line in column if line.planned] for column in columns]
    achieved: Cells = [[line for line in column if not line.planned] for column in columns]
    about = themes(Counter(line.outcome.metric for column in achieved for line in column))
    by_theme = [_by_theme(column, about) for column in achieved]
    order = dict.fromkeys(theme for column in by_theme for theme in column)
    # A number that says not what it measures is of no theme.
    shared = [theme for theme in order if theme and _reporting(column.get(theme) for column in by_theme) > 1]
    single = [
        [
            Single(theme if theme and len(lines) > 1 else lines[0].metric, lines)
            for theme, lines in column.items()
            if theme not in shared
        ]
        for column in by_theme
    ]
    return ComparedNumbers(
        [ThemeRows(theme, list(_rows([column.get(theme, []) for column in by_theme]))) for theme in shared],
        single if any(single) else [],
        planned if _reporting(planned) else [],
    )


def _by_theme(lines: Iterable[NumberLine], about: dict[str, str]) -> dict[str, list[NumberLine]]:
    """The lines by theme; what has none stands under what it measures."""
    found: dict[str, list[NumberLine]] = {}
    for line in lines:
        metric = line.outcome.metric
        found.setdefault(about.get(metric, metric), []).append(line)
    return found


def _rows(cells: Cells) -> Iterator[NumberRow]:
    """The rows of one theme: those that agree, then what agrees with no other case's."""
    left: Cells = [[] for _column in cells]
    for row in _agreeing(cells):
        if _reporting(row) > 1:
            yield NumberRow(row, elsewhere=_elsewhere(row, cells))
        else:
            for column, lines in zip(left, row, strict=True):
                column.extend(lines)
    if _reporting(left):
        yield NumberRow(left, "；".join(map(str, reasons(_outcomes(cells)))), _elsewhere(left, cells))


def _agreeing(cells: Cells) -> list[Cells]:
    """The lines of `cells` divided into rows within which all agree; what is not known well enough agrees with nothing."""
    rows: dict[object, Cells] = {}
    for at, column in enumerate(cells):
        for line in column:
            key = agreement(line.outcome) or line.outcome.pk
            rows.setdefault(key, [[] for _column in cells])[at].append(line)
    return list(rows.values())


def _outcomes(cells: Cells) -> list[Row]:
    return [line.outcome for column in cells for line in column]


def _elsewhere(row: Cells, cells: Cells) -> tuple[bool, ...]:
    return tuple(bool(every) and not own for own, every in zip(row, cells, strict=True))


def _reporting(cells: Iterable[Sequence[NumberLine] | None]) -> int:
    """How many cases have something in their cell."""
    return sum(1 for column in cells if column)
