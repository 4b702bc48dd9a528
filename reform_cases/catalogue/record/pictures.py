"""Pictures of the numbers of one record, where its text allows one. What they draw stands beside them in words.

Changes of one sentence hang from one line or stand on it; parts fill the bar of their whole; one number before and after is
a step on its own axis, which begins at 0. Whatever is written as more, less or about is drawn at the value as written.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from reform_cases.catalogue.numbers.charts import axis_end, compact
from reform_cases.catalogue.numbers.comparability import base_unit
from reform_cases.catalogue.record.outcomes_shown import NumberLine
from reform_cases.models import Outcome

MOST_BARS = 3
_TALLEST = 88
_FEWEST_IN_WHOLE = 10


class DrawnStep(NamedTuple):
    """A number before and after, in hundredths of an axis from 0 to `end`, as written there."""

    before: float
    after: float
    end: str


class HangingBar(NamedTuple):
    """A change as a bar of this height."""

    line: NumberLine
    height: int


class DrawnChanges(NamedTuple):
    """Changes of one sentence, all up or all down, drawn to one scale."""

    bars: tuple[HangingBar, ...]
    falling: bool


class DrawnShare(NamedTuple):
    """A part of a whole: where it begins and how long it is, in hundredths."""

    line: NumberLine
    begins: float
    length: float


class DrawnWhole(NamedTuple):
    """A number and the parts that it is the sum of."""

    line: NumberLine
    shares: tuple[DrawnShare, ...]


def step(line: NumberLine) -> DrawnStep | None:
    """Draw from what to what the number changed; None when the text does not say both, one is below 0, or somebody has yet to look at it."""
    outcome = line.outcome
    if (
        outcome.review
        or outcome.value_from is None
        or outcome.value_to is None
        or min(outcome.value_from, outcome.value_to) < 0
    ):
        return None
    scale = 10 if outcome.unit == "成" else 1
    before, after = outcome.value_from * scale, outcome.value_to * scale
    end = axis_end(base_unit(outcome), max(before, after))
    return DrawnStep(_hundredths(before, end), _hundredths(after, end), f"{compact(end)}{base_unit(outcome)}")


def changes(lines: Sequence[NumberLine]) -> DrawnChanges | None:
    """Draw the first run of changes among `lines`, those of one sentence; None when there are not two of one kind."""
    run: list[NumberLine] = []
    for line in lines:
        if run and _way(line) != _way(run[0]):
            if len(run) > 1:
                break
            run = []
        if line.outcome.kind == Outcome.Kind.CHANGE and line.outcome.value is not None and _way(line)[0]:
            run.append(line)
    if len(run) < 2:
        return None
    tallest = max(line.outcome.value for line in run) or 1
    bars = [HangingBar(line, max(2, round(line.outcome.value / tallest * _TALLEST))) for line in run]
    return DrawnChanges(tuple(bars[:MOST_BARS]), run[0].outcome.direction == Outcome.Direction.DOWN)


def whole(lines: Sequence[NumberLine]) -> DrawnWhole | None:
    """Draw a number of `lines`, those of one part of the text, that is exactly the sum of the two or more that follow it."""
    for at, line in enumerate(lines):
        total, parts = _counted(line), []
        if total is None or total < _FEWEST_IN_WHOLE:
            continue
        for part in lines[at + 1 :]:
            value = _counted(part)
            if value is None or part.outcome.unit != line.outcome.unit:
                break
            parts.append(value)
            if sum(parts) >= total:
                break
        if len(parts) > 1 and sum(parts) == total:
            return DrawnWhole(line, tuple(_shares(lines[at + 1 :], parts, total)))
    return None


def _shares(lines: Sequence[NumberLine], parts: list[Decimal], total: Decimal) -> list[DrawnShare]:
    ends = [sum(parts[:count], Decimal()) for count in range(len(parts) + 1)]
    return [
        DrawnShare(line, _hundredths(begins, total), _hundredths(ends - begins, total))
        for line, (begins, ends) in zip(lines, pairwise(ends), strict=False)
    ]


def _counted(line: NumberLine) -> Decimal | None:
    """The value of an exact count that is reached; None of anything else."""
    outcome = line.outcome
    exact = outcome.kind == Outcome.Kind.COUNT and not outcome.approximation and line.sure
    return outcome.value if exact else None


def _way(line: NumberLine) -> tuple[str, ...]:
    outcome = line.outcome
    return (outcome.direction, outcome.unit, outcome.scope, outcome.period, outcome.basis)


def _hundredths(value: Decimal, end: Decimal) -> float:
    return round(float(value / end) * 100, 1)
