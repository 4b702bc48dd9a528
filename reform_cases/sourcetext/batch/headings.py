"""Step 4b, headings: lines that serve as names of sections without 【】.

Where known names (`## 基本案情`) have so many `#`, another short heading with as many names a section too. It does not when
it is a case label or an outline label, or when only title lines stand between it and the section that opens a case.
A row 一、基本案情 … 二、做法与成效 … (or （一） …, 1. …) of short headings, two of them known names, are sections unless it
stands in a section that has brackets: there it is an outline. Where no name has brackets, number or emphasis, known names
alone on their lines or before a colon are sections.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reform_cases.reference.forms import CASE_LABELS, CREDIT, GUIDING, LABEL_BEGINS
from reform_cases.reference.sections import KEYWORDS, NOT_SECTIONS, is_known
from reform_cases.sourcetext.batch.titles import MOST_LINES, may_be_title
from reform_cases.sourcetext.lines.line import Line
from reform_cases.sourcetext.lines.paragraphs import is_labelled
from reform_cases.sourcetext.lines.sections import ODD_BRACKETS, heading_text, section_mark
from reform_cases.text.ordinals import ordinal
from reform_cases.text.widths import fold

_NAME = re.compile(r"[^。;!?:|,\[\]()]{2,24}:?$")
_NUMBERED = tuple(
    re.compile(label)
    for label in (
        r"(?P<number>[一二三四五六七八九十]{1,3})[、.]\s*",
        r"\((?P<number>[一二三四五六七八九十]{1,3})\)[、.]?\s*",
        r"(?P<number>\d{1,2})[、.](?!\d)\s*",
    )
)
_SHORT_NAME = re.compile(r"([^。;!?:|,\[\]()\s]{2,24})[:。]?")
# A known name may have its text behind it on the same line.
_KNOWN_NAME = re.compile(r"([^。;!?:|,\[\]()\s]{2,24})[:。\s]")
_BARE_NAME = re.compile(r"([^。;!?:|,\[\]()\s]{2,24})(?::|\s*$)")
_BRACKETS = ODD_BRACKETS + "【"
_LEAST_NAMES = 2
_BEFORE_SECTIONS = KEYWORDS | {"要旨"}


@dataclass
class _Row:
    """Numbered headings of one level that count on: indices of their lines, and their names."""

    level: int
    number: int = 0
    names: dict[int, str] = field(default_factory=dict)

    @property
    def serves(self) -> bool:
        """Whether the row is one of sections: at least two known names, and half of all."""
        known = sum(is_known(name) for name in self.names.values())
        return known > 1 and known * 2 >= len(self.names)


def name_headings(lines: list[Line]) -> list[Line]:
    """The lines, those headings marked as names of sections."""
    return _name_bare(_name_numbered(_name_marked(lines)))


def _name_bare(lines: list[Line]) -> list[Line]:
    """The lines, known names alone on theirs or before a colon marked, where no name has brackets, a number or emphasis."""
    found: dict[int, str] = {}
    for at, line in enumerate(lines):
        mark = section_mark(line)
        if mark and (line.head >= 0 or line.rank or line.bold or line.form[0] in _BRACKETS):
            return lines
        name = None if line.blank or mark else _BARE_NAME.match(line.form)
        if name and is_known(name[1]):
            found[at] = name[1]
    if len(set(found.values())) < _LEAST_NAMES:
        return lines
    return [replace(line, head=0) if at in found else line for at, line in enumerate(lines)]


def _name_numbered(lines: list[Line]) -> list[Line]:
    """The lines, those of rows that serve as sections marked; in what a section with brackets holds there are none."""
    rows: list[_Row] = []
    open_rows: dict[int, _Row] = {}
    outline = False
    for at, line in enumerate(lines):
        mark = section_mark(line)
        if mark or ("例" in line.form and any(form.pattern.match(line.form) for form in CASE_LABELS)):
            outline = mark is not None and fold(mark.name) not in _BEFORE_SECTIONS
            open_rows = {}
            continue
        level, number, name = _numbered(line)
        if outline or not number:
            continue
        row = open_rows.get(level)
        if number == 1 or row is None or number != row.number + 1:
            row = open_rows[level] = _Row(level)
            rows.append(row)
        row.number = number
        open_rows = {one: kept for one, kept in open_rows.items() if one <= level}
        if name:
            row.names[at] = name
    serving = _outermost([row for row in rows if row.serves])
    counts = Counter(name for row in serving for name in row.names.values())
    for row in serving:
        for at, name in row.names.items():
            head = _NUMBERED[row.level].match(lines[at].form)
            lines[at] = replace(
                lines[at], head=head.end() if head else -1, named=0 if is_known(name) else counts[name]
            )
    return lines


def _numbered(line: Line) -> tuple[int, int, str]:
    """Level and number of the label that opens `line`, (0, 0) for none, and the heading behind it if it may be a name."""
    if line.blank or line.form[0] not in LABEL_BEGINS:
        return 0, 0, ""
    for level, label in enumerate(_NUMBERED):
        match = label.match(line.form)
        number = ordinal(match["number"]) if match else None
        if match and number:
            rest = line.form[match.end() :]
            name = _SHORT_NAME.fullmatch(rest) or _KNOWN_NAME.match(rest)
            known = bool(name and (name.end() == len(rest) or is_known(name[1])))
            return level, number, name[1] if name and known else ""
    return 0, 0, ""


def _outermost(rows: list[_Row]) -> list[_Row]:
    """The rows without those between the headings of another one."""
    kept: list[_Row] = []
    reached = -1
    for row in sorted(rows, key=lambda one: min(one.names)):
        if min(row.names) > reached:
            kept.append(row)
            reached = max(row.names)
    return kept


def _name_marked(lines: list[Line]) -> list[Line]:
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
