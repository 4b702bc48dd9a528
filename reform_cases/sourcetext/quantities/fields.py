"""What the sentence says about a number: kind, direction, status, the period and organ that govern it.

All functions work on folded text (ASCII digits and `,:;()`); `before` is the sentence up to the number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reform_cases.reference.units import ARRIVAL_WORDS, FALL_SIGNS, FALL_WORDS, RISE_SIGNS, RISE_WORDS
from reform_cases.sourcetext.quantities.tokens import Token

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
    match = _TREND.search(before[-24:].rstrip())
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


_YEAR = r"(?:19|20)[0-9]{2} ?年"
_DATE = (
    rf"(?:截至|截止)?(?:(?:19|20)[0-9]{{2}}(?:年?[至到~—-]+|[、和及])(?:19|20)[0-9]{{2}}年|{_YEAR}(?:度|[0-9]{{1,2}} ?月(?:[0-9]{{1,2}} ?日)?)?"
    rf"(?:[至到~—-]+(?:{_YEAR}(?:[0-9]{{1,2}} ?月(?:[0-9]{{1,2}} ?日)?)?|[0-9]{{1,2}} ?月(?:[0-9]{{1,2}} ?日)?|[0-9]{{1,2}} ?日|今年[0-9]{{1,2}} ?月|今|案发))?|(?:[0-9]{{1,2}}[至到~—-]+)?[0-9]{{1,2}} ?月(?:[0-9]{{1,2}} ?日)?)"
    r"(?:底|末|上半年|下半年|第?[一二三四]季度|前[一二三四五六七八九十0-9]{1,2}个月|期间|以来|以后)?"
)
_THIS_YEAR = (
    r"(?:截至|截止)?(?:今年|去年|当年|同年)(?:以来|上半年|同期|前[一二三四五六七八九十0-9]{1,2}个月"
    r"|[0-9]{1,2} ?月(?:[至到~—-][0-9]{1,2} ?月)?(?:底|末|以来)?)?"
)
_PERIOD = re.compile(
    rf"(?<![较比])(?:{_DATE}|截至目前|{_THIS_YEAR}|上年|近年来?"
    r"|近?[几两三四五六七八九十0-9]{1,2}年来|近[两三四五六七八九十0-9]{1,2}年来?|目前)"
)
_SINCE = re.compile(r"(?:自|从)[^,:;。]*$")
_CLAUSE = re.compile(r"[^,:]+")
_LEAD = re.compile(r"(?:其中|同时|例如|比如|又如|如|另|此外|并|该院|该系统|该平台)*")
_LONGEST = 60
_CONTINUES = re.compile(r"其中|同时|并|共|累计|另|此外")


class Phrases:
    """Words of a sentence with the places where they begin, in order; asks for the last one before a place."""

    def __init__(self, found: Iterable[tuple[int, str]] = ()) -> None:
        pairs = [(start, text) for start, text in found if len(text) <= _LONGEST]
        self.starts = [start for start, _ in pairs]
        self.texts = [text for _, text in pairs]

    def before(self, at: int) -> str:
        """The nearest words that begin at or before `at`; "" when there are none."""
        index = bisect_right(self.starts, at)
        return self.texts[index - 1] if index else ""


def periods_in(sentence: str) -> Phrases:
    """The phrases of time in `sentence`: 2024年以来, 自平台上线运行以来, 近两年来, 目前."""
    return Phrases(_periods(sentence))


def _periods(sentence: str) -> Iterator[tuple[int, str]]:
    for clause in _CLAUSE.finditer(sentence):
        text, offset = clause[0], clause.start()
        since = text.find("以来")
        if since > 0 and not text.startswith(("近年", "今年"), since - 2):
            yield _since(text[: since + 2], offset)
            text, offset = text[since + 2 :], offset + since + 2
        for match in _PERIOD.finditer(text):
            yield offset + match.start(), match[0]


def _since(text: str, offset: int) -> tuple[int, str]:
    opening = _SINCE.search(text) or _PERIOD.search(text)
    lead = _LEAD.match(text)
    start = opening.start() if opening else lead.end() if lead else 0
    return offset + start, text[start:]


def continues(sentence: str, previous_end: str) -> bool:
    """Whether `sentence` goes on with what the previous one, ending in `previous_end`, was about."""
    return previous_end in {";", "；"} or _CONTINUES.match(sentence) is not None


_PLACE = r"(?:[\u4e00-\u9fff]{1,9}?(?:省|自治区|市|地区|区|县|州|盟|旗))"
_ORGAN = re.compile(
    rf"(?:^|[,:(])(?:其中|同时|例如|比如|又如|如|{_DATE}|今年以来|目前|以来|该院)*[,:]?"
    r"(?!指导|推动|督促|组织|联合|会同|邀请|协助|支持|向|对|由|将|与|和|经|在|为|根据|依托|通过|协同|针对|报|帮助|交|请|让|使|被|把)"
    rf"(?P<organ>(?:最高|地方|{_PLACE}{{1,3}}|全[国省市区县州]|[省市区县州])(?:各级|两级|三级)?(?:人民检察院|检察院|检察机关)|两级检察院|全(?:国|省|市|区|县|州)(?=[^部面]))"
)
_AREA = re.compile(r"全(?:国|省|市|区|县|州)(?:共|已|共有)?$")


def organs_in(sentence: str) -> Phrases:
    """The organs or areas that open a clause of `sentence`: its subjects."""
    return Phrases((match.start("organ"), match["organ"]) for match in _ORGAN.finditer(sentence))


def scope_at(organs: Phrases, before: str, at: int) -> str:
    """Whose number the one at `at` is: the area right before it (全省278所), or the nearest subject; "" if not said."""
    area = _AREA.search(before[-6:])
    return area[0][:2] if area else organs.before(at)
