"""Step 5b, equal titles: the cases of a text that has none of the known forms.

Short lines that open alike are taken for titles when prose that tells of a case stands below each: numbers that count on
(典型事例之一, 案1, ①, ◆1), a rank, ornament or brackets they share, or, where nothing else does, the bare lines between prose.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reform_cases.reference.forms import DOCUMENT_TITLE, HEADING_TITLE, NUMERAL
from reform_cases.reference.sections import is_known
from reform_cases.sourcetext.lines.line import Line
from reform_cases.text.ordinals import ordinal

_SIGN = r"[■●◆▲△○□★☆※▶►◇♦•✦🔹🔸📌]"
_END = r"[】\])>》」』}]?\s*[:.、,|/·—–-]*\s*"
_OPEN = r"[【\[(<《「『{]?\s*"
_NUMBERED = tuple(
    re.compile(rf"(?:{_SIGN}\s*)*{form}")
    for form in (
        rf"{_OPEN}(?:典型|示范|优秀|精品)?(?:[案事实]例|案件|故事|案|例|CASE|Case|NO|No|其|之)\s?[.:#]?\s?之?(?P<number>{NUMERAL}){_END}",
        rf"{_OPEN}(?:典型|示范|优秀)?(?:[案事实]例)?第?\s?(?P<number>{NUMERAL})号?(?:个|则|件|篇|例|号|案|[案事]例|案件|故事){_END}",
        r"(?P<number>[一二三四五六七八九十]{1,3})\s?[、.:|·]\s*",
        r"\((?P<number>[一二三四五六七八九十]{1,3})\)[、.]?\s*",
        r"(?P<number>\d{1,2})\s?[.、:|·)/](?!\d)\s*",
        r"[(\[【](?P<number>\d{1,2})[)\]】]\s*",
        r"(?P<number>[①-⑳❶-❿])\s*",
        r"(?P<number>\d{1,2})(?:\s+(?=\D)|$)",
        r"(?P<number>[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3})(?:\s+|$)",
    )
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_DARK = "❶❷❸❹❺❻❼❽❾❿"
_CAPITAL = "壹贰叁肆伍陆柒捌玖拾"
_BYLINE = re.compile(r"\W*(?:本报|本刊)?(?:记者|通讯员|作者|文字?|撰文|供稿|整理|编辑)(?:[\s/:|·]|$)")
_IN_BRACKETS = re.compile(r"[【「『〖\[](?P<title>[^【】「」『』〖〗\[\]。]{6,60})[】」』〖〗\]]$")
_LEADING = re.compile(rf"(?P<sign>{_SIGN}|[>✔❖])\s*")
_FIELD = re.compile(r"[^:]{2,4}:")
_ENDED = frozenset("。;!?:,、…—")
_SHORTEST, _LONGEST, _PROSE = 4, 60, 40
_LEAST_PLAIN = 3
_REACH = 60  # lines of the last case
_ABOVE = 2  # short lines (a label, a subtitle) between a title and its prose
_TELLS = re.compile(r"检察|司法|犯罪|涉嫌|肇事|被告人|诉|立案|判处|法院")


@dataclass(frozen=True)
class Title:
    """Line `at` opens case `number`; the first `label` characters of it are no part of the title."""

    at: int
    number: int
    label: int


def equal_titles(lines: Sequence[Line]) -> list[Title]:
    """The titles of the outermost row of lines that open alike, each with prose of a case below; [] when there is none."""
    rows = [*_counted(lines), *_marked(lines)]
    rows = [row for row in rows if len(row) > 1 and _tell(row, lines)]
    if rows:
        return min(rows, key=lambda row: (row[0].at, -len(row)))
    plain = _plain(lines)
    return plain if len(plain) >= _LEAST_PLAIN and _tell(plain, lines) else []


def _counted(lines: Sequence[Line]) -> Iterator[list[Title]]:
    """Rows whose numbers count on from 1; where they start again another row begins, the first being a contents list."""
    for form in _NUMBERED:
        row: list[Title] = []
        for at, line in enumerate(lines):
            match = form.match(line.form) if not line.blank else None
            number = _number(match["number"]) if match else None
            if match is None or not number or not _entitles(lines, at, match.end()):
                continue
            if number == 1:
                yield row
                row = []
            if number == len(row) + 1:
                row.append(Title(at, number, match.end()))
        yield row


def _number(said: str) -> int | None:
    for signs in (_CIRCLED, _DARK, _CAPITAL):
        if said in signs:
            return signs.index(said) + 1
    return ordinal(said)


def _marked(lines: Sequence[Line]) -> Iterator[list[Title]]:
    """Rows of lines with the same rank, sign, brackets or emphasis."""
    rows: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        if line.blank or not _entitles(lines, at, 0) or _names_batch(line):
            continue
        sign = _LEADING.match(line.form)
        kind = f"rank {line.rank}" if line.rank else "bold" if line.bold else sign["sign"] if sign else ""
        kind = kind or ("[]" if _IN_BRACKETS.match(line.form) else "")
        if kind:
            rows[kind].append(at)
    for row in rows.values():
        yield _in_order(_apart(row, lines), lines)


def _apart(row: Sequence[int], lines: Sequence[Line]) -> list[int]:
    """The lines without those that go on right below another, and without one that only stands above the first."""
    kept = [at for at in row if at - 1 not in row]
    alone = [not all(line.blank for line in lines[at + 1 : below]) for at, below in pairwise(kept)]
    return [at for at, one in zip(kept, [*alone, True], strict=False) if one]


def _plain(lines: Sequence[Line]) -> list[Title]:
    """Short lines between prose; what stands above the first prose names the batch unless prose follows it at once."""
    found = [at for at, line in enumerate(lines) if _entitles(lines, at, 0) and not _names_batch(line)]
    found = [at for at in found if at and not _FIELD.match(lines[at].form)]
    return _in_order([at for at in found if _below(lines, at + 1, 0)], lines)


def _in_order(row: Sequence[int], lines: Sequence[Line]) -> list[Title]:
    titles = []
    for number, at in enumerate(row, start=1):
        sign = _LEADING.match(lines[at].form)
        bracket = 1 if _IN_BRACKETS.match(lines[at].form) else 0
        titles.append(Title(at, number, sign.end() if sign else bracket))
    return titles


def heading_end(lines: Sequence[Line], at: int, end: int) -> int:
    """Index of the byline below the title on line `at`, where no more of it stands; `end` if there is none."""
    return next((below for below in range(at + 1, min(end, at + 4)) if _BYLINE.match(lines[below].form)), end)


def _names_batch(line: Line) -> bool:
    return bool(DOCUMENT_TITLE.pattern.match(line.form) or HEADING_TITLE.pattern.match(line.form))


def _entitles(lines: Sequence[Line], at: int, label: int) -> bool:
    """Whether line `at`, behind its label, may be a title: short, no sentence, no name of a section, with prose below."""
    line = lines[at]
    if line.blank or _BYLINE.match(line.form):
        return False
    title = line.form[label:]
    if not title:
        at, title = _next(lines, at)
        if not title:
            return False
    if not _SHORTEST <= len(title) <= _LONGEST or "。" in title or title[-1] in _ENDED:
        return False
    return not is_known(title.strip("【】[]:")) and _below(lines, at + 1, _ABOVE)


def _next(lines: Sequence[Line], at: int) -> tuple[int, str]:
    following = next((index for index in range(at + 1, len(lines)) if not lines[index].blank), None)
    return (at, "") if following is None else (following, lines[following].form)


def _below(lines: Sequence[Line], at: int, skipped: int) -> bool:
    """Whether prose stands at line `at`, behind at most `skipped` short lines; lines broken by a page make one."""
    read = ""
    short = 0
    for line in lines[at : at + 12]:
        if line.blank or _BYLINE.match(line.form):
            continue
        if len(line.form) < _PROSE // 2 and "。" not in line.form and not read:
            short += 1
            if short > skipped:
                return False
            continue
        read += line.form
        if len(read) >= _PROSE and any(sign in read for sign in "。!?;"):
            return True
    return False


def _tell(row: Sequence[Title], lines: Sequence[Line]) -> bool:
    """Whether what stands below most titles of a row tells of cases, as no other article with headings does."""
    ends = [*(title.at for title in row[1:]), row[-1].at + _REACH]
    told = sum(
        any(_TELLS.search(line.form) for line in lines[title.at : end] if not line.blank)
        for title, end in zip(row, ends, strict=True)
    )
    apart = all(after.at - before.at > 1 for before, after in pairwise(row))
    return apart and told * 4 >= len(row) * 3
