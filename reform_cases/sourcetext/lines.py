"""Step 2, lines: the text cut at its line ends, each line knowing where it stands.

A line carries two views of itself: `clean`, its characters without noise, marks of emphasis and outer spaces, still
mapped to the source; and `form`, the same characters folded to one width, for matching only (same length).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reform_cases.sourcetext.clean import CleanText
from reform_cases.sourcetext.document import Span
from reform_cases.text.widths import fold

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")


@dataclass(frozen=True)
class Line:
    """`[start, end)` is the line, `[end, stop)` its line end (empty at the end of the text)."""

    start: int
    end: int
    stop: int
    clean: CleanText
    form: str

    @property
    def blank(self) -> bool:
        return not self.form

    def after(self, offset: int) -> Line:
        """What follows the first `offset` clean characters, without the spaces before it."""
        rest = self.form[offset:]
        offset += len(rest) - len(rest.lstrip())
        return replace(self, clean=self.clean.slice(offset, len(self.form)), form=self.form[offset:])


def line_spans(text: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and stop of every line: `\\n`, `\\r\\n` and `\\r` end one. Their spans join to the whole text."""
    for match in _LINE.finditer(text):
        if match.start() < match.end():
            yield match.start(), match.end(1), match.end()


def read_lines(text: str, cuts: Sequence[Span]) -> list[Line]:
    """The lines of `text`; characters in `cuts` (sorted, disjoint) are left out of their clean view."""
    lines: list[Line] = []
    first = 0
    for start, end, stop in line_spans(text):
        while first < len(cuts) and cuts[first][1] <= start:
            first += 1
        last = first
        while last < len(cuts) and cuts[last][0] < end:
            last += 1
        clean = CleanText.of(text, start, end, cuts[first:last])
        form = fold(clean.text)
        left, right = len(form) - len(form.lstrip()), len(form.rstrip())
        if left or right < len(form):
            clean, form = clean.slice(left, max(left, right)), form.strip()
        lines.append(Line(start, end, stop, clean, form))
    return lines
