"""Which lines may be the lines of a case title, and how they become one title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reform_cases.reference.forms import CREDIT, DOCUMENT_TITLE
from reform_cases.sourcetext.lines.clean import CleanText
from reform_cases.sourcetext.lines.line import Line

MOST_LINES = 4
LONGEST = 90
_ENDED = frozenset("。;!?:,、…")
_NOT_A_TITLE = re.compile(
    r"《"  # a law that 相关规定 cites
    r"|.{0,40}第[一二三四五六七八九十百\d]+条(?:之[一二三])?(?:第.{1,3}[款项])?(?:[、,]第.*)?$|[附注]\s?:"
    r"|最高人民检察院(?:[^,。]{0,14}[厅室局办])?$"
    r"|\(?检例第\d+号?\s?[—–~至、-]|关于印发|.*的通知$"
    r"|\(?[一二三四五六七八九十]{1,3}\)(?!.{6,}案例?$)"
    r"|.{0,30}\d{4}年\d{1,2}月\d{1,2}日$"
    r"|目\s*录$|附件|各省|.{2,20}(?:人民)?检察院\s*:$"
)
_SPACE = re.compile(r"\s+")
# 某某案 ends a title; 涉案, 办案 … may stand at a line end inside one.
_COMPLETE = re.compile(r".*(?<![涉办个立档方答议提图备破发])案例?$")
_ADDED = re.compile(r"[—–-]|\(?检例第")
_SIGNS = re.compile(r"[^\w]+")
_LEAST_ENTRY = 6
_ORGAN_ALONE = re.compile(r"(?:检察院|检察机关|分院)$")
_NUMBERED = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、]")


def may_be_title(line: Line, last: bool) -> bool:
    """Whether `line` can be a line of a title; only a line that is not the `last` one may end in a sign."""
    form = line.form
    if line.blank or len(form) > LONGEST or "。" in form:
        return False
    if form[-1] in (_ENDED if last else _ENDED - set(",、")):
        return False
    return not any(one.match(form) for one in (_NOT_A_TITLE, DOCUMENT_TITLE.pattern, CREDIT.pattern))


def title_after(lines: Sequence[Line], start: int, end: int, before: Line | None = None) -> int:
    """Index behind the last of the title lines that stand at `start` (blank lines among them).

    `before` is what stands of the title already, behind the label. A line that ends in 案 completes a title; only a
    subtitle or a guiding number may follow it.
    """
    room = MOST_LINES - (before is not None)
    stop = at = start
    complete = bool(before and _COMPLETE.match(before.form))
    while at < end and room:
        line = lines[at]
        if not line.blank:
            if not may_be_title(line, last=False) or (complete and not _ADDED.match(line.form)):
                break
            complete = bool(_COMPLETE.match(line.form))
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
    first, room = at, MOST_LINES - 1
    loose = at + 1 < end  # blank lines between paragraphs say nothing about where a title begins
    while at > start and room:
        at -= 1
        line = lines[at]
        if line.blank and not line.form and loose:
            continue
        if line.blank or not _continues(line, lines[first]):
            break
        first, room = at, room - 1
    return _without_contents(lines, first, end)


def _continues(line: Line, following: Line) -> bool:
    """Whether the title goes on from `line` in the line that follows it."""
    if line.bold != following.bold or not may_be_title(line, last=False):
        return False
    return not _COMPLETE.match(line.form) or bool(_ADDED.match(following.form))


def _without_contents(lines: Sequence[Line], first: int, end: int) -> int:
    """`first`, moved behind numbered lines that follow each other, alike in number and weight: those are a list, not a title."""
    above = next((line for line in reversed(lines[max(0, first - 2) : first]) if not line.blank), None)
    numbered = [at for at in range(first, end) if _NUMBERED.match(lines[at].form)]
    listed = len(numbered) + (
        above is not None and bool(numbered) and _listed_alike(above, lines[numbered[0]])
    )
    if numbered and listed > 1:
        return min((at for at in range(numbered[-1] + 1, end) if not lines[at].blank), default=numbered[-1])
    return first


def _listed_alike(one: Line, other: Line) -> bool:
    """Whether two lines, of which the `other` is numbered, may be of one list: 1. and **一、** are not."""
    numbered = _NUMBERED.match(one.form) is not None
    return numbered and one.bold == other.bold and one.form[0].isdigit() == other.form[0].isdigit()


def contents_entries(lines: Sequence[Line], first: int) -> frozenset[int]:
    """Indices of short lines before `first` (the first section) that stand in the text again: a contents list.

    An entry may go on where its title is broken. The bare name of a procuratorate is none: many titles begin with it.
    There is no list unless it names the case that stands below it: titles of several cases may share a line.
    """
    texts = [(at, _SIGNS.sub("", line.form)) for at, line in enumerate(lines[:first]) if not line.blank]
    above = [text for _, text in texts]
    if not any(one in above[:at] for at, one in enumerate(above) if at >= len(above) - MOST_LINES):
        return frozenset()
    # As many lines of the title as the list names in the same row are no entries, and its last line never is.
    listed = 1
    while listed < MOST_LINES and _stands_before(above, listed + 1):
        listed += 1
    first = texts[-listed][0]
    entries: set[int] = set()
    below: set[str] = set()
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if line.blank or len(line.form) > LONGEST or "。" in line.form or line.form[0] == "【":
            continue
        bare = _SIGNS.sub("", line.form)
        if len(bare) < _LEAST_ENTRY or _ORGAN_ALONE.search(bare):
            continue
        if bare in below and at < first:
            entries.add(at)
        below.add(bare)
    return frozenset(entries)


def _stands_before(texts: Sequence[str], count: int) -> bool:
    """Whether the last `count` texts stand in the same row further up."""
    row = list(texts[-count:])
    return any(list(texts[at : at + count]) == row for at in range(len(texts) - count))


def behind_entries(entries: frozenset[int], first: int, end: int) -> int:
    """`first`, moved behind the last entry of a contents list that stands before a line of the title."""
    last = max((at for at in range(first, end) if at in entries), default=first - 1)
    return min(last + 1, end)


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
