"""Step 4, unfold: a batch flattened to one line is cut up where its headings stand.

Nothing is moved: a long line becomes several lines without line ends. A known section name cuts when a sentence has just
ended before it (or a space stands there); case labels, titles and outline labels cut only in lines that are plainly
flattened, that is, hold several section names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from reform_cases.reference.forms import NUMERAL
from reform_cases.reference.sections import KEYWORDS, is_known
from reform_cases.sourcetext.batch.headings import name_headings
from reform_cases.sourcetext.lines.line import Line
from reform_cases.text.ordinals import ordinal

_NAME = re.compile(r"【([^【】]{1,24})】")
_STOPS = "。!?;”》)】…"
_CASE = re.compile(
    rf"【?(?:典型)?[事案]例\s?(?P<number>{NUMERAL})(?:(?=[.、\s】])|(?P<title>(?=:|[^。【】]{{5,80}}案例?\s?【)))"
)
_LABEL = re.compile(
    r"(?<!^)(?:(?P<first>[一二三四五六七八九十]{1,3})、|\((?P<second>[一二三四五六七八九十]{1,3})\)"
    r"|第(?P<step>[一二三四五六七八九十]{1,3})步[:,、]|(?<![\dA-Za-z.])(?P<third>\d{1,2})[.、](?!\d))"
)
_LABEL_STOPS = "。;!?”"
_TAIL = re.compile(r"(?<=[。!?”)】\s])\(?(?:来源|作者|责任编辑|编辑)\s*:")
# The name of a source, and the spaces before what was the next line.
_SOURCE = re.compile(r"(?<=[。!?”)】\s])\(?来源\s*:\s*[^\s():|,。\d]{2,20}\)?\s*(?=\S)")
_SENTENCE_END = re.compile(r"[。!?》][”)]?|第[一二三四五六七八九十百]{1,6}[条款项]|-{3,}")
_GUIDING_END = re.compile(r"\(?检例第\d{1,4}号\)?$")
_ENTIRE = re.compile(r".{5,}案例?$")
# Signs before, and words behind, a name that a sentence only speaks of.
_INSIDE = frozenset(",、:(“《在的")
_SPOKEN_OF = re.compile(
    r"\s?(?:部分|所列|所述|所载|一栏|栏目|一节|一章|章节|中(?=[^国央共小])|里(?=[^程])|[,、;。)”》]|(?:等|和|与|及)(?=【|[^。]{0,6}(?:部分|栏目)))"
)
_ORGAN_WORD = re.compile(r"(?<!\S)(?:[^\s,:;]{2,40}(?:检察院|检察机关|分院)、?\s+){1,3}$")
_FLATTENED = 3
_TITLE_LENGTHS = range(5, 101)


def unfold(lines: list[Line]) -> list[Line]:
    """The lines, long ones cut up. The result covers the same characters in the same order."""
    unfolded: list[Line] = []
    for line in lines:
        points = sorted(_points(line)) if not line.blank and ("【" in line.form or line.flattened) else []
        unfolded += (
            [line.part(*edges) for edges in pairwise([0, *points, len(line.form)])] if points else [line]
        )
    return name_headings(unfolded)


def _points(line: Line) -> set[int]:
    """Where to cut a line, in characters of its form."""
    form = line.form
    marks = [
        match for match in _NAME.finditer(form) if is_known(_bare(match[1])) and not is_quoted(form, match)
    ]
    flattened = line.flattened or len(marks) >= _FLATTENED
    if flattened:
        marks = _believed(form, marks)
    points = {
        match.start() for match in marks if match.start() and _after_stop(form, match.start(), flattened)
    }
    if flattened:
        points |= set(_case_points(form)) | set(_label_points(form))
        points |= {match.start() for match in _TAIL.finditer(form)}
        points |= {match.end() for match in _SOURCE.finditer(form)}
        if marks:
            points |= set(_title_points(form, marks, sorted(points)))
    return points - {0}


def is_quoted(form: str, mark: re.Match[str]) -> bool:
    """Whether the name stands inside a sentence that speaks of the section."""
    before = form[mark.start() - 1 : mark.start()]
    return before in _INSIDE or _SPOKEN_OF.match(form, mark.end()) is not None


def _believed(form: str, marks: list[re.Match[str]]) -> list[re.Match[str]]:
    """The marks without those that run on from words, where a sentence has ended since the mark before them.

    A title may run on into the section that opens its case, and keywords into the section behind them.
    """
    if not marks:
        return []
    opening = KEYWORDS | {_bare(marks[0][1])}
    believed: list[re.Match[str]] = []
    reached = 0
    for mark in marks:
        runs_on = mark.start() > 0 and not _after_stop(form, mark.start(), flattened=False)
        if not runs_on or _bare(mark[1]) in opening or "。" not in form[reached : mark.start()]:
            believed.append(mark)
            reached = mark.end()
    return believed


def _bare(name: str) -> str:
    return "".join(name.split())


def _after_stop(form: str, at: int, flattened: bool) -> bool:
    return flattened or form[at - 1] in _STOPS or form[at - 1].isspace()


def _case_points(form: str) -> Iterator[int]:
    for match in _CASE.finditer(form):
        before = form[match.start() - 1 : match.start()]
        # Before a colon, or a whole title and a section, it is a label even where no sign ends what stands before.
        if match["title"] is not None or before in _STOPS or before.isspace():
            yield match.start()


def _label_points(form: str) -> Iterator[int]:
    """Outline labels that count on: 一、 starts a row, 二、 continues it, a new row begins at 一 again.

    (二), 第二步 and 2. do the same.
    """
    reached: dict[str, int] = defaultdict(int)
    heading = 0
    for match in _LABEL.finditer(form):
        kind = match.lastgroup or ""
        number = ordinal(match[kind])
        stopped = form[match.start() - 1] in _LABEL_STOPS or form[match.start() - 1].isspace()
        # （一） may follow the heading of 一、 without any sign.
        below = kind != "first" and number == 1 and heading and "。" not in form[heading : match.start()]
        if number in (1, reached[kind] + 1) and (stopped or below):
            reached[kind] = number
            heading = match.end() if kind == "first" else 0
            yield match.start()


def _title_points(form: str, marks: list[re.Match[str]], points: list[int]) -> Iterator[int]:
    """Before a section that opens cases, a title without a label: what follows the last sentence that ended."""
    opening = KEYWORDS | {_bare(marks[0][1])}
    previous = 0
    for mark in marks:
        last = bisect_left(points, mark.start()) - 1
        start = max(previous, points[last] if last >= 0 else 0)
        if _bare(mark[1]) in opening and not _CASE.match(form, start):
            before = form[start : mark.start()]
            title = before[_title_start(before) :].strip()
            if len(title) in _TITLE_LENGTHS:
                yield mark.start() - len(before) + before.rindex(title)
        previous = mark.end()


def _title_start(before: str) -> int:
    """Where the title begins in what stands before a section: behind the last sentence, book title or, if need be, space.

    A procuratorate that stands alone before that space was the first line of the title.
    """
    ends = [match.end() for match in _SENTENCE_END.finditer(before)]
    start = ends[-1] if ends else 0
    body = _GUIDING_END.sub("", before.rstrip()).rstrip()
    space = max(body.rfind(" "), body.rfind("\t")) + 1
    if space > start and (len(body) - start not in _TITLE_LENGTHS or _ENTIRE.match(body, space)):
        organ = _ORGAN_WORD.search(body, start, space)
        return organ.start() if organ else space
    return start
