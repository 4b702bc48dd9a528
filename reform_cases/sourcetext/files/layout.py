"""The lines of a document put together in the order in which its parts open and close, for web pages and Word files.

Two things of the layout stay, because the reader uses them to tell headings from prose: a heading begins with `#` signs,
and a line that is bold as a whole stands between `**`, both as in Markdown. Neither is set on a line with a 【…】.
What is struck out, hidden or raised never stands in a line beside a number: it is left out, and listed.
"""

from __future__ import annotations

import re

from reform_cases.sourcetext.files.decode import LeftOut

DELETED, STRUCK, HIDDEN, RAISED, LOWERED, RUBY = "已删除", "划去", "隐藏", "上标", "下标", "注音"

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
_CELLS = frozenset({"td", "th"})
_BOLD = frozenset({"b", "strong"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BREAKS = BLOCKS | _CELLS | _HEADINGS | {"br"}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_WIDE = "\u2e80"  # from here on characters are written without spaces between words
_POWERS = {"2": "²", "3": "³"}
_LABELLED = re.compile(r"[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[、.．)）](?!\d)")
_NO_GAP = tuple("、）：:．")


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
        # Where a row began, and whether a cell of it has several lines; where a cell began.
        self._rows: list[tuple[int, bool]] = []
        self._cells: list[int] = []

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
        elif name == "tr":
            self._rows.append((len(self.lines), False))
        elif name in _CELLS:
            self._cells.append(len(self.lines))

    def close(self, name: str) -> None:
        """End the element `name`."""
        if name in _BREAKS:
            self.end_line()
        self._bold -= name in _BOLD
        self._kept -= name == "pre"
        if name in _HEADINGS:
            self._rank = 0
        elif name in _CELLS:
            lines = len(self.lines) - self._cells.pop()
            if lines > 1 and self._rows:
                self._rows[-1] = self._rows[-1][0], True
        elif name == "tr":
            self._end_row(*self._rows.pop())

    def _end_row(self, start: int, several: bool) -> None:
        """The cells side by side, unless one of them holds several lines: such a table is there for the layout."""
        if not several and len(self.lines) > start:
            self.lines[start:] = ["\t".join(self.lines[start:])]

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
