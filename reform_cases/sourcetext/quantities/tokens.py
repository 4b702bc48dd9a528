"""Number tokens: every place of a text where a number stands, with its unit and hedges, or its form as a date or label.

A number is announced by its first character: 首 第 前 a rank or an ordinal, a bracket a dated document number, a letter a
code (GB20426-2006), 翻 半 一 a number in words (翻了一番, 一半), a numeral a date, a chain (1+20+N), a fraction or a
quantity, tried in this order. A numeral is read whole: what touches another one, in no form known here, is the token
unread, which covers both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from reform_cases.reference.regions import table
from reform_cases.reference.units import (
    CURRENCIES,
    HEDGE_NOT_AFTER,
    MONEY_NOUNS,
    NOT_AFTER_CHINESE,
    OPEN_NUMERALS,
    PREFIX_HEDGES,
    SAME_UNIT,
    VAGUE_PREFIXES,
)
from reform_cases.sourcetext.quantities import numerals
from reform_cases.sourcetext.quantities.numerals import UNIT_CLASS

_ASCII = re.compile(r"[\x00-\x7f]")


class Token(NamedTuple):
    """A number in a folded text; offsets count characters of that text.

    `form` is quantity, fraction, rank, date, ordinal, document, chain, code or unread; the other fields are filled for
    quantities, fractions and ranks: `first` (and `second`, of a range) as written with their 万 or 亿, `scale` a 万 that
    stands behind the hedge (300余万元), `tenth` what is added behind the unit (九成半, 两年半), `hedge` all hedges in
    order, joined by 、, `vague` tells that 数 or 几 leaves the number open (数十万元), `direction` is up or down where
    sign or word of the number itself says so (-19.7%, 翻了一番).
    """

    start: int
    end: int
    form: str
    first: str = ""
    second: str = ""
    scale: str = ""
    unit: str = ""
    tenth: str = ""
    hedge: str = ""
    vague: bool = False
    direction: str = ""

    @property
    def unit_class(self) -> str:
        """The class of the unit in reference.units; of 元/吨 that of 元, of 趟次 that of 趟."""
        return _class_of(self.unit)

    @property
    def chinese(self) -> bool:
        """Whether the number is written in Chinese numerals only."""
        return not _ASCII.search(self.first + self.second)


@lru_cache(maxsize=1024)
def _class_of(unit: str) -> str:
    counted = unit.partition("/")[0]
    return UNIT_CLASS.get(counted) or UNIT_CLASS.get(counted.removesuffix("次"), "")


_TRIGGER = re.compile(
    r"[0-9〇零○一二两三四五六七八九十百千万亿壹贰貳叁参肆伍陆柒捌玖拾第首前翻半〔\[(A-Za-z]"
)
_LETTERS = re.compile("[A-Za-z]+")
_LAST_LETTERS = re.compile(r"[A-Za-z$]+ ?$")
_FRACTION_UNITS = {"百": "%", "千": "‰"}
_WORD_BEFORE_ONE = "统唯专同进逐归划之惟单万合其某任第另"
_HEDGES_ENDING = {
    last: tuple(hedge for hedge in PREFIX_HEDGES if hedge.endswith(last))
    for last in {hedge[-1] for hedge in PREFIX_HEDGES}
}
_POWER_FIRST = "十百千万亿"
_HAN_NUMERALS = "〇零○一二两三四五六七八九十百千万亿点"
_TO_SIGNS = " 至到-—–~―"
_CURRENCY_ENDS = "".join({word[-1] for word in CURRENCIES}) + " :"
_COMPOUNDS = frozenset({"time", "measure", "money", "age"})
_MORE_BEHIND = frozenset({"元", "倍", "年", "天", "小时", "公里", "亩", "吨", "成"})
_SIGNS = {"+": "up", "↑": "up", "-": "down", "−": "down", "—": "down", "↓": "down"}
_SIGNED = re.compile(r"(?:[同环]比|增长|增速|增幅|降幅|率|量|数|额)[ :]?$")
_MONEY_BEFORE = re.compile(rf"(?:{MONEY_NOUNS}|投入|拨付|筹集|斥资)(?:共计|合计|达|约|近|超|逾)?$")
_NO_MONEY_AFTER = re.compile("警力|人力|干警|兵力|人工|网格|志愿")
_MONEY_AFTER = re.compile(rf"(?:{MONEY_NOUNS})")
_DOUBLED = {"": "100", "一": "100", "两": "300", "二": "300", "三": "700", "四": "1500"}


def find_tokens(text: str) -> Iterator[Token]:
    """Yield the number tokens of the folded `text`, in order, without overlap.

    Every ASCII digit lies in a token. A Chinese numeral is a token when a unit follows and it is not part of an
    ordinary word (统一, 唯一, 十分).
    """
    at = reached = 0
    held: Token | None = None  # a bare number, until it is sure that it is not the beginning of 1 20件
    while trigger := _TRIGGER.search(text, at):
        token, at = _read(text, trigger.start(), reached)
        if token is None:
            continue
        reached = token.end
        if held and _apart(text, held, token):
            token, held = Token(held.start, token.end, "unread"), None
        if held:
            yield held
        held = token if token.form == "quantity" and not token.unit else None
        if not held:
            yield token
    if held:
        yield held


def _apart(text: str, one: Token, other: Token) -> bool:
    """Whether only a space parts two rows of digits."""
    between = text[one.end - 1 : other.start + 1]
    return len(between) == 3 and between[1] == " " and between[0].isdigit() and between[2].isdigit()


def _read(text: str, at: int, reached: int) -> tuple[Token | None, int]:
    """The token that the character at `at` announces, if any, and where to go on."""
    sign = text[at]
    if sign in "首前第":
        token = _rank(text, at, reached) or _ordinal(text, at)
        return token, token.end if token else at + 1
    if sign in "〔[(":
        token = _plain("document", numerals.document_at.match(text, at))
        return token, token.end if token else at + 1
    if sign.isascii() and sign.isalpha():
        if currency := numerals.currency_letters_at.match(text, at):
            return None, currency.end()
        token = _plain("code", numerals.code_at.match(text, at))
        letters = _LETTERS.match(text, at)
        return token, token.end if token else letters.end() if letters else at + 1
    if sign in "翻一半" and (token := _in_words(text, at, reached)):
        return token, token.end
    form = numerals.form_at.match(text, at)
    if form is None:
        return _quantity(text, at, reached)
    if form.lastgroup in {"date", "chain"}:
        return _plain(form.lastgroup, form), form.end()
    token = _fraction(text, form, reached)
    return token, token.end


def _plain(form: str, match: re.Match[str] | None) -> Token | None:
    return Token(match.start(), match.end(), form) if match else None


def _ordinal(text: str, at: int) -> Token | None:
    match = numerals.ordinal_at.match(text, at)
    if match is None:
        return None
    place = (match["digits"] or match["han"]) if (match["of"] or match["han_of"]) in ("位", "名") else ""
    return Token(at, match.end(), "ordinal", first=place)


def _rank(text: str, at: int, reached: int) -> Token | None:
    """A first or a place among others: the area it holds for stands before it (全国首个, 全省第二), or 位列, 分列."""
    match = numerals.rank_at.match(text, at)
    if match is None:
        return None
    low = max(reached, at - 20)
    area = numerals.rank_area.search(text[low:at])
    alone = text[at] == "第" or match[0] == "首位"
    if area is None and not (alone and numerals.placed.search(text, max(0, at - 20), at)):
        return None
    return Token(low + area.start() if area else at, match.end(), "rank", first=match["place"] or "1")


def _in_words(text: str, at: int, reached: int) -> Token | None:
    """翻了一番 and 一半, as 100 % up and 50 %."""
    doubled = numerals.doubling_at.match(text, at)
    if doubled:
        percent = _DOUBLED[doubled["times"] or ""]
        return Token(at, doubled.end(), "quantity", first=percent, unit="%", direction="up")
    start = at - (text[at - 1 : at] in ("减", "折", "过", "近") and text[at] == "半" and at > reached)
    half = numerals.half_words_at.match(text, start)
    if half is None:
        return None
    fall = "down" if text[start] in "减折" else ""
    hedge = "、".join(
        filter(None, (half[0][0] if half[0][0] in "过近" else "", half["post"] if "数" in half[0] else ""))
    )
    token = Token(start, half.end(), "quantity", first="50", unit="%", hedge=hedge, direction=fall)
    return token if fall or start < at else _hedged(text, token._replace(hedge=half["post"] or ""), reached)


def _fraction(text: str, match: re.Match[str], reached: int) -> Token:
    unit = _FRACTION_UNITS.get(match["parts"], f"{match['parts']}分之")
    token = Token(
        match.start(),
        match.end(),
        "fraction",
        match["share"],
        match["share2"] or "",
        unit=unit,
        hedge=match["share_post"] or "",
    )
    return _stuck(text, token, reached) or _hedged(text, token, reached)


def _quantity(text: str, at: int, reached: int) -> tuple[Token | None, int]:
    """The quantity that begins at `at`, if any, and where to go on."""
    number = numerals.number_at.match(text, at)
    if number is None:
        return None, at + 1
    token = _with_tail(text, Token(at, number.end(), "quantity", first=number[0]))
    if not number[0][0].isascii() and _is_word(text, token):
        return None, token.end
    stuck = _stuck(text, token, reached)
    if stuck:
        return stuck, stuck.end
    token = _signed(text, _of_money(text, _hedged(text, token, reached), reached), reached)
    return token, token.end


def _with_tail(text: str, token: Token) -> Token:
    """`token` with the second number of a range, unit, and the hedges around the unit."""
    ranged = (
        numerals.range_at.match(text, token.end) if text[token.end : token.end + 1] in _TO_SIGNS else None
    )
    if ranged:
        token = token._replace(second=ranged["second"], end=ranged.end())
    tail = numerals.tail_at.match(text, token.end)
    if tail is None:
        return _with_bare_tail(text, token)
    if (
        text[tail.end() : tail.end() + 1] in _TO_SIGNS
        and not ranged
        and text[token.start - 1 : token.start] not in ("从", "由")
    ):
        other = numerals.range_at.match(text, tail.end("unit"))
        following = numerals.tail_at.match(text, other.end()) if other else None
        if other and following and following["unit"] == tail["unit"]:
            token, tail = token._replace(second=other["second"]), following
    unit = SAME_UNIT.get(tail["unit"], tail["unit"])
    half = numerals.half_at.match(text, tail.end("unit")) if unit in ("成", "倍", "年", "天") else None
    end = half.end() if half else tail.end("per" if tail["per"] else "unit")
    later = "多" if unit in _MORE_BEHIND and text.startswith("多", end) else ""
    post = numerals.post_at.match(text, end + len(later))
    middle, scale, per, more = tail.group("middle", "scale", "per", "half")
    return token._replace(
        end=post.end() if post else end + len(later),
        scale=scale or "",
        unit=unit + per if per else unit,
        tenth=half[0] if half else "半" if more else "",
        hedge=_listed(middle, later, post[0] if post else ""),
    )


def _listed(*hedges: str | None) -> str:
    return "、".join(hedge for hedge in hedges if hedge)


def _with_bare_tail(text: str, token: Token) -> Token:
    """`token` with the hedge behind it where no unit follows: 320余万资金."""
    tail = numerals.bare_tail_at.match(text, token.end) if not token.second else None
    if tail is None:
        return token
    hedge, scale = tail["middle"] or tail["several"] or "", tail["scale"] or tail["power"] or ""
    return token._replace(end=tail.end(), hedge=hedge, scale=scale)


def _is_word(text: str, token: Token) -> bool:
    """Whether a numeral that begins in Chinese is an ordinary word rather than a number with its unit."""
    if any(character.isascii() and character.isdigit() for character in token.first + token.second):
        return False
    unit, start = token.unit, token.start
    if not unit or unit in NOT_AFTER_CHINESE or text[start - 1 : start] == "第":
        return True
    if start and token.first[0] == "一" and text[start - 1] in _WORD_BEFORE_ONE:
        return True
    return text.startswith(_NUMERAL_PLACES, start)


def _numeral_places() -> tuple[str, ...]:
    names = {
        division.name for division in table().values() if division.name[0] in "一二三四五六七八九十百千万"
    }
    return tuple(sorted(names | {name[:-1] for name in names if len(name) > 3}))


_NUMERAL_PLACES = _numeral_places()


def _stuck(text: str, token: Token, reached: int) -> Token | None:
    """The token unread when `token` touches a numeral, or another quantity of its kind, that it does not hold."""
    start, end = _numeral_before(text, token.start, reached), token.end
    if token.unit_class in _COMPOUNDS:
        while (other := numerals.compound_at.match(text, end)) and (
            UNIT_CLASS.get(other["unit"], "money") == token.unit_class
        ):
            end = other.end()
    elif (not token.unit or token.form == "fraction") and (rest := numerals.sticks_at.match(text, end)):
        unit = numerals.unit_at.match(text, rest.end())
        end = unit.end() if unit else rest.end()
    if (start, end) == (token.start, token.end):
        return None
    # What the rules say of 七年至三年六个月 they can say by its unit.
    return Token(start, end, "quantity" if token.unit_class == "time" else "unread", unit=token.unit)


def _numeral_before(text: str, at: int, reached: int) -> int:
    """Where the numeral characters that stand right before `at`, in no token, begin."""
    start = at
    while start > reached and text[start - 1] in _HAN_NUMERALS:
        start -= 1
    if text[start : start + 1] == "点" or (start and start < at and text[start - 1] in _WORD_BEFORE_ONE):
        return at
    if start == reached > 1 and text[at - 1] in ".," and text[at - 2].isdigit():
        return at - 1
    return start


def _hedged(text: str, token: Token, reached: int) -> Token:
    """`token` begun where the hedges and the currency before it begin."""
    start, hedges = _prefix(text, token.start, reached, token.first)
    vague = start < token.start and text[token.start - 1] in OPEN_NUMERALS
    currency = None
    if text[start - 1 : start] in _CURRENCY_ENDS:
        currency = numerals.currency_before.search(text, max(reached, start - 4), start)
    unit = token.unit
    if currency and unit in ("", "元"):
        unit = CURRENCIES[currency[0].rstrip(" :")]
        start, before = _prefix(text, currency.start(), reached, "0")
        hedges = before + hedges
    if start == token.start and not hedges:
        return token
    hedge = _listed(*hedges, token.hedge)
    return token._replace(start=start, hedge=hedge, unit=unit, vague=vague)


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


def _of_money(text: str, token: Token, reached: int) -> Token:
    """`token` with the currency behind it, or with 元 where a bare 320余万 counts 资金 and the like."""
    if token.unit == "元" and (after := numerals.currency_after.match(text, token.end)):
        return token._replace(end=after.end(), unit=CURRENCIES[after["inside"] or after["bare"] or "人民币"])
    if token.unit or not (token.scale or token.first[-1] in _POWER_FIRST):
        return token
    low = max(reached, token.start - 8)
    given = _MONEY_BEFORE.search(text[low : token.start]) and not _NO_MONEY_AFTER.match(text, token.end)
    if given or _MONEY_AFTER.match(text, token.end):
        return token._replace(unit="元")
    return token


def _signed(text: str, token: Token, reached: int) -> Token:
    """`token` with the sign before it, or the arrow behind it: 同比-19.7%, ↓4.5个百分点, 4.5%↑."""
    if token.unit and text[token.end : token.end + 1] in ("↑", "↓"):
        return token._replace(end=token.end + 1, direction=_SIGNS[text[token.end]])
    at = token.start - 1
    direction = _SIGNS.get(text[at : token.start]) if at >= reached else None
    if direction is None:
        return token
    before = text[max(0, at - 4) : at]
    arrow = text[at] in "↑↓"
    if not arrow and (before[-1:].isalnum() and before[-1:].isascii()):
        return token
    if (
        arrow
        or _SIGNED.search(before)
        or (token.unit_class == "percent" and text[at] in "+-−" and before[-1:] not in "至到-")
    ):
        return token._replace(start=at, direction=direction)
    return token
