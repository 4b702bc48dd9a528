"""The lines of a document put together in the order in which its parts open and close, for web pages and Word files.

Two things of the layout stay, because the reader uses them to tell headings from prose: a heading begins with `#` signs,
and a line that is bold as a whole stands between `**`, both as in Markdown. Neither is set on a line with a 【…】.
A row of a table is one line, its cells between tabs; where at least two have text, an empty one is a sign (`EMPTY`, or
`LEFT` and `ABOVE` for the rest of a merged one), so that columns stay columns.
What is struck out, hidden or raised never stands in a line beside a number: it is left out, and listed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from reform_cases.sourcetext.files.decode import LeftOut

DELETED, STRUCK, HIDDEN, RAISED, LOWERED, RUBY = "已删除", "划去", "隐藏", "上标", "下标", "注音"
EMBEDDED = "嵌入的另一份文件中"  # how much it holds is not known

# Elements that begin and end a line; all others run on in the line they stand in.
_PARTS = (
    "address",
    "article",
    "blockquote",
    "body",
    "center",
    "details",
    "div",
    "fieldset",
    "figure",
    "form",
)
_LISTS = ("dd", "dl", "dt", "li", "ol", "ul", "caption", "table", "tbody", "tfoot", "thead", "tr")
BLOCKS = frozenset(
    {
        *_PARTS,
        *_LISTS,
        "figcaption",
        "header",
        "hr",
        "html",
        "legend",
        "main",
        "p",
        "pre",
        "section",
        "summary",
    }
)
CELLS = frozenset({"td", "th"})
MOST_SPANNED = 100
_BOLD = frozenset({"b", "strong"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BREAKS = BLOCKS | CELLS | _HEADINGS | {"br"}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_WIDE = "\u2e80"  # from here on characters are written without spaces between words
_POWERS = {"2": "²", "3": "³"}
_LABELLED = re.compile(r"[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[、.．)）](?!\d)")
_NO_GAP = tuple("、）：:．")


EMPTY, LEFT, ABOVE = "—", "←", "〃"


@dataclass
class _Row:
    """A row under way: its first line, the characters before it, what was left out by then, and a sign for every cell
    without text ("" for one that has a line of its own)."""

    start: int
    length: int
    left_out: int
    cells: list[str] = field(default_factory=list)
    several: bool = False
    begun: int = 0
    under_way: tuple[int, bool] = (1, False)

    def open(self, line: int, spans: tuple[int, int, bool], tables: list[dict[int, tuple[int, int]]]) -> None:
        columns, rows, goes_on = spans
        self.go_on(tables)
        if rows > 1 and tables:
            tables[0][len(self.cells)] = rows - 1, columns
        self.begun, self.under_way = line, (columns, goes_on)

    def go_on(self, tables: list[dict[int, tuple[int, int]]]) -> None:
        """Take in the cells that reach into this row from above, where they come next."""
        while tables and (at := len(self.cells)) in tables[0]:
            left, columns = tables[0].pop(at)
            if left > 1:
                tables[0][at] = left - 1, columns
            self.cells += [ABOVE] + [LEFT] * (columns - 1)

    def close(self, line: int) -> None:
        columns, goes_on = self.under_way
        self.several = self.several or line - self.begun > 1
        empty = ABOVE if goes_on else EMPTY
        self.cells += ["" if line > self.begun else empty] + [LEFT] * (columns - 1)


class Layout:
    """The lines so far; `label` is the number that the line under way gets when it turns out to have text."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.length = 0  # characters of the finished lines, line ends included
        self.left_out: list[LeftOut] = []
        self.label = ""
        self._line: list[tuple[str, bool]] = []  # pieces of the line under way, each with whether it is bold
        self._omitted: list[tuple[int, str, list[str]]] = []  # before which piece, why, and what
        self._bold = self._rank = self._kept = 0
        self._tables: list[
            dict[int, tuple[int, int]]
        ] = []  # of each column, how many rows a cell from above still takes
        self._rows: list[_Row] = []

    def text(self) -> str:
        """Return every line, each with its line end."""
        self.end_line()
        return "\n".join([*self.lines, ""])

    def write(self, text: str) -> None:
        """Add text as it is shown: runs of white space are one space, line breaks in `<pre>` stay."""
        if not self._kept:
            self._line.append((text, self._bold > 0))
            return
        for number, piece in enumerate(text.splitlines()):
            if number:
                self.end_line()
            self._line.append((piece, self._bold > 0))

    def leave_out(self, reason: str, text: str) -> None:
        """List `text` instead of writing it; but a power stays with its unit, an index with its letter (m², CO2)."""
        before = self._line[-1][0][-1:] if self._line else ""
        if reason == RAISED and before == "m" and text in _POWERS:
            self.write(_POWERS[text])
        elif reason == LOWERED and before.isascii() and before.isalpha():
            self.write(text)
        elif self._omitted and self._omitted[-1][:2] == (len(self._line), reason):
            self._omitted[-1][2].append(text)
        else:
            self._omitted.append((len(self._line), reason, [text]))

    def open(self, name: str) -> None:
        """Begin the element `name`, called as in HTML."""
        if name in _BREAKS:
            self.end_line()
        self._bold += name in _BOLD
        self._kept += name == "pre"
        if name in _HEADINGS:
            self._rank = int(name[1])
        elif name == "table":
            self._tables.append({})
        elif name == "tr":
            self._rows.append(_Row(len(self.lines), self.length, len(self.left_out)))
        elif name in CELLS:
            self.open_cell()

    def open_cell(self, columns: int = 1, rows: int = 1, *, goes_on: bool = False) -> None:
        """Begin a cell that reaches over so many columns and rows, or that `goes_on` from the row above."""
        self.end_line()
        if self._rows:
            self._rows[-1].open(len(self.lines), (columns, rows, goes_on), self._tables[-1:])

    def close(self, name: str) -> None:
        """End the element `name`."""
        if name in _BREAKS:
            self.end_line()
        self._bold -= name in _BOLD
        self._kept -= name == "pre"
        if name in _HEADINGS:
            self._rank = 0
        elif name in CELLS and self._rows:
            self._rows[-1].close(len(self.lines))
        elif name == "table" and self._tables:
            self._tables.pop()
        elif name == "tr":
            self._end_row(self._rows.pop())

    def _end_row(self, row: _Row) -> None:
        """The cells side by side, unless one of them holds several lines: such a table is there for the layout."""
        row.go_on(self._tables[-1:])
        texts = self.lines[row.start :]
        if row.several or not texts:
            return
        if 1 < len(texts) < len(row.cells):
            texts = self._with_signs(row, texts)
        self.lines[row.start :] = ["\t".join(texts)]

    def _with_signs(self, row: _Row, texts: list[str]) -> list[str]:
        """The cells of `row`, those without text as their signs; what was left out in them moves along."""
        written = iter(texts)
        cells: list[str] = []
        moved = [(row.length, 0)]  # from which character on, by how many
        at, added = row.length, 0
        for sign in row.cells:
            cells.append(sign or next(written))
            if sign:
                added += len(sign) + 1
            else:
                moved.append((at, added))
                at += len(cells[-1]) + 1
        self.left_out[row.left_out :] = [
            replace(one, at=one.at + max(by for start, by in moved if start <= one.at))
            for one in self.left_out[row.left_out :]
        ]
        self.length += added
        return cells

    def end_line(self) -> None:
        """End the line under way; an empty one leaves nothing."""
        text = _shown("".join(piece for piece, _ in self._line)).strip()
        whole = all(bold for piece, bold in self._line if piece.strip())
        line = ""
        if text:
            label = "" if _LABELLED.match(text) else self.label
            line = f"{label}{'' if not label or label.endswith(_NO_GAP) else ' '}{text}"
            if "【" not in text and self._rank:
                line = f"{'#' * self._rank} {line}"
            elif "【" not in text and whole:
                line = f"**{line}**"
            self.lines.append(line)
            self.label = ""
        for piece, reason, omitted in self._omitted:
            before = _shown("".join(one for one, _ in self._line[:piece])).lstrip()
            at = self.length + line.find(text) + min(len(before), len(text))
            self.left_out.append(LeftOut(at if text else self.length, reason, "".join(omitted).strip()))
        self.length += len(line) + bool(line)
        self._line, self._omitted = [], []


def _shown(text: str) -> str:
    return _SPACE.sub(_joint, text.replace("\xa0", " "))


def _joint(space: re.Match[str]) -> str:
    """What white space is shown as: nothing where a line of the file ends between Chinese characters."""
    text, start, end = space.string, space.start(), space.end()
    ends = "\n" in space[0] or "\r" in space[0]
    if ends and text[start - 1 : start] >= _WIDE and text[end : end + 1] >= _WIDE:
        return ""
    return " "
