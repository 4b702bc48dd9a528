"""Step 4, cases: which lines belong to which case, and which line is its title.

A heading is a line with a case label (reference.forms.CASE_LABELS). A heading directly followed by another one is a line
of the contents list; the last one before a section opens the case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reform_cases.reference.forms import CASE_LABELS
from reform_cases.sourcetext.clean import CleanText
from reform_cases.sourcetext.document import SourceError, Span
from reform_cases.sourcetext.lines import Line
from reform_cases.sourcetext.sections import section_mark
from reform_cases.text.ordinals import ordinal


@dataclass(frozen=True)
class Heading:
    """A line with a case label: `first` is its index among the lines, `label` the source spans of the label."""

    first: int
    number: int
    label: tuple[Span, ...]
    title: Line


@dataclass(frozen=True)
class CaseBlock:
    """One case before its sections are read: its heading, its title and the lines after them."""

    heading: Heading
    title: CleanText
    lines: tuple[Line, ...]


def heading_of(index: int, line: Line) -> Heading | None:
    """The case heading in `line`, if it is one."""
    for form in CASE_LABELS:
        match = form.pattern.match(line.form)
        number = ordinal(match["number"]) if match else None
        if match and number:
            return Heading(
                index, number, line.clean.parts(*match.span("label")), line.after(match.end("label"))
            )
    return None


def find_cases(lines: list[Line]) -> tuple[list[CaseBlock], list[Heading]]:
    """The cases in order, and the headings that only list them.

    Raises SourceError when there is no case.
    """
    headings = [heading for index, line in enumerate(lines) if (heading := heading_of(index, line))]
    ends = [heading.first for heading in headings[1:]] + [len(lines)]
    blocks: list[CaseBlock] = []
    listed: list[Heading] = []
    for heading, end in zip(headings, ends, strict=True):
        body = lines[heading.first + 1 : end]
        if any(section_mark(line) for line in body):
            blocks.append(CaseBlock(heading, heading.title.clean, tuple(body)))
        else:
            listed.append(heading)
    if not blocks:
        raise SourceError(_no_case(headings, lines))
    return blocks, listed


def _no_case(headings: list[Heading], lines: list[Line]) -> str:
    if headings:
        return (
            "the text has case headings but no section 【…】 under any of them: is this only a contents list?"
        )
    if any(re.search(r"【[^】]{1,20}】", line.form) for line in lines):
        return "the text has sections 【…】 but no case heading such as 事例1 or 案例一 before them"
    return "the text holds no case: no heading such as 事例1 or 案例一, and no section such as 【关键词】"
