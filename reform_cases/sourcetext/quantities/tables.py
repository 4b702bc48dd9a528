"""Numbers in a table: lines of cells between tabs (or `|`), below lines of heads and beside heads of rows.

The head of the column says what a cell counts and, in brackets, its unit (立案(件), 金额(万元), 占比(%)), or for which year;
the head of the row says whose number it is, or what it counts; a line 单位:件 above the table gives the unit of the cells
that have none. Several lines of heads are one (2024年 above 立案). A column 同比 belongs to the one before it. The cells
that a merged one reaches over are signs (see files.layout). Without heads nothing is known about a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from reform_cases.sourcetext.files.layout import ABOVE, EMPTY, LEFT
from reform_cases.sourcetext.quantities.numerals import UNIT_CLASS
from reform_cases.sourcetext.quantities.tokens import Token

_LINE = re.compile(r"(?m)^(?:[^\n\t]*+\t[^\n]*|\|[^\n]*\| *)$")
_RULE = re.compile(r"[\s|:+-]*")
_HEAD = re.compile(
    r"(?P<name>[^()%/]*?) *(?:[(/,](?:单位:)?(?P<scale>[千百十万亿]*)(?P<unit>[^()]*?)\)?|(?P<percent>%))?"
)
_UNIT_LINE = re.compile(r"\(?(?:计量)?单位:(?P<scale>[千百十万亿]*)(?P<unit>[^\s(),;:、/]{1,4})\)?$")
_BASE = re.compile(
    r"(?P<said>同比|环比|[比较](?:20[0-9]{2}年|上年|去年|上月|上季度?)(?:同期)?)?(?P<way>增长|增加|上升|增减|升降|变化|下降|减少|增|降)?(?:率|幅度?|情况)?"
)
_WAYS = {"增长": "up", "增加": "up", "上升": "up", "增": "up", "下降": "down", "减少": "down", "降": "down"}
_HOLDERS = re.compile(r"单位|地区|区域|院|部门|市州|区县|县区|名称|辖区|地市|市别")
_LABELS = re.compile(r"序号|编号|排名|名次|位次|备注|说明")
_NOTHING = frozenset({EMPTY, LEFT, ABOVE, ""})
_WHOLE = frozenset({"合计", "总计", "共计", "小计", "总数"})
_YEAR = r"(?:19|20)[0-9]{2}"
_WHEN = re.compile(
    rf"{_YEAR}(?:年度?)?(?:上半年|下半年|第?[一二三四]季度|(?:[0-9]{{1,2}}[至到~—-])?[0-9]{{1,2}}月)?"
)
_NUMBER = re.compile(
    r"(?:约|近|超|逾)?(?P<sign>[-+−—↑↓])?(?P<digits>[0-9][0-9,.]*) ?(?:余|多)?[千百十万亿]{0,2}(?P<unit>[^\s0-9()]{0,4})(?:左右|以上)?"
)
_SIGNS = {"+": "up", "↑": "up", "-": "down", "−": "down", "—": "down", "↓": "down"}
_MOST_HEADS = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with a number, which begins at `start` with its sign: what it counts, its unit, whose number it is, for when.

    `known` is False where no head says anything; a `label` is no quantity at all (序号, 排名).
    """

    start: int
    metric: str = ""
    scale: str = ""
    unit: str = ""
    scope: str = ""
    basis: str = ""
    period: str = ""
    direction: str = ""
    known: bool = True
    label: bool = False

    def filled(self, token: Token) -> Token:
        """Return `token` with the unit of the column when it has none of its own, with the sign and what that tells."""
        if not token.unit:
            token = token._replace(unit=self.unit, scale=token.scale or self.scale)
        return token._replace(start=min(token.start, self.start), direction=token.direction or self.direction)


