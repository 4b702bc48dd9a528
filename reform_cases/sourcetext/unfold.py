"""Step 4, unfold: a batch flattened to one line is cut up where its headings stand.

Nothing is moved: a long line becomes several lines without line ends. A known section name cuts when a sentence has just
ended before it (or a space stands there); case labels, titles and outline labels cut only in lines that are plainly
flattened, that is, hold several section names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from reform_cases.reference.forms import NUMERAL
from reform_cases.reference.sections import KEYWORDS, KNOWN
from reform_cases.sourcetext.lines import Line
from reform_cases.text.ordinals import ordinal

_NAME = re.compile(r"【([^【】]{1,24})】")
_STOPS = "。!?;”》)】…"
_CASE = re.compile(rf"【?(?:典型)?[事案]例\s?(?P<number>{NUMERAL})(?=[:.、\s】]|[^。:.、\s】]{5, 80}案\s?【)")
_LABEL = re.compile(
    r"(?<=[。;!?”\s])(?:(?P<first>[一二三四五六七八九十]{1,3})、|\((?P<second>[一二三四五六七八九十]{1,3})\))"
)
_TAIL = re.compile(r"(?<=[。!?”)】\s])\(?(?:来源|作者|责任编辑|编辑)\s*:")
_SENTENCE_END = re.compile(r"[。!?][”)]?")
_FLATTENED = 3
_TITLE_LENGTHS = range(5, 101)


def unfold(lines: list[Line]) -> list[Line]:
    """The lines, long ones cut up. The result covers the same characters in the same order."""
    unfolded: list[Line] = []
    for line in lines:
        points = sorted(_points(line.form)) if "【" in line.form and not line.blank else []
        unfolded += (
            [line.part(*edges) for edges in pairwise([0, *points, len(line.form)])] if points else [line]
        )
    return unfolded


def _points(form: str) -> set[int]:
    """Where to cut a folded line."""
    marks = [match for match in _NAME.finditer(form) if _bare(match[1]) in KNOWN]
    flattened = len(marks) >= _FLATTENED
    points = {
        match.start() for match in marks if match.start() and _after_stop(form, match.start(), flattened)
    }
    if flattened:
        points |= set(_case_points(form)) | set(_label_points(form))
        points |= {match.start() for match in _TAIL.finditer(form)}
        points |= set(_title_points(form, marks, sorted(points)))
    return points - {0}


def _bare(name: str) -> str:
    return "".join(name.split())


def _after_stop(form: str, at: int, flattened: bool) -> bool:
    return flattened or form[at - 1] in _STOPS or form[at - 1].isspace()


def _case_points(form: str) -> Iterator[int]:
    for match in _CASE.finditer(form):
        if match.start() == 0 or form[match.start() - 1] in _STOPS or form[match.start() - 1].isspace():
            yield match.start()


def _label_points(form: str) -> Iterator[int]:
    """Outline labels that count on: 一、 starts a row, 二、 continues it, a new row begins at 一 again."""
    reached = {"first": 0, "second": 0}
    for match in _LABEL.finditer(form):
        kind = "first" if match["first"] else "second"
        number = ordinal(match[kind])
        if number in (1, reached[kind] + 1):
            reached[kind] = number
            yield match.start()


def _title_points(form: str, marks: list[re.Match[str]], points: list[int]) -> Iterator[int]:
    """Before a section that opens cases, a title without a label: what follows the last sentence that ended."""
    opening = KEYWORDS | {_bare(marks[0][1])}
    previous = 0
    for mark in marks:
        if _bare(mark[1]) in opening:
            last = bisect_left(points, mark.start()) - 1
            start = max(previous, points[last] if last >= 0 else 0)
            ends = [match.end() for match in _SENTENCE_END.finditer(form, start, mark.start())]
            title = form[ends[-1] : mark.start()] if ends else ""
            if len(title.strip()) in _TITLE_LENGTHS:
                yield mark.start() - len(title.lstrip())
        previous = mark.end()
