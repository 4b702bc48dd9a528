"""Step 3b, pages: what a printed page repeats at its head and foot, and the lines that go on behind it.

A page number is noise by itself. The line beside it is too when it stands beside another number as well, or when it is
the title of the document once more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from reform_cases.reference.forms import DOCUMENT_TITLE
from reform_cases.reference.noise import PAGE
from reform_cases.sourcetext.lines.line import Line

_LONGEST = 60


def turn_pages(lines: list[Line]) -> list[Line]:
    """The lines, running heads as noise, and the line behind the foot of a page knowing which one it may go on from."""
    if not any(line.reason == PAGE for line in lines):
        return lines
    beside = _beside_numbers(lines)
    counts = Counter(lines[at].form for at in beside)
    everywhere = Counter(line.form for line in lines)
    running = {at for at in beside if _runs(lines[at], counts, everywhere)}
    lines = [replace(line, reason=PAGE) if at in running else line for at, line in enumerate(lines)]
    turned: list[Line] = []
    last, paged = -1, False
    for line in lines:
        if line.blank:
            paged = paged or line.reason == PAGE
        else:
            line = replace(line, follows=last) if paged else line
            last, paged = line.stop, False
        turned.append(line)
    return turned


def _beside_numbers(lines: Sequence[Line]) -> set[int]:
    """Indices of the text lines right before and right behind page numbers."""
    found: set[int] = set()
    last, paged = -1, False
    for at, line in enumerate(lines):
        if line.reason == PAGE:
            found |= {last} if last >= 0 else set()
            paged = True
        elif not line.blank:
            found |= {at} if paged else set()
            last, paged = at, False
    return found


def _runs(line: Line, counts: Counter[str], everywhere: Counter[str]) -> bool:
    """Whether a line beside a page number is a running head."""
    if len(line.form) > _LONGEST or line.form[-1] in "。;,、" or line.form[0] == "【":
        return False
    title = DOCUMENT_TITLE.pattern.match(line.form)
    return counts[line.form] > 1 or (title is not None and everywhere[line.form] > 1)