class _Head(NamedTuple):
    """What the heads of a column, or the head of a row, say; `base` when they name a change, with `way` up, down or ""."""

    name: str = ""
    scale: str = ""
    unit: str = ""
    period: str = ""
    base: str = ""
    way: str = ""


_Row = list[tuple[int, str]]


class Tables:
    """The cells of the tables in a folded text, by the place where their number begins."""

    def __init__(self, text: str) -> None:
        self.cells: dict[int, Cell] = {}
        if "\t" in text or "|" in text:
            for rows, above in _tables(text):
                self._read(rows, above)

    def at(self, start: int) -> Cell | None:
        """Return the cell whose number begins at `start`, with its sign or behind it."""
        return self.cells.get(start)

    def _read(self, rows: list[_Row], above: _Head) -> None:
        count = _heads(rows)
        heads = [_leftward(row) for row in rows[:count]]
        columns = [_head([row[at] for row in heads]) for at in range(len(rows[0]))]
        data = _carried(rows[count:])
        numeric = [at for at in range(len(columns)) if any(_number(row[at][1], columns[at]) for row in data)]
        texts = [
            at for at in range(len(columns)) if at not in numeric and not _LABELS.match(columns[at].name)
        ]
        units = [at for at in texts if all(_unit_of(row[at][1]).unit for row in data)]
        for row in data:
            scope, row_head = _beside([(columns[at].name, row[at][1]) for at in texts if at not in units])
            given = next((_unit_of(row[at][1]) for at in units), _Head())
            counted = _Head()
            for at in numeric:
                head = columns[at]
                counted = counted if head.base else head
                said = (head, row_head, given, *(() if head.base else (above,)))
                unit = next((one for one in said if one.unit), _Head())
                name = head.name or counted.name
                self._enter(
                    row[at],
                    Cell(
                        row[at][0],
                        f"{row_head.name}{name}" if row_head.name != name else name,
                        unit.scale,
                        unit.unit,
                        scope,
                        head.base,
                        head.period or row_head.period,
                        head.way,
                        known=count > 0,
                        label=_LABELS.match(head.name) is not None,
                    ),
                )

    def _enter(self, place: tuple[int, str], cell: Cell) -> None:
        """Keep `cell` by where its number begins, with its sign and behind it; nothing when it holds no number."""
        start, content = place
        number = _NUMBER.fullmatch(content)
        if number:
            if cell.basis and number["sign"]:
                cell = replace(cell, direction=_SIGNS[number["sign"]])
            self.cells[start] = self.cells[start + number.start("digits")] = cell


def _beside(texts: list[tuple[str, str]]) -> tuple[str, _Head]:
    """Whose number it is, and what the heads of its row say, each with the head of its own column."""
    scope, row_head = "", _Head()
    for column, text in texts:
        if text in _NOTHING or text in _WHOLE:
            continue
        if _HOLDERS.search(column):
            scope = text
        else:
            one = _head([text])
            row_head = _Head(
                *(f"{row_head.name}{one.name}", *(b or a for a, b in zip(row_head[1:], one[1:], strict=True)))
            )
    return scope, row_head


def _leftward(row: _Row) -> list[str]:
    """The texts of a row of heads, the rest of a merged one as the one it belongs to."""
    texts: list[str] = []
    for _, text in row:
        texts.append(texts[-1] if text == LEFT and texts else text)
    return texts


def _carried(rows: list[_Row]) -> list[_Row]:
    """The rows, a cell that goes on from above or from the left with what stands there."""
    carried: list[_Row] = []
    for row in rows:
        cells: _Row = []
        for at, (start, text) in enumerate(row):
            if text == ABOVE and carried:
                text = carried[-1][at][1]
            elif text == LEFT and cells:
                text = cells[-1][1]
            # A number that is printed once stands once.
            cells.append((start, "" if text != row[at][1] and _NUMBER.fullmatch(text) else text))
        carried.append(cells)
    return carried


