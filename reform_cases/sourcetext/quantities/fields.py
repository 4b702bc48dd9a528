"""What the sentence says about a number: kind, direction, status, and the organ that governs it.

All functions work on folded text (ASCII digits and `,:;()`); `before` is the sentence up to the number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from reform_cases.reference.units import ARRIVAL_WORDS, FALL_SIGNS, FALL_WORDS, RISE_SIGNS, RISE_WORDS
from reform_cases.sourcetext.quantities.periods import DATED, WHEN
from reform_cases.sourcetext.quantities.tokens import Token

_ARRIVAL = "".join(ARRIVAL_WORDS)
_BASIS = rf"(?:同比|环比|[较比]{WHEN}|净)(?:分别|均|又)?"
_TREND = re.compile(
    rf"(?:(?P<up>{'|'.join(RISE_WORDS)}|{_BASIS}[{RISE_SIGNS}多]|[{RISE_SIGNS}](?=[{_ARRIVAL}了])|多(?=了))"
    rf"|(?P<down>{'|'.join(FALL_WORDS)}|{_BASIS}[{FALL_SIGNS}少]|[{FALL_SIGNS}](?=[{_ARRIVAL}了])|少(?=了)))"
    rf"(?:幅度|幅|率)?了?(?:分别|均|各|平均|累计|共|已)?(?:达到?|高达|[{_ARRIVAL}])?$"
)
_MOVES = re.compile(
    f"[{''.join({word[0] for word in (*RISE_WORDS, *FALL_WORDS)})}{RISE_SIGNS}{FALL_SIGNS}多少]"
)
_PLANNED = re.compile(
    r"(?:计划(?!生育|单列|书)|拟(?!订|定|制)|力争|预计|有望|争取(?=[^,。;]{0,6}(?:实现|达到|完成|建成|年底|年内|早日|到))|即将"
    r"|将(?:新建|建设|建成|建立|新增|推广|覆盖|达到|实现|打造|投入|完成|培育))[^。;]{0,40}$"
)
_DONE = re.compile(r"目前|现已|已经|已(?=[建完实新投覆])|截至|至今|其中")
_SHARES = frozenset({"percent", "share", "times"})


class Trend(NamedTuple):
    """The verb of change right before a number: its direction, and whether the number is what was arrived at."""

    direction: str = ""
    arrival: bool = False


def trend_of(before: str) -> Trend:
    """Return the trend that the end of `before` tells: 下降19.7% moves by, 提升至89% arrives at."""
    match = _TREND.search(before[-13:].rstrip()) if _MOVES.search(before[-13:]) else None
    if match is None:
        return Trend()
    arrival = match[0].endswith(("至", "到", "为", "成")) and "幅" not in match[0] and "率" not in match[0]
    return Trend("up" if match["up"] else "down", arrival=arrival)


def kind_of(token: Token, trend: Trend) -> str:
    """Return count, amount, rate, change or ranking."""
    if token.form == "rank":
        return "ranking"
    if token.unit == "百分点" or token.direction or (trend.direction and not trend.arrival):
        return "change"
    if token.form == "fraction" or token.unit_class in _SHARES:
        return "rate"
    return "amount" if token.unit_class == "money" else "count"


def status_of(before: str) -> str:
    """Return planned when the words before the number (within 60 characters) say so, achieved otherwise.

    A clause that tells what is there (目前已建成12个) is none of the plan before it.
    """
    if not _PLANNED.search(before[-60:]):
        return "achieved"
    clause = before[before.rfind(",") + 1 :]
    return "achieved" if _DONE.search(clause) and not _PLANNED.search(clause) else "planned"


_PLACE = r"(?:[^\W\d_在对向与和由被经于的及并将把为给从]{1,9}?(?:省|自治区|市|地区|区|县|州|盟|旗))"
_ORGAN = re.compile(
    rf"(?:^|[,:(])(?:其中|同时|例如|比如|又如|如|{DATED}|目前|以来|该院)*[,:]?"
    r"(?!以下|下称|简称|指导|推动|督促|组织|联合|会同|邀请|协助|支持|向|对|由|将|与|和|经|在|为|根据|依托|通过|协同|针对|报|帮助|交|请|让|使|被|把)"
    rf"(?P<organ>(?:最高|地方|{_PLACE}{{1,3}}|全[国省市区县州]|[省市区县州])(?:各级|两级|三级)?(?:人民检察院|检察院|检察机关)|两级检察院|全(?:国|省|市|区|县|州)(?=[^部面]))"
)
_NAMED = re.compile("检察|全[国省市区县州]")
_AREA = re.compile(r"全(?:国|省|市|区|县|州)(?:共|已|共有)?$")


class Organs:
    """The organs or areas that open a clause of a sentence: its subjects, in order."""

    def __init__(self, sentence: str) -> None:
        named = _ORGAN.finditer(sentence) if _NAMED.search(sentence) else ()
        found = [(match.start("organ"), match["organ"]) for match in named]
        self.starts = [start for start, _ in found]
        self.names = [name for _, name in found]

    def scope(self, before: str, at: int) -> str:
        """Return whose number stands at `at`: the area right before it (全省278所), or the nearest subject, or ""."""
        area = _AREA.search(before[-6:])
        index = bisect_right(self.starts, at)
        return area[0][:2] if area else self.names[index - 1] if index else ""
