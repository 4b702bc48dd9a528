"""Of what kind a difference between two texts is: a number, a hedge, a unit, a period, a scope, a state, or another word.

Pure. `given` and `source` are the characters that differ; what stands around them tells a year from a count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform_cases.reference import regions
from reform_cases.reference.units import (
    MIDDLE_HEDGES,
    PREFIX_HEDGES,
    SUFFIX_HEDGES,
    UNIT_CLASSES,
    VAGUE_PREFIXES,
)

NUMBER, HEDGE, UNIT, PERIOD, SCOPE, STATUS = "number", "hedge", "unit", "period", "scope", "status"
WORD, ORDER, CUT, JOINED, PUNCTUATION = "word", "order", "cut", "joined", "punctuation"

_NAMES = {
    NUMBER: gettext_lazy("数字"),
    HEDGE: gettext_lazy("限定"),
    UNIT: gettext_lazy("单位"),
    PERIOD: gettext_lazy("时期"),
    SCOPE: gettext_lazy("范围"),
    STATUS: gettext_lazy("状态"),
    WORD: gettext_lazy("用词"),
    ORDER: gettext_lazy("次序"),
    CUT: gettext_lazy("截去"),
    JOINED: gettext_lazy("拼接"),
    PUNCTUATION: gettext_lazy("标点"),
}
KINDS = tuple(_NAMES)


class TextDifference(NamedTuple):
    """What the given text has, and what the source has in its place; either may be nothing."""

    kind: str
    given: str
    source: str

    @property
    def name(self) -> str:
        """Return what its kind is called."""
        return str(_NAMES[self.kind])

    @property
    def said(self) -> str:
        """Return it in a sentence."""
        words = {"given": self.given, "source": self.source}
        if self.kind == JOINED:
            if len(self.source) > 1:
                return _("原文此处只有“%(source)s”，其余文字另有出处") % words
            return _("原文在“%(source)s”处断句") % words
        if not self.given:
            return _("缺“%(source)s”") % words
        if not self.source:
            return _("多“%(given)s”") % words
        return _("写作“%(given)s”，原文“%(source)s”") % words


_HAN_NUMBER = "零〇一二三四五六七八九十百千两半"
_LETTERS = re.compile(r"[^\W_]|[%‰℃]")
_DIGIT = re.compile(r"\d")
_ONLY_NUMBER = re.compile(rf"[\d.,{_HAN_NUMBER}万亿几数]+")
_PERIOD = re.compile(
    r"\d{4}年|[前去今近明后]年|年[初底来末中]|以来|期间|同期|时期|至今|[上下]半年|季度|\d月|月份|截至|截止|[一二三四五六七八九十]{2,4}年|五年|三年"
)
_DATE_BEHIND = re.compile(r"(?:年(?!龄|轻)|月|日(?!均))")
_STATUS = re.compile(
    r"拟|计划|预计|预期|力争|争取|有望|目标|将要?|已经?|正在?|逐步|基本|完成|实现|推进|探索|试点|启动|建成|尚未|未|没有|不|无"
)
_SCOPE_WORDS = re.compile(
    r"(?:全|各|本|该|我|两|辖区?)[国省市区县州院系统]|国内|省内|市内|辖区|地区|流域|检察院|检察机关|[省市县区]级|基层|全系统"
)
_LEVELS = tuple("国省市县区州")
_UNIT_WORDS = frozenset(unit for units in UNIT_CLASSES.values() for unit in units) | {
    "万",
    "亿",
    "万元",
    "亿元",
    "‰",
}
_HEDGES = sorted(
    {
        *PREFIX_HEDGES,
        *MIDDLE_HEDGES,
        *SUFFIX_HEDGES,
        *VAGUE_PREFIXES,
        "几乎",
        "仅",
        "左右",
        "最高",
        "最低",
        "大部分",
        "绝大多数",
        "部分",
        "均",
        "全部",
    },
    key=len,
    reverse=True,
)
_ONLY_HEDGES = re.compile(f"(?:{'|'.join(map(re.escape, _HEDGES))})+")


@cache
def _division_names() -> frozenset[str]:
    names = {one.name for one in regions.table().values()}
    names |= {regions.short_name(code) for code in regions.table() if code.endswith("00")}
    return frozenset(name for name in names if len(name) > 1)


def kind_of(given: str, source: str, before: str = "", behind: str = "") -> str:
    """Return of what kind it is that one has `given` where the other has `source`, between `before` and `behind`."""
    both = (given, source)
    if not any(map(_LETTERS.search, both)):
        return PUNCTUATION
    for kind, is_one in _TESTS:
        if is_one(both, before, behind):
            return kind
    return WORD


Both = tuple[str, str]


def _within(both: Both, before: str, behind: str) -> Iterator[str]:
    """Both with the characters beside them, where they are so short that they may be part of a word."""
    for one in both:
        yield f"{before[-1:]}{one}{behind[:1]}" if 0 < len(one) < 3 else one


def _is_period(both: Both, before: str, behind: str) -> bool:
    if any(map(_PERIOD.search, _within(both, before, behind))):
        return True
    numbers = [one for one in both if one]
    return all(map(_ONLY_NUMBER.fullmatch, numbers)) and bool(_DATE_BEHIND.match(behind))


def _is_hedge(both: Both, _before: str, _behind: str) -> bool:
    return all(_ONLY_HEDGES.fullmatch(one) for one in both if one)


def _is_unit(both: Both, before: str, behind: str) -> bool:
    """A unit stands behind a number; a sign of percent always is one."""
    if any(sign in one for one in both for sign in "%‰") and not any(map(_DIGIT.search, both)):
        return True
    words = [one for one in both if one]
    counted = bool(re.search(rf"[\d{_HAN_NUMBER}万亿几数余多]$", before)) or "百分" in behind[:3]
    return counted and all(one in _UNIT_WORDS for one in words)


def _is_number(both: Both, _before: str, _behind: str) -> bool:
    if any(map(_DIGIT.search, both)):
        return max(map(len, both)) < 16 and (all(both) or len("".join(both)) < 9)
    return all(map(_ONLY_NUMBER.fullmatch, (one for one in both if one)))


def _is_scope(both: Both, before: str, behind: str) -> bool:
    if any(map(_SCOPE_WORDS.search, _within(both, before, behind))):
        return True
    if all(one[-1:] in _LEVELS for one in both):
        return True
    return any(name in one for one in both for name in _named(one))


def _named(words: str) -> list[str]:
    found = [words[at : at + size] for size in range(2, 12) for at in range(len(words) - size + 1)]
    return [name for name in found if name in _division_names()]


def _is_status(both: Both, _before: str, _behind: str) -> bool:
    # A word that happens to hold such a character is long; one that says it is not.
    return any(_STATUS.search(one) for one in both if len(one) <= 4)


_TESTS = (
    (PERIOD, _is_period),
    (HEDGE, _is_hedge),
    (UNIT, _is_unit),
    (NUMBER, _is_number),
    (SCOPE, _is_scope),
    (STATUS, _is_status),
)
