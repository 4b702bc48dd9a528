"""Number tokens: every place of a text where a number stands, with its unit and hedges, or its form as a date or label.

Works on text folded by `text.widths.fold` (ASCII digits, same length). A number is announced by its first character:
首 第 前 a rank or an ordinal, a bracket a dated document number, a letter a code (GB20426-2006), a numeral a date, a
chain (1+20+N), a fraction or a quantity, tried in this order. Every repetition in a pattern is bounded or consumes
what it reads, so the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reform_cases.reference.regions import table
from reform_cases.reference.units import (
    FIRST_NOUNS,
    HEDGE_NOT_AFTER,
    MIDDLE_HEDGES,
    NOT_AFTER_CHINESE,
    NOT_BEFORE,
    OPEN_NUMERALS,
    PREFIX_HEDGES,
    RANK_AREAS,
    SAME_UNIT,
    SUFFIX_HEDGES,
    UNIT_CLASSES,
    VAGUE_PREFIXES,
)

UNIT_CLASS: dict[str, str] = {unit: name for name, units in UNIT_CLASSES.items() for unit in units}


@dataclass(frozen=True, slots=True)
class Token:
    """A number in a folded text; offsets count characters of that text.

    `form` is quantity, fraction, rank, date, ordinal, document, chain or code; the other fields are filled for
    quantities and fractions: `first` (and `second`, of a range) as written with their 万 or 亿, `scale` a 万 that
    stands behind the hedge (300余万元), `hedge` all hedges in order, joined by 、, and `vague` tells that 数 or 几 leaves the
    number open (数十万元).
    """

    start: int
    end: int
    form: str
    first: str = ""
    second: str = ""
    scale: str = ""
    unit: str = ""
    hedge: str = ""
    vague: bool = False

    @property
    def unit_class(self) -> str:
        """The class of the unit in reference.units; of 元/吨 that of 元."""
        return UNIT_CLASS.get(self.unit) or (
            UNIT_CLASS.get(self.unit.partition("/")[0], "") if self.unit else ""
        )

    @property
    def chinese(self) -> bool:
        """Whether the number is written in Chinese numerals only."""
        return not any(character.isascii() for character in self.first + self.second)


def _any(words: tuple[str, ...] | list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _areas() -> str:
    provinces = [division.name for division in table().values() if division.level == "province"]
    short = [re.sub(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$", "", name) for name in provinces]
    return _any([*RANK_AREAS, *provinces, *short])


_UNIT = "|".join(
    re.escape(unit) + (f"(?!{NOT_BEFORE[unit]})" if NOT_BEFORE.get(unit) else "")
    for unit in sorted(UNIT_CLASS, key=len, reverse=True)
)
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9])(?:\.[0-9]++)?|[0-9]++(?:\.[0-9]++)?)"
_POWER = r"(?: ?(?:千(?![克米瓦])|[百万](?!分[之点])|[十亿])){0,3}"
_HAN = r"(?:[〇零○一二两三四五六七八九十亿]|百(?!分[之点])|千(?!分之|[克米瓦])|万(?!分之)){1,16}"
_NUMBER = f"(?:{_DIGITS}{_POWER}|{_HAN})"
_TO = r"(?:至|到|[-—–~―]{1,2})"
_MIDDLE = _any(MIDDLE_HEDGES)
_YEAR = r"(?:(?:19|20)[0-9]{2}|[一二][〇零○一二三四五六七八九]{3})"
_MONTH = r"(?:[0-9]{1,2}|十?[一二三四五六七八九]|十)"
_DAY = r"[0-9]{1,2} ?[日号]"
_ORDERED = "届期条款项号次批章节编卷页个名位季"

_RANK = re.compile(rf"首[{FIRST_NOUNS}]|[第前](?P<place>[一二三四五六七八九十0-9]{{1,4}})[名位个家例]?")
_RANK_AREA = re.compile(rf"(?:{_areas()})(?:检察机关|检察系统|系统|范围内)?$")
_DOCUMENT = re.compile(r"[〔\[(][0-9]{4}[〕\])][^\s,。;、《》〔\[(【]{0,12}?[0-9]{1,8}号")
_ORDINAL = re.compile(
    rf"第 ?[0-9]+(?:[至到、—-]第?[0-9]+)?[{_ORDERED}]?|第{_HAN}(?:[至到、—-]第?{_HAN})?[{_ORDERED}]"
)
_CODE = re.compile(
    rf"[A-Za-z]{{1,12}}(?!{_DIGITS}{_POWER} ?[余多]?(?:{_UNIT}))[-/ ]?"
    r"[0-9][0-9A-Za-z]*(?:[-./+—–][0-9A-Za-z]+)*"
)
_NUMERAL_FORMS = {
    "date": (
        rf"{_YEAR}(?: ?(?:年?{_TO}|[、和及与]) ?{_YEAR}){{0,6}} ?年(?:代|度)?(?: ?(?:{_MONTH}{_TO})?{_MONTH} ?月(?: ?{_DAY})?)?"
        rf"|[0-9]{{2}}年代|(?:[0-9]{{1,2}}{_TO})?[0-9]{{1,2}} ?月(?: ?{_DAY})?(?:{_TO}{_DAY})?"
        r"|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?![0-9])|[0-9]{1,2} ?时[0-9]{1,2} ?分(?!钟)|[0-2]?[0-9]:[0-5][0-9](?![0-9.])"
    ),
    "chain": r"[0-9一二三四五六七八九十]{1,6}(?:\+[0-9A-Za-z一二三四五六七八九十]{1,6}){1,9}",
    "fraction": rf"(?P<parts>[一二三四五六七八九十百千万0-9]{{1,4}})分之(?P<share>{_NUMBER})(?P<share_post>{_any(SUFFIX_HEDGES)})?",
    "quantity": (
        rf"(?:(?<![从由])(?P<a>{_NUMBER}) ?(?P<a_unit>{_UNIT}){_TO}(?P<a2>{_NUMBER})(?= ?(?:{_MIDDLE})?(?P=a_unit))"
        rf"|(?P<b>{_NUMBER}) ?{_TO} ?(?P<b2>{_NUMBER})|(?P<c>{_NUMBER}))"
        rf"(?: ?(?P<middle>{_MIDDLE})?(?P<scale>(?:千(?![克米瓦])|[百万亿](?!分)){{1,2}})? ?(?P<unit>{_UNIT})(?P<per>/(?:{_UNIT}))?(?P<post>{_any(SUFFIX_HEDGES)})?)?"
    ),
}
_NUMERAL = re.compile("|".join(f"(?P<{form}>{pattern})" for form, pattern in _NUMERAL_FORMS.items()))
_TRIGGER = re.compile(r"[0-9〇零○一二两三四五六七八九十百千万亿第首前〔\[(A-Za-z]")
_LETTERS = re.compile("[A-Za-z]+")
_FRACTION_UNITS = {"百": "%", "千": "‰"}
_WORD_BEFORE_ONE = "统唯专同进逐归划之惟单万合"
_HEDGES_ENDING = {
    last: tuple(hedge for hedge in PREFIX_HEDGES if hedge.endswith(last))
    for last in {hedge[-1] for hedge in PREFIX_HEDGES}
}
_POWER_FIRST = "十百千万亿"


def find_tokens(text: str) -> Iterator[Token]:
    """The number tokens of the folded `text`, in order, without overlap.

    Every ASCII digit lies in a token. A Chinese numeral is a token when a unit follows and it is not part of an
    ordinary word (统一, 唯一, 十分).
    """
    at = reached = 0
    while trigger := _TRIGGER.search(text, at):
        token, at = _read(text, trigger.start(), reached)
        if token is not None:
            reached = token.end
            yield token


def _read(text: str, at: int, reached: int) -> tuple[Token | None, int]:
    """The token that the character at `at` announces, if any, and where to go on."""
    sign = text[at]
    if sign in "首前第":
        token = _rank(text, at, reached) or _plain("ordinal", _ORDINAL.match(text, at))
        return token, token.end if token else at + 1
    if sign in "〔[(":
        token = _plain("document", _DOCUMENT.match(text, at))
        return token, token.end if token else at + 1
    if sign.isascii() and sign.isalpha():
        token = _plain("code", _CODE.match(text, at))
        letters = _LETTERS.match(text, at)
        return token, token.end if token else letters.end() if letters else at + 1
    match = _NUMERAL.match(text, at)
    if match is None:
        return None, at + 1
    if match.lastgroup == "quantity":
        return _quantity(text, match, reached), match.end()
    if match.lastgroup == "fraction":
        return _fraction(text, match, reached), match.end()
    return _plain(match.lastgroup or "", match), match.end()


def _plain(form: str, match: re.Match[str] | None) -> Token | None:
    return Token(match.start(), match.end(), form) if match else None


def _rank(text: str, at: int, reached: int) -> Token | None:
    """A first or a place among others, when the area it holds for stands before it: 全国首个, 全省第二."""
    match = _RANK.match(text, at)
    low = max(reached, at - 20)
    area = _RANK_AREA.search(text[low:at]) if match else None
    if match is None or area is None:
        return None
    return Token(low + area.start(), match.end(), "rank", first=match["place"] or "1")


def _quantity(text: str, match: re.Match[str], reached: int) -> Token | None:
    first = match["a"] or match["b"] or match["c"]
    second = match["a2"] or match["b2"] or ""
    unit = SAME_UNIT.get(match["unit"], match["unit"] or "")
    start = match.start()
    if not (first + second)[0].isascii() and _is_word(text, start, unit, first + second):
        return None
    start, prefix = _prefix(text, start, reached, first)
    return Token(
        start,
        match.end(),
        "quantity",
        first,
        second,
        match["scale"] or "",
        unit + (match["per"] or ""),
        "、".join(filter(None, (*prefix, match["middle"], match["post"]))),
        vague=start < match.start() and text[match.start() - 1] in OPEN_NUMERALS,
    )


def _numeral_places() -> tuple[str, ...]:
    names = {
        division.name for division in table().values() if division.name[0] in "一二三四五六七八九十百千万"
    }
    return tuple(sorted(names | {name[:-1] for name in names if len(name) > 3}))


_NUMERAL_PLACES = _numeral_places()


def _is_word(text: str, start: int, unit: str, numerals: str) -> bool:
    """Whether a numeral that begins in Chinese is an ordinary word rather than a number with its unit."""
    if any(character.isascii() and character.isdigit() for character in numerals):
        return False
    if not unit or unit in NOT_AFTER_CHINESE or (start > 0 and text[start - 1] in _WORD_BEFORE_ONE):
        return True
    return text.startswith(_NUMERAL_PLACES, start)


def _fraction(text: str, match: re.Match[str], reached: int) -> Token:
    start, prefix = _prefix(text, match.start(), reached, match["parts"])
    unit = _FRACTION_UNITS.get(match["parts"], f"{match['parts']}分之")
    hedge = "、".join(filter(None, (*prefix, match["share_post"])))
    return Token(start, match.end(), "fraction", first=match["share"], unit=unit, hedge=hedge)


def _prefix(text: str, start: int, reached: int, numeral: str) -> tuple[int, list[str]]:
    """Where the number begins when the hedges before it belong to it, and those hedges in order."""
    hedges: list[str] = []
    if numeral[0] in _POWER_FIRST and start > reached and text[start - 1] in VAGUE_PREFIXES:
        start -= 1
        hedges.append(text[start])
    for hedge in _HEDGES_ENDING.get(text[start - 1 : start], ()):
        begin = start - len(hedge)
        if begin >= reached and text.startswith(hedge, begin):
            if begin and text[begin - 1] in HEDGE_NOT_AFTER.get(hedge, ""):
                break
            return begin, [hedge, *hedges]
    return start, hedges
