"""Step 4b, headings: Markdown headings that no table knows but that stand where the text prints its section names.

Where known names (`## 基本案情`) have so many `#`, another short heading with as many names a section too. It does not when
it is a case label or an outline label, or when only title lines stand between it and the section that opens a case.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from reform_cases.reference.forms import CASE_LABELS, CREDIT, GUIDING
from reform_cases.reference.sections import KEYWORDS, NOT_SECTIONS
from reform_cases.sourcetext.batch.titles import MOST_LINES, may_be_title
from reform_cases.sourcetext.lines.line import Line
from reform_cases.sourcetext.lines.paragraphs import is_labelled
from reform_cases.sourcetext.lines.sections import heading_text, section_mark
from reform_cases.text.widths import fold

_NAME = re.compile(r"[^。;!?:|,\[\]()]{2,24}:?$")


def name_headings(lines: list[Line]) -> list[Line]:
    """The lines, those headings marked as names of sections."""
    known = [(at, mark) for at, line in enumerate(lines) if line.rank and (mark := section_mark(line))]
    if not known:
        return lines
    ranks = {lines[at].rank for at, _ in known}
    opening = KEYWORDS | {fold(known[0][1].name)}
    names = {
        at: heading_text(lines[at])
        for at in range(known[0][0], len(lines))
        if lines[at].rank in ranks and _is_name(lines[at]) and not _is_title(lines, at, opening)
    }
    counts = Counter(names.values())
    return [replace(line, named=counts[names[at]]) if at in names else line for at, line in enumerate(lines)]


def _is_name(line: Line) -> bool:
    if line.blank or section_mark(line) or is_labelled(line.form):
        return False
    heading = heading_text(line)
    return (
        _NAME.match(heading) is not None
        and heading.removesuffix(":") not in NOT_SECTIONS
        and not any(form.pattern.match(line.form) for form in (*CASE_LABELS, GUIDING, CREDIT))
    )


def _is_title(lines: Sequence[Line], at: int, opening: frozenset[str]) -> bool:
    """Whether the heading on line `at` is a case title: an opening section follows, with only title lines between."""
    read = 0
    for below in range(at + 1, len(lines)):
        line = lines[below]
        if line.blank or CREDIT.pattern.match(line.form):
            continue
        mark = section_mark(line)
        if mark:
            return fold(mark.name) in opening
        if any(form.pattern.match(line.form) for form in CASE_LABELS):
            return True
        read += 1
        if read >= MOST_LINES or not (may_be_title(line, last=False) or GUIDING.pattern.match(line.form)):
            return False
    return False
