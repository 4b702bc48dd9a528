"""Phrases of time: the period that a number belongs to, and what a change is measured against.

A period is as written, with the year it belongs to: in 2024年上半年120件,下半年150件 the second is 2024年下半年. It is
never borrowed from a baseline (较2022年), nor from the day of an event. Works on folded text with titles and quotations
blanked out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from reform_cases.sourcetext.quantities.numerals import YEAR as _YEAR_NUMBER

_TO = r"[至到~—–-]+"
_YEAR = rf"{_YEAR_NUMBER} ?年"
_MONTH = r"[0-9]{1,2} ?月(?:份)?"
_MONTHS = rf"(?:(?:[0-9]{{1,2}}(?: ?月)?{_TO})?{_MONTH})"
_DAY = r"[0-9]{1,2} ?[日号]"
_PART = r"(?:上半年|下半年|第?[一二三四]季度|前[一二三四五六七八九十0-9]{1,2}个月|前三季度|全年)"
_BEHIND = r"(?:底|末|初|期间|以来|以后|起)?"
WHEN = (
    rf"(?:{_YEAR}度?|上年度?|去年|前年|上一年度?|同期|往年|以往|前?[一二两三四五六七八九十]年(?=同|相|的|分|上|下|增|减|提|多|少|均)|上月|上季度"
    r"|(?:改革|试点|整改|整治|活动|治理|实施|上线)[之以]?前|此前)(?:同期|全年|同比)?"
)
_AGAINST = r"(?:较|比|与|同|(?<=[高低多少大小])于|超|过|出|是)于? ?"
BASELINE = rf"{_AGAINST}{WHEN}"
_BASIS = re.compile(
    rf"同比|环比|(?:相较|相比)于? ?{WHEN}(?:相比)?|{_AGAINST}{WHEN}(?:相比)?|(?:较|比|高于|低于)全[国省市区县]平均(?:水平)?"
)
_OTHER_BASELINE = re.compile(rf"(?:和|、|及|以及|与){WHEN}(?=的)")
_DATE = (
    rf"(?:(?:截至|截止|自|从|至|到)?{_YEAR}{_MONTH}?(?: ?{_DAY}){_BEHIND}{_TO}{_YEAR}?(?:{_MONTH})?(?: ?{_DAY})?"
    rf"|(?:截至|截止)?(?:{_YEAR_NUMBER}(?:年?{_TO}|[、和及]){_YEAR}(?:{_MONTH}(?: ?{_DAY})?)?|{_YEAR}(?:度|{_PART}|{_MONTHS}(?: ?{_DAY})?)?"
    rf"(?:{_TO}(?:{_YEAR}(?:{_MONTH}(?: ?{_DAY})?)?|{_MONTH}(?: ?{_DAY})?|今年{_MONTH}|今|案发))?))"
)
_YEARS = rf"{_YEAR}度?(?:(?:、|和|与|及|以及){_YEAR}度?)+"
_THIS_YEAR = rf"(?:截至|截止)?(?:今年|去年|当年|同年|本年度?)(?:{_PART}|同期|{_MONTHS}(?: ?{_DAY})?)?"
DATED = rf"(?:{_DATE}|{_THIS_YEAR}){_BEHIND}"
_PERIOD = re.compile(
    rf"(?=[0-9一二三四五六七八九十]{{1,4}} ?[年月至到~—–-]|[一二三四]季|[一二][〇零○一二三四五六七八九]{{3}}|[几两三四五六七八九十近]|[截自从至到今去当同本上下前第全目过])(?:(?P<years>{_YEARS})|(?P<part>(?<![年0-9])(?:截至|截止)?(?:{_PART}|{_MONTHS})(?! ?{_DAY})(?:底|末)?)"
    rf"|{DATED}"
    r"|截至目前|上年|近年来?|近?[几两三四五六七八九十0-9]{1,2}年来|(?:近|过去)[两三四五六七八九十0-9]{1,2}年来?|目前)"
)
_TIMELY = re.compile("[年月季]|目前|以来")
_DAY_OF_EVENT = re.compile(rf"(?<!截至)(?<!截止)(?:{_YEAR}|同年|今年){_MONTH} ?{_DAY}(?!{_TO})")
_EVENT = re.compile(rf"(?!截)[^至到~—–-]*{_DAY}$")
_WITH_YEAR = re.compile(rf"{_YEAR}|今年|去年|当年|本年")
_SINCE = re.compile(r"(?:自|从)[^,:;。]*$")
_CLAUSE = re.compile(r"[^,:]+")
_LEAD = re.compile(r"(?:其中|同时|例如|比如|又如|如|另|此外|并|该院|该系统|该平台)*")
_LONGEST = 60
_CONTINUES = re.compile(r"其中|同时|并|共|累计|另|此外|上半年|下半年")
_EACH_YEAR = re.compile(_YEAR)
_LAST_YEARS = re.compile(r"(?:近|过去)?([两三四五六七八九十3-9])年来?")
_COUNTS = "零一两三四五六七八九十"


class Period(NamedTuple):
    """A phrase of time that begins at `start`; `years` are the single years of a list (2022年、2023年)."""

    start: int
    text: str
    years: tuple[str, ...] = ()
    unsure: bool = False  # a part of a year that is not said


class Periods:
    """The periods of a sentence, in order."""

    def __init__(self, sentence: str, year_before: str = "", written: str = "") -> None:
        """`written` is `sentence` with its titles and quotations, which a period is shown with."""
        self.found: list[Period] = []
        self.tells_a_day = _TIMELY.search(sentence) is not None and _DAY_OF_EVENT.search(sentence) is not None
        if _TIMELY.search(sentence):
            blanked = _OTHER_BASELINE.sub(_blank, _BASIS.sub(_blank, sentence))
            found = (_as_written(one, written) for one in _found(blanked, year_before))
            self.found = [one for one in found if len(one.text) <= _LONGEST]
        self.starts = [one.start for one in self.found]

    def before(self, at: int) -> Period | None:
        """Return the nearest period that begins at or before `at`."""
        index = bisect_right(self.starts, at)
        return self.found[index - 1] if index else None

    @property
    def year(self) -> str:
        """The last year named, as written; "" when there is none."""
        years = [match[0] for one in self.found for match in [_WITH_YEAR.search(one.text)] if match]
        return years[-1] if years else ""


def years_in(period: str) -> int:
    """Return how many years a period such as 近三年来 spans; 0 for any other."""
    said = _LAST_YEARS.fullmatch(period)
    if said is None:
        return 0
    return int(said[1]) if said[1].isdigit() else _COUNTS.index(said[1])


def _as_written(period: Period, written: str) -> Period:
    """`period` with the words that were blanked out in it."""
    if not written or "□" not in period.text:
        return period
    return period._replace(text=written[period.start : period.start + len(period.text)])


def _blank(match: re.Match[str]) -> str:
    return "□" * len(match[0])


def _found(sentence: str, year: str) -> Iterator[Period]:
    for clause in _CLAUSE.finditer(sentence):
        text, offset = clause[0], clause.start()
        since = text.find("以来")
        if since > 0 and not text.startswith(("近年", "今年"), since - 2):
            yield _since(text[: since + 2], offset)
            text, offset = text[since + 2 :], offset + since + 2
        for match in _PERIOD.finditer(text):
            if match["part"] and not year:
                yield Period(offset + match.start(), match[0], unsure=True)
            elif match["part"]:
                yield Period(offset + match.start(), _dated(match["part"], year))
            elif match["years"]:
                years = tuple(_EACH_YEAR.findall(match[0]))
                yield Period(offset + match.start(), match[0], years)
            elif not _EVENT.match(match[0]):
                yield Period(offset + match.start(), match[0], _spanned(match[0]))
            named = _WITH_YEAR.search(match[0])
            year = named[0] if named else year


def _dated(part: str, year: str) -> str:
    """下半年 or 截至6月底 with its year."""
    lead = part[:2] if part.startswith(("截至", "截止")) else ""
    return f"{lead}{year}{part[len(lead) :]}"


def _spanned(text: str) -> tuple[str, ...]:
    """The single years of 2022年至2024年, when that is all it says."""
    bounds = re.fullmatch(rf"((?:19|20)[0-9]{{2}})年?{_TO}((?:19|20)[0-9]{{2}})年", text)
    if bounds is None or not 0 < int(bounds[2]) - int(bounds[1]) < 6:
        return ()
    return tuple(f"{year}年" for year in range(int(bounds[1]), int(bounds[2]) + 1))


def _since(text: str, offset: int) -> Period:
    opening = _SINCE.search(text) or _PERIOD.search(text)
    lead = _LEAD.match(text)
    start = opening.start() if opening else lead.end() if lead else 0
    return Period(offset + start, text[start:])


def basis_in(text: str) -> str:
    """Return what a change is measured against, as written last in `text` (同比, 较2021年); "" when it is not said."""
    found = [match[0] for match in _BASIS.finditer(text)]
    return found[-1] if found else ""


def continues(sentence: str, previous_end: str) -> bool:
    """Whether `sentence` goes on with what the previous one, ending in `previous_end`, was about."""
    return previous_end in {";", "；"} or _CONTINUES.match(sentence) is not None


def list_places(spans: list[tuple[int, int]], text: str, signs: frozenset[str]) -> list[tuple[int, int]]:
    """Return for each of `spans` its place in the run of those that only list signs part, and how many the run has."""
    ends = [
        index for index, (one, other) in enumerate(pairwise(spans)) if text[one[1] : other[0]] not in signs
    ]
    places: list[tuple[int, int]] = []
    for first, last in pairwise([-1, *ends, len(spans) - 1]):
        places += [(place, last - first) for place in range(last - first)]
    return places
