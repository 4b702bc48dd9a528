"""Numbers in a table: lines of cells that tabs part, below a line of heads without numbers.

The head of the column says what a cell counts and, in brackets, its unit (立案(件), 金额(万元)); the head of the row says
whose number it is. A column 同比 belongs to the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reform_cases.sourcetext.quantities.numerals import UNIT_CLASS
from reform_cases.sourcetext.quantities.tokens import Token

_LINE = re.compile(r"[^\n]*\t[^\n]*")
_CELL = re.compile(r"[^\t]+")
_HEAD = re.compile(r"(?P<name>[^()]*?) *(?:\((?:单位:)?(?P<scale>[千百十万亿]*)(?P<unit>[^()]*)\))?")
_BASES = frozenset({"同比", "环比", "同比增长", "同比增幅", "增长率", "增幅"})
_HOLDERS = re.compile(r"单位|地区|区域|院|部门|市州|区县|县区|名称|辖区")
_NUMERAL = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with a number: what it counts, its unit as the head writes it, whose number it is."""

    metric: str
    scale: str = ""
    unit: str = ""
    scope: str = ""
    basis: str = ""

    def filled(self, token: Token) -> Token:
        """Return `token` with the unit of the column, when it has none of its own."""
        return token._replace(unit=self.unit, scale=self.scale) if not token.unit else token


class Tables:
    """The cells of the tables in a folded text, by the place where their number begins and ends."""

    def __init__(self, text: str) -> None:
        self.cells: dict[tuple[int, int], Cell] = {}
        if "\t" in text:
            for rows in _tables(text):
                self._read(rows)

    def _read(self, rows: list[list[tuple[int, str]]]) -> None:
        heads = [_HEAD.fullmatch(cell) for _, cell in rows[0]]
        names = [head["name"] if head else "" for head in heads]
        whose = _HOLDERS.search(names[0]) is not None
        for row in rows[1:]:
            for column in range(1, len(row)):
                start, content = row[column]
                head = heads[column]
                base = names[column] in _BASES
                name = names[column - 1] if base and column > 1 else names[column]
                unit = head["unit"] or "" if head else ""
                self.cells[start, start + len(content)] = Cell(
                    name if whose else f"{row[0][1]}{name}",
                    (head["scale"] or "") if head else "",
                    unit if unit in UNIT_CLASS else "",
                    row[0][1] if whose else "",
                    names[column][:2] if base else "",
                )

    def at(self, start: int, end: int) -> Cell | None:
        """Return the cell that is filled by the number at `[start, end)`."""
        return self.cells.get((start, end))


def _tables(text: str) -> Iterator[list[list[tuple[int, str]]]]:
    """The tables of `text`: their rows, each cell with the place where its content begins."""
    rows: list[list[tuple[int, str]]] = []
    reached = -2
    for line in _LINE.finditer(text):
        cells = list(_cells(line))
        if line.start() != reached + 1 or not rows or len(cells) != len(rows[0]):
            yield from [rows] * (len(rows) > 1)
            rows = []
        if rows or not any(_NUMERAL.search(cell) for _, cell in cells):
            rows.append(cells)
        reached = line.end()
    yield from [rows] * (len(rows) > 1)


def _cells(line: re.Match[str]) -> Iterator[tuple[int, str]]:
    for cell in _CELL.finditer(line[0]):
        content = cell[0].strip()
        if content:
            yield line.start() + cell.start() + cell[0].index(content), content
