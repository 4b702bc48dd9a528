"""Pictures of numbers as finished drawings: every coordinate and every word is settled here, a template only writes them down.

A picture shows numbers of one unit on one axis, which always begins at 0 and for shares ends at 100 %. Lengths are in the
units of its view box. What is no plain number from 0 up has no picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from django.utils.translation import gettext as _

from reform_cases.catalogue.numbers.comparability import Measured, base_unit, kind_name
from reform_cases.catalogue.numbers.wording import ends_as_written
from reform_cases.text.numerals import plain_decimal

WIDTH = 360
_TALL = 84
_POINTS_AT, _AXIS_AT = 34, 56
# Room beside the axis for what is written at its ends.
_MARGIN = 44
_HUNDRED = Decimal(100)
_LARGE = ((Decimal(100_000_000), "亿"), (Decimal(10_000), "万"))


class Changed(Measured, Protocol):
    """A number that may say from what to what."""

    @property
    def quote(self) -> str: ...
    @property
    def value_from(self) -> Decimal | None: ...
    @property
    def value_to(self) -> Decimal | None: ...


@dataclass(frozen=True)
class Caption:
    """A word of a picture; `anchor` is the end of it that stands at (x, y): start, middle or end."""

    x: float
    y: float
    text: str
    anchor: str = "start"


@dataclass(frozen=True)
class Axis:
    """A line from `start` to `end` at height `y`, with a tick above each label."""

    start: float
    end: float
    y: float
    labels: tuple[Caption, ...]


@dataclass(frozen=True)
class Picture:
    """What every picture has: `key` makes its ids unique on a page, `unit` is the one unit of its numbers."""

    key: str
    unit: str
    title: str
    description: str
    width: int
    height: int
    axis: Axis


@dataclass(frozen=True)
class ChangePicture(Picture):
    """One number before and after: two points at height `y` on the number's own axis."""

    y: float
    before: Caption
    after: Caption
    before_x: float
    after_x: float


def change_picture(outcome: Changed, key: str) -> ChangePicture | None:
    """Draw from what to what `outcome` changed; None when the text does not say both, or one is below 0."""
    if outcome.value_from is None or outcome.value_to is None:
        return None
    scale = 10 if outcome.unit == "成" else 1
    before, after = outcome.value_from * scale, outcome.value_to * scale
    if min(before, after) < 0:
        return None
    unit = base_unit(outcome)
    end = axis_end(unit, max(before, after))
    room = WIDTH - 2 * _MARGIN
    first, last = (_MARGIN + _share(value, end, room) for value in (before, after))
    words = ends_as_written(outcome.quote, outcome.value_from, outcome.value_to, outcome.unit)
    # The labels stand on the outer sides of the points, so that they never meet.
    outer = (
        [(first + 5, "end"), (last - 5, "start")]
        if first <= last
        else [(first - 5, "start"), (last + 5, "end")]
    )
    return ChangePicture(
        key=key,
        unit=unit,
        title=_("%(metric)s：从%(before)s到%(after)s")
        % {"metric": _metric(outcome), "before": words[0], "after": words[1]},
        description=_("横轴从 0 到 %s；空心点是变化前，实心点是变化后。") % f"{compact(end)}{unit}",
        width=WIDTH,
        height=_TALL,
        axis=_axis(_MARGIN, _MARGIN + room, _AXIS_AT, end, unit, (0, 1, 2)),
        y=_POINTS_AT,
        before=Caption(outer[0][0], _POINTS_AT - 14, words[0], outer[0][1]),
        after=Caption(outer[1][0], _POINTS_AT - 14, words[1], outer[1][1]),
        before_x=first,
        after_x=last,
    )


def axis_end(unit: str, highest: Decimal) -> Decimal:
    """Return where the axis ends: 100 for a share, else the next 1, 2 or 5 with noughts that is not below `highest`."""
    if unit == "%" and highest <= _HUNDRED:
        return _HUNDRED
    if highest <= 0:
        return Decimal(1)
    power = Decimal(10) ** highest.adjusted()
    return next(step * power for step in (1, 2, 5, 10) if step * power >= highest)


def compact(value: Decimal) -> str:
    """Return `value` as short as it can be written exactly: 14000 -> 1.4万."""
    for size, word in _LARGE:
        if abs(value) >= size:
            return plain_decimal(value / size) + word
    return plain_decimal(value)


def _axis(start: float, end: float, y: float, highest: Decimal, unit: str, halves: tuple[int, ...]) -> Axis:
    """An axis from 0 to `highest` with a label at each of `halves` (of two halves)."""
    labels = tuple(
        Caption(
            start + (end - start) * half / 2,
            y + 18,
            f"{compact(highest * half / 2)}{unit if half else ''}",
            "start" if start == 0 and half == 0 else "middle",
        )
        for half in halves
    )
    return Axis(start, end, y, labels)


def _share(value: Decimal, end: Decimal, room: float) -> float:
    return round(float(value / end) * room, 1)


def _metric(outcome: Measured) -> str:
    return outcome.metric or kind_name(outcome)
