"""The 34 province-level divisions as squares of a grid, each about where it lies: neighbours, not distances or borders.

Read the drawing like a page: a word is the short name of a division, a dot an empty cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from reform_cases.reference import regions

_DRAWING = """
    ·     ·     ·     ·     ·     ·     ·     黑龙江
    ·     ·     ·     ·     ·     ·     ·     吉林
    新疆  ·     ·     宁夏  内蒙古 北京  天津  辽宁
    ·     青海  甘肃  陕西  山西  河北  山东  ·
    ·     西藏  四川  重庆  河南  安徽  江苏  上海
    ·     ·     云南  贵州  湖北  江西  浙江  ·
    ·     ·     ·     广西  湖南  广东  福建  台湾
    ·     ·     ·     海南  澳门  香港  ·     ·
"""


@dataclass(frozen=True)
class Tile:
    """Where a division stands in the grid, row and column from 1, and its short name (内蒙古)."""

    code: str
    short: str
    row: int
    column: int


@cache
def tiles() -> tuple[Tile, ...]:
    """One for each province-level division, in code order."""
    codes = {
        division.name: division.code for division in regions.table().values() if division.level == "province"
    }
    drawn = (
        Tile(codes[next(name for name in codes if name.startswith(short))], short, row, column)
        for row, line in enumerate(_DRAWING.split("\n")[1:], 1)
        for column, short in enumerate(line.split(), 1)
        if short != "·"
    )
    return tuple(sorted(drawn, key=lambda tile: tile.code))


def around(code: str) -> tuple[Tile, ...]:
    """The tiles beside that of the division `code`, corners too, in code order."""
    own = next(tile for tile in tiles() if tile.code == code)
    return tuple(
        tile
        for tile in tiles()
        if tile != own and abs(tile.row - own.row) <= 1 and abs(tile.column - own.column) <= 1
    )
