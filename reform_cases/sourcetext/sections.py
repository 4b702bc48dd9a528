"""Step 5, sections: the lines of one case under their 【…】 names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reform_cases.sourcetext.clean import CleanText
from reform_cases.sourcetext.document import Span
from reform_cases.sourcetext.lines import Line

_MARK = re.compile(r"【\s*(?P<name>[^【】:,。;!?\s][^【】:,。;!?]{0,19}?)\s*】")


@dataclass(frozen=True)
class Mark:
    """A section name at the start of a line; `length` counts the clean characters of the mark."""

    name: str
    length: int


@dataclass(frozen=True)
class SectionBlock:
    """A section before it is read: its name, the source spans of the mark, its lines that are not blank."""

    name: str
    mark: tuple[Span, ...]
    lines: tuple[Line, ...]


def section_mark(line: Line) -> Mark | None:
    """The section mark that opens `line`, if there is one."""
    if not line.form.startswith("【"):
        return None
    match = _MARK.match(line.form)
    return Mark(re.sub(r"\s+", "", match["name"]), match.end()) if match else None


def find_sections(lines: Sequence[Line]) -> tuple[list[Line], list[SectionBlock]]:
    """The lines before the first section, and the sections in order. Blank lines are dropped."""
    before: list[Line] = []
    marks: list[tuple[Mark, Line]] = []
    bodies: list[list[Line]] = [before]
    for line in lines:
        mark = section_mark(line)
        if mark:
            marks.append((mark, line))
            bodies.append([])
            line = line.after(mark.length)
        if not line.blank:
            bodies[-1].append(line)
    sections = [
        SectionBlock(mark.name, line.clean.parts(0, mark.length), tuple(body))
        for (mark, line), body in zip(marks, bodies[1:], strict=True)
    ]
    return before, sections


def prose(lines: Sequence[Line], source: str) -> CleanText:
    """The lines as one text: paragraphs joined by the line end that follows each but the last."""
    pieces: list[CleanText] = []
    for position, line in enumerate(lines):
        pieces.append(line.clean)
        if position < len(lines) - 1:
            pieces.append(CleanText.of(source, line.end, line.stop))
    return CleanText.join(pieces)
