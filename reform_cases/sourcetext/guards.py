"""Step 13, guards: warnings where the reading cannot be right, though every character has its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from reform_cases.reference.sections import is_known
from reform_cases.sourcetext.batch.unfold import is_quoted
from reform_cases.sourcetext.document import PROSE, CaseText, MeasureText, Passage, Span
from reform_cases.sourcetext.findings import Findings
from reform_cases.text.widths import fold

_MOST_KEYWORDS, _LONGEST_KEYWORD = 10, 24
_TIMES, _LEAST_LONG = 10, 600
_LEAST_BLOCK = 40
_SHOWN = 50  # remarks of one kind; more say no more
_SENTENCE = re.compile(r"[。!?;]")
_NAME = re.compile(r"【([^【】\n]{2,24})】")
_SET_APART = frozenset({"preface", "annex", "contents"})
_LAWS = re.compile(r"规定|法律|法条|依据")
# Characters that say that something was lost or replaced on the way, each with what is said of them.
_CHARACTERS = (
    (re.compile("\ufffd"), "文本中有{n}个无法识别的字符(�),原字已丢失"),
    (re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]"), "文本中有{n}个私用区字符,看不出是什么字"),
    (re.compile("[\u2e80-\u2fdf\uf900-\ufaff]"), "文本中有{n}个部首或兼容字符,按对应的汉字处理"),
)
_ALIKE = re.compile(
    r"^[ \t\u3000]*(?:[(（](?P<a>[-—–―─ーニハ])[)）]|(?P<b>[-—–―─ーニハ])、"
    r"|【?(?:典型)?[事案]例(?P<c>[-—–―─ーニハ])(?=[:：、】]|[ \t]*\r?$))",
    re.MULTILINE,
)


def guard(cases: tuple[CaseText, ...], findings: Findings) -> None:
    """Warn of keywords, lengths, repeated blocks, names of sections and characters that cannot be right."""
    for case in cases:
        for span, message in _keywords(case):
            findings.warn(span, message)
    for remarks in (
        _lengths(cases),
        _repeated(cases),
        _names(cases),
        _apart(findings),
        _alike(findings.text),
    ):
        for span, message in islice(remarks, _SHOWN):
            findings.warn(span, message)
    for pattern, message in _CHARACTERS:
        first = pattern.search(findings.text)
        if first:
            findings.warn(first.span(), message.format(n=len(pattern.findall(findings.text))))


def _keywords(case: CaseText) -> Iterator[tuple[Span, str]]:
    words = case.keywords
    if len(words) > _MOST_KEYWORDS:
        yield (words[0].span[0], words[-1].span[1]), f"关键词有{len(words)}个,可能混入了正文"
    for word in words:
        if len(word.text) > _LONGEST_KEYWORD or _SENTENCE.search(fold(word.text)):
            yield word.span, "这个关键词像一句话,请核对"


def _lengths(cases: tuple[CaseText, ...]) -> Iterator[tuple[Span, str]]:
    """Cases ten times shorter or longer than the two nearest to them."""
    lengths = [case.span[1] - case.span[0] for case in cases]
    for at, case in enumerate(cases):
        first = min(max(0, at - 1), max(0, len(lengths) - 3))
        beside = [lengths[other] for other in range(first, min(first + 3, len(lengths))) if other != at]
        if not beside:
            continue
        if lengths[at] * _TIMES < min(beside) >= _LEAST_LONG:
            yield case.title.span, f"第{case.number}例比相邻的事例短得多,可能没有读全"
        if lengths[at] > _TIMES * max(beside) and lengths[at] >= _LEAST_LONG:
            yield case.title.span, f"第{case.number}例比相邻的事例长得多,可能含有别的事例"


def _repeated(cases: tuple[CaseText, ...]) -> Iterator[tuple[Span, str]]:
    """Long paragraphs that stand in the cases twice; the same law may be cited by several."""
    seen: set[str] = set()
    for case in cases:
        for passage in _prose(case, laws=False):
            for paragraph in passage.text.splitlines():
                text = paragraph.strip()
                if len(text) >= _LEAST_BLOCK and text in seen:
                    yield passage.span, f"这段文字在前面已经出现过:{text[:20]}…"
                seen.add(text)


def _names(cases: tuple[CaseText, ...]) -> Iterator[tuple[Span, str]]:
    """Known names of sections in brackets that were not taken for sections, unless a sentence speaks of them."""
    for case in cases:
        for passage in (case.title, *case.keywords, *_prose(case, laws=True)):
            form = fold(passage.text) if "【" in passage.text else ""
            for match in _NAME.finditer(form):
                if is_known("".join(match[1].split())) and not is_quoted(form, match):
                    yield passage.span, f"正文里有栏目名“{match[1]}”,可能漏分了栏目"


def _apart(findings: Findings) -> Iterator[tuple[Span, str]]:
    """Names of sections in what was set apart from the cases: a case may have been taken for a preface or an annex."""
    for item in findings.furniture:
        for match in _NAME.finditer(fold(item.text)) if item.role in _SET_APART and "【" in item.text else ():
            if is_known("".join(match[1].split())) and not is_quoted(fold(item.text), match):
                yield item.span, f"事例以外的文字里有栏目名“{match[1]}”,可能漏分了事例"


def _prose(case: CaseText, *, laws: bool) -> Iterator[Passage]:
    passages = [getattr(case, name) for name in PROSE]
    passages += [one.body for one in case.sections if laws or not _LAWS.search(one.name)]
    yield from (one for one in passages if one)
    held = {point.span for section in case.sections for point in section.outline}
    for measure in case.measures:
        if measure.span not in held:
            yield from _measure(measure)


def _measure(measure: MeasureText) -> Iterator[Passage]:
    if measure.body:
        yield measure.body
    for child in measure.children:
        yield from _measure(child)


def _alike(text: str) -> Iterator[tuple[Span, str]]:
    for match in _ALIKE.finditer(text):
        kind = match.lastgroup or "a"
        yield match.span(kind), f"编号中的“{match[kind]}”不是数字,按形近的汉字处理"
