"""Step 3, lines: the text cut at its line ends, each line knowing where it stands.

A line carries two views of itself: `clean`, its characters without noise, marks of emphasis and outer spaces, still
mapped to the source; and `form`, the same characters folded to one width, for matching only (same length).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from reform_cases.reference.noise import NOISE_LINES, ORNAMENTS
from reform_cases.sourcetext.document import SourceError, Span
from reform_cases.sourcetext.lines.clean import CleanText
from reform_cases.text.widths import fold

_LINE = re.compile(r"(?:[ \t\u3000]*(?:\r\n|\n|\r))+|([^\r\n]+)(\r\n|\n|\r|\Z)")
_BOLD = re.compile(r"\s*\*\*.*\*\*\s*$")
# A Markdown heading in the middle of a line; several of them in one line mean that the text was flattened.
_HEADING = re.compile(r"(?<=[ \t\u3000])#{2,6}(?=[ \t])")
_FLATTENED = 3
# Signs that copies have for a numeral: —、建立机制, 案例ニ.
_ALIKE = re.compile(r"(?:\(|【?(?:典型)?[事案]例)?(?P<sign>[-—–―─ーニハ])(?P<end>[、)】:]|$)")
_NUMERALS = {"ニ": "二", "ハ": "八"}
_LONGEST_NOISE, _LONGEST_LINK = 130, 600
ORNAMENT_RANK = 7  # below all headings of Markdown
# No batch comes near these; a heap of headings or of empty lines would only take time and memory.
_MOST_LINES, _MOST_HEADINGS = 200_000, 50_000
_ANY_HEADING = re.compile(r"【[^【】\n]{1,24}】|[事案]例\s?[\d一二三四五六七八九十]|(?<!#)#{1,6}[ \t]")


@dataclass(frozen=True)
class Line:
    """`[start, end)` is the line, `[end, stop)` its line end (empty at the end of the text, or inside a line cut up).

    `rank` counts the `#` before a Markdown heading; `reason` says why the whole line is noise, "" when it is text.
    `flattened`: a piece of a line that holds several Markdown headings. `named` counts how often the text has this
    heading, when it names a section that no table knows; `follows` is the stop of the line that goes on here behind the
    foot of a page, else -1. The name of a section stands at `head`, behind its number 一、 if it has one (see headings),
    else -1.
    """

    start: int
    end: int
    stop: int
    clean: CleanText
    form: str
    bold: bool = False
    rank: int = 0
    reason: str = ""
    ends: bool = False
    flattened: bool = False
    named: int = 0
    head: int = -1
    follows: int = -1

    @property
    def blank(self) -> bool:
        """Nothing to read here."""
        return not self.form or bool(self.reason)

    def part(self, start: int, end: int) -> Line:
        """The clean characters `[start, end)` without the spaces around them; only the last part has the line end."""
        whole = len(self.form)
        piece = self.form[start:end]
        start += len(piece) - len(piece.lstrip())
        form = piece.strip()
        place = self.start, self.end, self.stop
        if end < whole:
            close = self.clean.origin[start + len(form) - 1] + 1 if form else self.start
            place = self.start, close, close
        if start and form:
            place = self.clean.origin[start], place[1], place[2]
        rank = 0 if start else self.rank
        clean = self.clean.slice(start, start + len(form))
        return Line(*place, clean, form, self.bold, rank, flattened=self.flattened)

    def after(self, offset: int) -> Line:
        """What follows the first `offset` clean characters."""
        return self.part(offset, len(self.form))

    def before(self, offset: int) -> Line:
        """The first `offset` clean characters."""
        return self.part(0, offset)


def line_spans(text: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and stop of every line: `\\n`, `\\r\\n` and `\\r` end one. Their spans join to the whole text.

    Blank lines that follow each other come as one.
    """
    for match in _LINE.finditer(text):
        start, stop = match.span()
        yield start, match.end(1) if match[1] else start, stop


def refuse_heaps(text: str) -> None:
    """Raises SourceError when there are far more lines or headings than any batch has."""
    heap = next(islice(_ANY_HEADING.finditer(text), _MOST_HEADINGS, None), None)
    if heap:
        raise SourceError(
            f"at character {heap.start()}: more than {_MOST_HEADINGS} headings, no batch of cases has so many",
            heap.start(),
        )
    line = next(islice(line_spans(text), _MOST_LINES, None), None)
    if line:
        raise SourceError(
            f"at character {line[0]}: more than {_MOST_LINES} lines, no batch of cases has so many", line[0]
        )


def read_lines(text: str, cuts: Sequence[Span]) -> list[Line]:
    """The lines of `text`; characters in `cuts` (sorted, disjoint) are left out of their clean view."""
    lines: list[Line] = []
    folded = fold(text)
    first = 0
    for start, end, stop in line_spans(text):
        edges = [start, *_headings(text, start, end), end]
        for left, right in pairwise(edges):
            while first < len(cuts) and cuts[first][1] <= left:
                first += 1
            last = first
            while last < len(cuts) and cuts[last][0] < right:
                last += 1
            place = (left, right, stop if right == end else right)
            lines.append(_line(text, folded, place, cuts[first:last], flattened=len(edges) > 2))
    return lines


def _headings(text: str, start: int, end: int) -> list[int]:
    """Where a flattened line is cut: before each of its Markdown headings."""
    found = [match.start() for match in _HEADING.finditer(text, start, end)]
    return found if len(found) >= _FLATTENED else []


def _line(
    text: str, folded: str, place: tuple[int, int, int], cuts: Sequence[Span], *, flattened: bool
) -> Line:
    start, end, stop = place
    clean = CleanText.of(text, start, end, cuts)
    form = _numeral_restored(fold(clean.text) if cuts else folded[start:end])
    left, right = len(form) - len(form.lstrip()), len(form.rstrip())
    if left or right < len(form):
        clean, form = clean.slice(left, max(left, right)), form.strip()
    line = Line(start, end, stop, clean, form, flattened=flattened)
    if cuts:
        marks = text[start : cuts[0][1]].strip()
        rank = (
            len(marks) if set(marks) == {"#"} else ORNAMENT_RANK if marks and set(marks) <= ORNAMENTS else 0
        )
        line = replace(line, rank=rank, bold=bool(_BOLD.match(text, start, end)))
    return _judged(line)


def _numeral_restored(form: str) -> str:
    """`form` with the numeral that a look-alike at its beginning stands for (same length)."""
    at = len(form) - len(form.lstrip())
    match = _ALIKE.match(form, at)
    if match is None or (match.end("sign") - at == 1 and not match["end"]):
        return form
    return form[: match.start("sign")] + _NUMERALS.get(match["sign"], "一") + form[match.end("sign") :]


def _judged(line: Line) -> Line:
    """`line` with the reason why it is noise, if it is."""
    length = len(line.form)
    if 0 < length <= _LONGEST_NOISE or (length <= _LONGEST_LINK and "://" in line.form):
        for noise in NOISE_LINES:
            if noise.pattern.match(line.form):
                return replace(line, reason=noise.reason, ends=noise.ends)
    return line
