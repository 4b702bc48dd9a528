"""Which lines may be the lines of a case title, and how they become one title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reform_cases.reference.forms import DOCUMENT_TITLE
from reform_cases.sourcetext.clean import CleanText
from reform_cases.sourcetext.lines import Line

MOST_LINES = 4
LONGEST = 90
_ENDED = frozenset("。;!?:,、…")
_NOT_A_TITLE = re.compile(
    r"《[^》]*》(?:\(.{0,20}\))?(?:第[^。]*[条款项])?$"  # a law that 相关规定 cites
    r"|第[一二三四五六七八九十百\d]+条|[附注]\s?:"
    r"|\(?[一二三四五六七八九十]{1,3}\)"
    r"|.{0,30}\d{4}年\d{1,2}月\d{1,2}日$"
    r"|目\s*录$|附件|各省|.{2,20}(?:人民)?检察院\s*:$"
)
_SPACE = re.compile(r"\s+")


def may_be_title(line: Line, last: bool) -> bool:
    """Whether `line` can be a line of a title; only a line that is not the `last` one may end in a sign."""
    form = line.form
    if line.blank or len(form) > LONGEST or "。" in form:
        return False
    if form[-1] in (_ENDED if last else _ENDED - set(",、")):
        return False
    return not _NOT_A_TITLE.match(form) and not DOCUMENT_TITLE.pattern.match(form)


def title_after(lines: Sequence[Line], start: int, end: int, room: int) -> int:
    """Index behind the last of at most `room` title lines that stand at `start` (blank lines among them)."""
    stop = at = start
    while at < end and room:
        line = lines[at]
        if not line.blank:
            if not may_be_title(line, last=False):
                break
            room -= 1
            stop = at + 1
        at += 1
    return stop


def title_before(lines: Sequence[Line], start: int, end: int) -> int:
    """Index of the first line of the title that ends before `end`, not before `start`; `end` if there is none."""
    at = end - 1
    while at >= start and lines[at].blank:
        at -= 1
    if at < start or not may_be_title(lines[at], last=True):
        return end
    first, bold, room = at, lines[at].bold, MOST_LINES - 1
    loose = at + 1 < end  # blank lines between paragraphs say nothing about where a title begins
    while at > start and room:
        at -= 1
        line = lines[at]
        if line.blank:
            if line.form or not loose:
                break
            continue
        if line.bold != bold or not may_be_title(line, last=False):
            break
        first, room = at, room - 1
    return first


def title_text(lines: Iterable[Line]) -> CleanText:
    """The title lines as one: joined without a space, spaces beside Chinese characters dropped."""
    pieces: list[CleanText] = []
    for line in lines:
        at = 0
        for match in _SPACE.finditer(line.form):
            start, end = match.span()
            if not (line.form[start - 1].isascii() and line.form[end : end + 1].isascii()):
                pieces.append(line.clean.slice(at, start))
                at = end
        pieces.append(line.clean.slice(at, len(line.form)))
    return CleanText.join(pieces)