def _heads(rows: list[_Row]) -> int:
    """How many of the first rows are heads: those before the first one with a number that is no year."""
    for count, row in enumerate(rows[: _MOST_HEADS + 1]):
        above = rows[count - 1] if count else row
        if any(_number(text, _head([over])) for (_, text), (_, over) in zip(row, above, strict=True)):
            return count
    return 0


def _number(text: str, above: _Head) -> bool:
    """Whether a number fills a cell; a year or a month is the head of a row, unless the head `above` has a unit."""
    match = _NUMBER.fullmatch(text)
    if match is None or (_WHEN.fullmatch(text) and not (above.unit and text.isdecimal())):
        return False
    return match["unit"] in ("", "%", "‰") or match["unit"] in UNIT_CLASS or "点" in match["unit"]


def _head(texts: Sequence[str]) -> _Head:
    """What the heads above a column (or the head of a row) say together."""
    names: list[str] = []
    found = _Head()
    for text in texts:
        when, match = _WHEN.match(text), _HEAD.fullmatch(text)
        said = (
            _unit_of((match["scale"] or "") + (match["unit"] or match["percent"] or "")) if match else _Head()
        )
        if said.unit:
            found = found._replace(scale=said.scale, unit=said.unit)
        name = match["name"].strip() if match and said.unit else text
        base = _BASE.fullmatch(name)
        if text in _NOTHING:
            continue
        if when and text[when.end() :] in ("", "情况"):
            found = found._replace(period=when[0] + ("年" if when[0].isdecimal() else ""))
        elif base and (base["said"] or base["way"]):
            found = found._replace(base=base["said"] or "同比", way=_WAYS.get(base["way"] or "", ""))
        elif name not in names:
            names.append(name)
    return found._replace(name="".join(names))


def _unit_of(text: str) -> _Head:
    """A unit with its scale, 万元; nothing when it is none."""
    bare = text.lstrip("千百十万亿")
    return _Head(scale=text.removesuffix(bare), unit=bare) if bare in UNIT_CLASS else _Head()


def _tables(text: str) -> Iterator[tuple[list[_Row], _Head]]:
    """The tables of `text`: their rows, each cell with the place where its content begins, and the unit said above them."""
    lines: list[re.Match[str]] = []
    for line in _LINE.finditer(text):
        if lines and line.start() != lines[-1].end() + 1:
            yield from _rows(lines, text)
            lines = []
        lines.append(line)
    yield from _rows(lines, text)


def _rows(lines: list[re.Match[str]], text: str) -> Iterator[tuple[list[_Row], _Head]]:
    """The tables in lines that follow each other: rows with the same number of cells."""
    above = _said_above(text, lines[0].start()) if lines else _Head()
    piped = all("\t" not in line[0] for line in lines)
    rows: list[_Row] = []
    for line in lines:
        if piped and _RULE.fullmatch(line[0]):
            continue
        cells = list(_cells(line, piped=piped))
        if rows and len(cells) != len(rows[0]):
            if len(rows) > 1:
                yield rows, above
            rows = []
        rows.append(cells)
    if len(rows) > 1 and len(rows[0]) > 1:
        yield rows, above


def _said_above(text: str, at: int) -> _Head:
    """The unit that the line above the table gives all its cells."""
    end = max(at - 1, 0)
    match = _UNIT_LINE.search(text[text.rfind("\n", 0, end) + 1 : end].strip())
    return _unit_of(match["scale"] + match["unit"]) if match else _Head()


def _cells(line: re.Match[str], *, piped: bool) -> Iterator[tuple[int, str]]:
    start, whole = line.start(), line[0]
    if piped:
        left = len(whole) - len(whole.lstrip(" |"))
        start, whole = start + left, whole[left:].rstrip(" |")
    for cell in whole.split("|" if piped else "\t"):
        content = cell.strip()
        if content or piped:
            yield start + len(cell) - len(cell.lstrip()), content
        start += len(cell) + 1
