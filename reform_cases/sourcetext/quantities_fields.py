"""What the sentence says about a number: kind, direction, status, the period and organ that govern it.

All functions work on folded text (ASCII digits and `,:;()`); `before` is the sentence up to the number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from reform_cases.reference.units import ARRIVAL_WORDS, FALL_SIGNS, FALL_WORDS, RISE_SIGNS, RISE_WORDS
from reform_cases.sourcetext.quantities_tokens import Token

_ARRIVAL = "".join(ARRIVAL_WORDS)
_BASIS = r"(?:同比|环比|较上年|较去年|比上年|比去年|比同期|净)(?:分别|均|又)?"
_TREND = re.compile(
    rf"(?:(?P<up>{'|'.join(RISE_WORDS)}|{_BASIS}[{RISE_SIGNS}多]|[{RISE_SIGNS}](?=[{_ARRIVAL}]))"
    rf"|(?P<down>{'|'.join(FALL_WORDS)}|{_BASIS}[{FALL_SIGNS}少]|[{FALL_SIGNS}](?=[{_ARRIVAL}])))"
    rf"(?:幅度|幅|率)?了?(?:分别|均|各|平均|累计|共|已)?(?:达到?|高达|[{_ARRIVAL}])?$"
)
_PLANNED = re.compile(
    r"(?:计划(?!生育|单列|书)|拟(?!订|定|制)|力争|预计|有望|争取|即将"
    r"|将(?:新建|建设|建成|建立|新增|推广|覆盖|达到|实现|打造|投入|完成|培育))[^。;]{0,40}$"
)
_SHARES = frozenset({"percent", "share", "times"})
_POINTS = frozenset({"个百分点", "百分点", "个点"})


@dataclass(frozen=True, slots=True)
class Trend:
    """The verb of change right before a number: its direction, and whether the number is what was arrived at."""

    direction: str = ""
    arrival: bool = False


def trend_of(before: str) -> Trend:
    """下降19.7% moves by, 提升至89% arrives at; no verb, no direction."""
    match = _TREND.search(before[-24:])
    if match is None:
        return Trend()
    arrival = match[0].endswith(("至", "到", "为", "成")) and "幅" not in match[0] and "率" not in match[0]
    return Trend("up" if match["up"] else "down", arrival)


def kind_of(token: Token, trend: Trend) -> str:
    """count, amount, rate, change or ranking."""
    if token.form == "rank":
        return "ranking"
    if token.unit in _POINTS or (trend.direction and not trend.arrival):
        return "change"
    if token.form == "fraction" or token.unit_class in _SHARES:
        return "rate"
    return "amount" if token.unit_class == "money" else "count"


def status_of(before: str) -> str:
    """planned when the words before the number (within 60 characters) say so, achieved otherwise."""
    return "planned" if _PLANNED.search(before[-60:]) else "achieved"


_YEAR = r"(?:19|20)[0-9]{2}年"
_DATE = (
    rf"(?:截至|截止)?(?:(?:19|20)[0-9]{{2}}(?:年?[至到~—-]+|[、和及])(?:19|20)[0-9]{{2}}年|{_YEAR}(?:度|[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?)?"
    rf"(?:[至到~—-]+(?:{_YEAR})?(?:[0-9]{{1,2}}月)?(?:[0-9]{{1,2}}日)?)?|(?:[0-9]{{1,2}}[至到~—-]+)?[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?)"
    r"(?:底|末|上半年|下半年|第?[一二三四]季度|前[一二三四五六七八九十0-9]{1,2}个月|期间|以来|以后)?"
)
_PERIOD = re.compile(
    rf"{_DATE}|截至目前|今年(?:以来|上半年|[0-9]{{1,2}}月以来)?|去年(?:以来|同期)?|上年|当年|近年来?|近?[几两三四五六七八九十0-9]{{1,2}}年来|近[两三四五六七八九十0-9]{{1,2}}年来?|目前|同年"
)
_SINCE = re.compile(r"(?:自|从)[^,:;。]*$")
_CLAUSE = re.compile(r"[^,:]+")
_LEAD = re.compile(r"(?:其中|同时|例如|比如|又如|如|另|此外|并|该院|该系统|该平台)*")
_CONTINUES = re.compile(r"(?:其中|同时|并|共|累计|另|此外|[0-9]|经|已|现)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a sentence and where they begin in it."""

    start: int
    text: str


def periods_in(sentence: str) -> list[Phrase]:
    """The phrases of time in `sentence`, in order: 2024年以来, 自平台上线运行以来, 近两年来, 目前."""
    found: list[Phrase] = []
    for clause in _CLAUSE.finditer(sentence):
        text, offset = clause[0], clause.start()
        since = text.find("以来")
        if since > 0 and not text.startswith(("近年", "今年"), since - 2):
            found.append(_since(text[: since + 2], offset))
            text, offset = text[since + 2 :], offset + since + 2
        found.extend(Phrase(offset + match.start(), match[0]) for match in _PERIOD.finditer(text))
    return found


def _since(text: str, offset: int) -> Phrase:
    opening = _SINCE.search(text) or _PERIOD.search(text)
    start = opening.start() if opening else (_LEAD.match(text) or opening).end()  # type: ignore[union-attr]
    return Phrase(offset + start, text[start:])


def period_at(periods: list[Phrase], at: int) -> str:
    """The nearest of `periods` that begins before `at`."""
    index = bisect_right([phrase.start for phrase in periods], at)
    return periods[index - 1].text if index else ""


def continues(sentence: str, previous_end: str) -> bool:
    """Whether `sentence` goes on with what the previous one, ending in `previous_end`, was about."""
    return previous_end in {";", "；"} or _CONTINUES.match(sentence) is not None


_PLACE = r"(?:[\u4e00-\u9fff]{1,9}?(?:省|自治区|市|地区|区|县|州|盟|旗))"
_ORGAN = re.compile(
    rf"(?:^|[,:(])(?:其中|同时|例如|比如|又如|如|{_DATE}|今年以来|目前|以来|该院)*[,:]?"
    r"(?!指导|推动|督促|组织|联合|会同|邀请|协助|支持|向|对|由|将|与|和|经|在|为|根据|依托|通过|协同|针对|报|帮助)"
    rf"(?P<organ>(?:最高|{_PLACE}{{1,3}}|全[国省市区县州]|[省市区县州])(?:各级|两级|三级)?(?:人民检察院|检察院|检察机关)|两级检察院|全(?:国|省|市|区|县|州)(?=[^部面]))"
)
_AREA = re.compile(r"全(?:国|省|市|区|县|州)(?:共|已|共有)?$")


def organs_in(sentence: str) -> list[Phrase]:
    """The organs or areas that open a clause of `sentence` (its subjects), in order."""
    return [Phrase(match.start("organ"), match["organ"]) for match in _ORGAN.finditer(sentence)]


def scope_at(organs: list[Phrase], before: str) -> str:
    """Whose number it is: the area right before it (全省278所), or the nearest subject of the sentence; "" if not said."""
    area = _AREA.search(before[-6:])
    if area:
        return area[0][:2]
    index = bisect_right([phrase.start for phrase in organs], len(before))
    return organs[index - 1].text if index else ""
