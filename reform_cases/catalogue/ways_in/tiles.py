"""The provinces as a grid of squares, coloured in a few steps by their number of cases."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import count

from reform_cases.reference import regions
from reform_cases.reference import tiles as reference

MOST_STEPS = 4


@dataclass(frozen=True)
class TileCount:
    """A province in its cell. `short` and `rest` together are its name; `step` is 0 without cases, else from 1 up."""

    code: str
    short: str
    rest: str
    row: int
    column: int
    count: int
    step: int


@dataclass(frozen=True)
class Step:
    """One step of the colours: `low` to `high` cases."""

    number: int
    low: int
    high: int


@dataclass(frozen=True)
class TileGrid:
    """The 34 tiles in code order and the steps that explain their colours."""

    tiles: list[TileCount]
    steps: list[Step]


def step_width(largest: int) -> int:
    """Return how many counts share a step: the smallest of 1, 2, 5, 10, 20, 50 … with which four steps reach `largest`."""
    widths = (digit * int(10**power) for power in count() for digit in (1, 2, 5))
    return next(width for width in widths if width * MOST_STEPS >= largest)


def tile_grid(counts: Counter[str]) -> TileGrid:
    """Return the grid for `counts` by division code."""
    largest = max((counts[tile.code] for tile in reference.tiles()), default=0)
    width = step_width(largest)
    tiles = [
        TileCount(
            code=tile.code,
            short=tile.short,
            rest=regions.table()[tile.code].name.removeprefix(tile.short),
            row=tile.row,
            column=tile.column,
            count=counts[tile.code],
            step=-(-counts[tile.code] // width),
        )
        for tile in reference.tiles()
    ]
    steps = [
        Step(number, (number - 1) * width + 1, number * width)
        for number in range(1, -(-largest // width) + 1)
    ]
    return TileGrid(tiles, steps)
