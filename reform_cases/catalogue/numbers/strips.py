"""Numbers of one unit as points on one ruler, each with its label. Labels stand in lanes, so that none meets another one,
and no line from a label to its point crosses one; what has no room has none, and its number stands in the table.

A ruler begins at 0, or where the largest is far beyond the middle, goes up tenfold from mark to mark, which is said.
Lengths are in the units of the view box, which are pixels when it is drawn as wide as it is.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from reform_cases.catalogue.numbers.charts import Axis, Caption, Picture, compact

# Where the middle number would stand nearer to 0 than this share of a ruler, it goes up tenfold.
_CROWDED = 0.04
_LANE, _LANES, _GAP, _EDGE = 24, 6, 8, 12
# An em of a label in px, and a sign that is not Chinese as a share of one; both rather too large.
_EM, _NARROW = 14.0, 0.64


class Size(NamedTuple):
    """A width to draw for, and how many signs a name may then have."""

    width: int
    signs: int


WIDE, SLIM = Size(720, 13), Size(340, 9)


class Point(NamedTuple):
    """A number to draw: whose it is ("" where all are of one), of what, and whether it is at least this much (余, 以上)."""

    value: Decimal
    whose: str
    what: str
    quote: str
    href: str
    more: bool = False

    @property
    def name(self) -> str:
        return f"{self.whose} {self.what}".strip()


@dataclass(frozen=True)
class StripMark:
    """A point at `x`; its label, if it has one, begins at `left`, is `wide` and stands `y` high; `name` may be left out."""

    point: Point
    x: float
    label: bool = False
    name: str = ""
    left: float = 0
    wide: float = 0
    y: float = 0

    @property
    def right(self) -> float:
        return self.left + self.wide


@dataclass(frozen=True)
class StripPicture(Picture):
    """Points on a ruler at height `axis.y`, in ascending order; `tenfold` when equal steps are equal factors."""

    marks: tuple[StripMark, ...]
    tenfold: bool


def strip_picture(points: Sequence[Point], unit: str, title: str, key: str, size: Size) -> StripPicture:
    """Draw `points`, which are of `unit`, at least one and none below 0."""
    ordered = sorted(points, key=lambda point: point.value)
    ticks, at, tenfold = _ruler([point.value for point in ordered])
    room = size.width - 2 * _EDGE

    def across(value: Decimal) -> float:
        return round(_EDGE + at(value) * room, 1)

    marks, lanes = _labelled([(across(point.value), point) for point in ordered], size)
    bottom = lanes * _LANE + 16
    shown = _Ticks([(across(tick), f"{compact(tick)}{unit}") for tick in ticks], size.width)
    return StripPicture(
        key=key,
        unit=unit,
        title=title,
        description="；".join(f"{point.name} {point.quote}" for point in ordered),
        width=size.width,
        height=bottom + 28,
        axis=Axis(_EDGE, _EDGE + room, bottom, shown.captions(bottom + 20)),
        marks=tuple(mark if not mark.label else _lowered(mark, bottom) for mark in marks),
        tenfold=tenfold,
    )


def _lowered(mark: StripMark, bottom: float) -> StripMark:
    """`mark` with the height of its label counted from the top."""
    return StripMark(mark.point, mark.x, True, mark.name, mark.left, mark.wide, bottom - 22 - mark.y * _LANE)


def _ruler(values: Sequence[Decimal]) -> tuple[list[Decimal], Callable[[Decimal], float], bool]:
    """The marks of a ruler for `values` (ascending), where a value stands on it (0 to 1), and whether it is tenfold."""
    highest, middle = values[-1], values[len(values) // 2]
    if values[0] > 0 and len(values) > 2 and middle < highest * Decimal(_CROWDED):
        first, last = values[0].adjusted(), highest.adjusted()
        last += Decimal(10) ** last < highest
        ticks = [Decimal(10) ** power for power in range(first, last + 1)]
        return ticks, lambda value: (math.log10(value) - first) / (last - first), True
    step = _step(highest)
    count = max(1, math.ceil(highest / step))
    return [step * n for n in range(count + 1)], lambda value: float(value / (step * count)), False


def _step(highest: Decimal) -> Decimal:
    """The smallest of 1, 2, 5 with noughts that reaches `highest` in five steps."""
    if highest <= 0:
        return Decimal(1)
    power = Decimal(10) ** (highest.adjusted() - 1)
    return next(step * power for step in (1, 2, 5, 10, 20, 50) if step * power * 5 >= highest)


@dataclass(frozen=True)
class _Ticks:
    places: list[tuple[float, str]]
    width: int

    def captions(self, y: float) -> tuple[Caption, ...]:
        """The captions that have room beside each other; the first and the last always, these within the picture."""
        last = len(self.places) - 1
        every = next(n for n in range(1, last + 2) if n > last or self._fit(n))
        ends = {0: "start", last: "end"}
        return tuple(
            Caption(x, y, text, ends.get(at, "middle"))
            for at, (x, text) in enumerate(self.places)
            if at in ends or at % every == 0
        )

    def _fit(self, every: int) -> bool:
        last = len(self.places) - 1
        if last % every:
            return False
        shown = [width_of(text) for _x, text in self.places[::every]]
        return sum(shown) + _GAP * 2 * len(shown) <= self.width


def _labelled(points: Sequence[tuple[float, Point]], size: Size) -> tuple[list[StripMark], int]:
    """The marks of `points` (ascending) with their labels, and how many lanes these take.

    Labels that begin at their points rise like stairs to the left, those that end there to the right: where the one ends
    and the other begins is tried out, from where the first do not fit any more.
    """
    labels = [_Named.of(x, point, size.signs) for x, point in points]
    fits = [label.x - 1 + label.wide <= size.width for label in labels]
    best: list[StripMark] = []
    for turn in dict.fromkeys((fits.index(False) if False in fits else len(points), len(points) // 2, 0)):
        tried = _placed(labels, turn, size.width)
        if sum(map(_worth, tried)) > sum(map(_worth, best)):
            best = tried
        if all(mark.name for mark in best):
            break
    return best, 1 + int(max((mark.y for mark in best if mark.label), default=0))


def _worth(mark: StripMark) -> int:
    return bool(mark.label) + bool(mark.name)


class _Label(NamedTuple):
    """A label from `left` to `right` in a lane, with the line to its point at `x`."""

    left: float
    right: float
    lane: int
    x: float


class _Named(NamedTuple):
    """A point at `x` with its name, how wide its label is with that, and how wide without."""

    x: float
    point: Point
    name: str
    wide: float
    bare: float

    @classmethod
    def of(cls, x: float, point: Point, signs: int) -> _Named:
        name = cut(point, signs)
        return cls(x, point, name, width_of(f"{name} {point.quote}"), width_of(point.quote))


def _placed(labels: Sequence[_Named], turn: int, width: int) -> list[StripMark]:
    """The marks of points, each labelled in the lowest lane where its label fits: those from `turn` on first."""
    placed: list[_Label] = []
    marks = []
    for at in (*range(turn, len(labels)), *reversed(range(turn))):
        x, point, named, *_widths = labels[at]
        mark = StripMark(point, x)
        for name, wide in ((named, labels[at].wide), ("", labels[at].bare)):
            if label := _room(x, wide, width, placed, before=at >= turn):
                placed.append(label)
                mark = StripMark(point, x, True, name, round(label.left, 1), wide, label.lane)
                break
        marks.append(mark)
    return sorted(marks, key=lambda mark: mark.point.value)


def _room(x: float, wide: float, width: int, placed: Sequence[_Label], *, before: bool) -> _Label | None:
    """Where a label may stand, in the lowest lane: `before` its point or behind it; None where there is no room."""
    lefts = (x - wide + 1, x - 1) if before else (x - 1, x - wide + 1)
    best: _Label | None = None
    for left in lefts:
        if left >= 0 and left + wide <= width:
            lane = _lowest(left, left + wide, x, placed)
            if lane < (best.lane if best else _LANES):
                best = _Label(left, left + wide, lane, x)
    return best


def _lowest(left: float, right: float, x: float, placed: Sequence[_Label]) -> int:
    """The lowest lane in which such a label meets no other label, and no line a label; `_LANES` where there is none."""
    lowest, beyond, taken = 0, _LANES, []
    for other_left, other_right, lane, other_x in placed:
        if left < other_right + _GAP and other_left < right + _GAP:
            taken.append(lane)
        # The line of a label in a higher lane would cross this one, the line of this one a label in a lower lane.
        if left < other_x < right and lane > lowest:
            lowest = lane
        if other_left < x < other_right and lane + 1 < beyond:
            beyond = lane + 1
    return next((lane for lane in range(lowest, beyond) if lane not in taken), _LANES)


@lru_cache(maxsize=4_096)
def _ems(sign: str) -> float:
    return 1 if unicodedata.east_asian_width(sign) in "WFA" else _NARROW


def width_of(text: str) -> float:
    """Return how wide `text` is at most, in px."""
    return round(sum(map(_ems, text)) * _EM, 1)


def cut(point: Point, signs: int) -> str:
    """Return the name of `point` in about `signs` signs: whose it is, and the end of what it measures, which tells most."""
    room = max(4, signs - len(point.whose))
    what = point.what if len(point.what) <= room else f"…{point.what[1 - room :]}"
    return f"{point.whose} {what}".strip()
