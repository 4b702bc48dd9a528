"""The numbers of several cases laid out in rows: what may be compared in one row, the rest apart with the reason.

Which numbers may stand side by side is for `comparability` to say. A plan never stands among results.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reform_cases.catalogue.numbers.comparability import agreement, why_not
from reform_cases.catalogue.record.outcomes_shown import NumberLine
from reform_cases.sql.prepared import Row

Cells = list[list[NumberLine]]


@dataclass(frozen=True)
class NumberRow:
    """A cell of numbers for each case. `note` says why the numbers cannot be compared, "" when they may be; `elsewhere` is true for a case that reports the metric, but in another row."""

    metric: str
    cells: Cells
    note: str = ""
    elsewhere: Sequence[bool] = ()


@dataclass(frozen=True)
class ComparedNumbers:
    """`alike` may be compared row by row; `unlike` measure one thing in ways that differ; of `single` only one case
    reports the metric; `planned` are no results. The last two are a cell for each case, empty lists when there are none.
    """

    alike: list[NumberRow] = field(default_factory=list)
    unlike: list[NumberRow] = field(default_factory=list)
    single: Cells = field(default_factory=list)
    planned: Cells = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.alike or self.unlike or self.single or self.planned)


def compared_numbers(columns: Sequence[Sequence[NumberLine]]) -> ComparedNumbers:
    """Return the rows for the numbers of each case, in the order in which the metrics first occur."""
    planned: Cells = [[line for line in column if line.planned] for column in columns]
    achieved: Cells = [[line for line in column if not line.planned] for column in columns]
    compared = ComparedNumbers(planned=_unless_empty(planned))
    told: set[str] = set()
    for metric in dict.fromkeys(line.outcome.metric for column in achieved for line in column):
        cells = [[line for line in column if line.outcome.metric == metric] for column in achieved]
        if metric and _reporting(cells) > 1:
            told.add(metric)
            _add_rows(compared, metric, cells)
    rest = [[line for line in column if line.outcome.metric not in told] for column in achieved]
    compared.single.extend(_unless_empty(rest))
    return compared


def _add_rows(compared: ComparedNumbers, metric: str, cells: Cells) -> None:
    """The rows of one metric that several cases report: those that agree, then what agrees with no other case's."""
    left: Cells = [[] for _column in cells]
    for row in _agreeing(cells):
        if _reporting(row) > 1:
            compared.alike.append(NumberRow(metric, row, elsewhere=_elsewhere(row, cells)))
        else:
            for column, lines in zip(left, row, strict=True):
                column.extend(lines)
    if _reporting(left):
        compared.unlike.append(NumberRow(metric, left, why_not(_outcomes(cells)), _elsewhere(left, cells)))


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


def _reporting(cells: Iterable[Sequence[NumberLine]]) -> int:
    """How many cases have something in their cell."""
    return sum(1 for column in cells if column)


def _unless_empty(cells: Cells) -> Cells:
    return cells if _reporting(cells) else []
