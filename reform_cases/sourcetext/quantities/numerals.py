"""How a number is written in prose, as regular expressions: numerals of every kind, powers, units, hedges, dates.

They match text folded by `text.widths.fold`, spaces made plain. Every repetition is bounded or consumes what it reads,
so the time is linear in the length of the text.
"""

from __future__ import annotations

import re

from reform_cases.reference.regions import table
from reform_cases.reference.units import (
    AFTER_DIGITS,
    CURRENCIES,
    FIRST_NOUNS,
    MIDDLE_HEDGES,
    NOT_BEFORE,
    RANK_AREAS,
    SUFFIX_HEDGES,
    TIMES_OF,
    UNIT_CLASSES,
)

UNIT_CLASS: dict[str, str] = {unit: name for name, units in UNIT_CLASSES.items() for unit in units}


def any_of(words: tuple[str, ...] | list[str]) -> str:
    """Return a pattern for any of `words`, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _unit(unit: str) -> str:
    words = NOT_BEFORE.get(unit)
    if not words:
        return re.escape(unit)
    free = rf"(?<=[0-9余多 ]{unit})|" if unit in AFTER_DIGITS else ""
    return rf"{re.escape(unit)}(?:{free}(?!{words}))"


DIGITS = r"(?:[0-9]{1,3}(?:(?:[,'’][0-9]{3}){1,4}|(?: [0-9]{3}){1,4})(?![0-9])(?:\.[0-9]++)?|[0-9]++(?:\.[0-9]++)?)"
POWER = r"(?:千(?![克米瓦])|百(?!分[之点])|万(?!分之)|[十亿]){1,3}"
_HAN_SIGN = r"(?:[〇零○一二两三四五六七八九十亿]|百(?!分[之点])|千(?!分之|[克米瓦])|万(?!分之))"
_HAN = (
    rf"(?:{_HAN_SIGN}{{1,24}}(?:点[〇零一二三四五六七八九]{{1,6}}[百千万亿]{{0,3}})?"
    r"|[壹贰貳叁参肆伍陆柒捌玖拾][零壹贰貳叁参肆伍陆柒捌玖拾佰仟万亿]{1,20})"
)
_MIDDLE = any_of(MIDDLE_HEDGES)
# 1亿2000万, and 23亿7600 before 余万.
NUMBER = rf"(?:{DIGITS}(?: ?{POWER}(?: ?[零又]?(?:{DIGITS}|{_HAN})(?= ?(?:{_MIDDLE})?[十百千万亿])(?: ?{POWER})?){{0,3}}(?:(?<=万) ?[0-9]{{4}}(?![0-9,.]))?)?|{_HAN})"
UNIT = rf"(?:[{TIMES_OF}]次(?!要|序|日|年|月|生|级|数)|{'|'.join(map(_unit, sorted(UNIT_CLASS, key=len, reverse=True)))})"
TO = r"(?:至|到|[-—–~―]{1,2})"
POST = any_of(SUFFIX_HEDGES)
YEAR = r"(?:(?:19|20)[0-9]{2}|[一二][〇零○一二三四五六七八九]{3})"
_MONTH = r"(?:[0-9]{1,2}|十?[一二三四五六七八九]|十)"
_DAY = r"(?:[0-9]{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]) ?[日号]"
_ORDERED = "届期条款项号次批章节编卷页个名位季"

number_at = re.compile(NUMBER)
range_at = re.compile(rf" ?{TO} ?(?P<second>{NUMBER})")
tail_at = re.compile(
    rf" ?(?:个(?=[万亿]))?(?P<middle>{_MIDDLE})?(?P<scale>(?:千(?![克米瓦])|[百万亿](?!分)){{1,2}})? ?(?P<half>个半(?=月|小时|星期|学期))?"
    rf"(?P<unit>{UNIT})(?P<per>/[0-9]{{0,4}}(?:{UNIT}))?"
)
# 320余万资金, 200余 of something no table knows.
bare_tail_at = re.compile(
    r"(?P<middle>余)(?P<scale>[千百万亿]{1,2})?|(?P<several>多)?(?:个(?=[万亿]))?(?P<power>[百万亿]{1,2})"
)
currency_letters_at = re.compile(
    rf"(?:{any_of([word for word in CURRENCIES if word[0].isascii() and word[0].isalpha()])}) ?(?=[0-9])"
)
post_at = re.compile(POST)
half_at = re.compile(
    r"半(?![数年月天日个小])|[一二三四五六七八九](?=$|[,。;:、)”\s的以左上下升提增降减至到是])"
)
# What belongs to the numeral right before it, so that the two are one number that is written in no form known here.
sticks_at = re.compile(r"(?:[,.']?[0-9]|[〇零○一二两三四五六七八九十百千万亿点半])+")
unit_at = re.compile(f" ?(?:{UNIT})")
compound_at = re.compile(rf"[又零]?{NUMBER} ?(?P<unit>{UNIT}|角|毛)")
currency_before = re.compile(rf"(?:{any_of(list(CURRENCIES))})[ :]?$")
currency_after = re.compile(
    rf" ?(?:\((?P<inside>{any_of(list(CURRENCIES))})\)|(?P<bare>人民币|港币|美金))|整(?![改治合理修顿体])"
)
doubling_at = re.compile(r"翻了?(?P<times>[一两二三四])?番|翻了?一?倍")
half_words_at = re.compile(
    rf"(?:一半(?![径导])|(?:过|近)?半数|减半|折半)(?P<post>{POST})?|过半(?![个年小天月])"
)

form_at = re.compile(
    rf"(?P<date>{YEAR}(?: ?(?:年?{TO}|[、和及与]) ?{YEAR}){{0,6}} ?年(?:代|度)?(?: ?(?:{_MONTH}{TO})?{_MONTH} ?月(?: ?{_DAY})?)?"
    rf"|[0-9]{{2}}年代|(?:[0-9]{{1,2}}{TO})?[0-9]{{1,2}} ?月(?: ?{_DAY})?(?:{TO}{_DAY})?"
    r"|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?![0-9])|[0-9]{1,2} ?时[0-9]{1,2} ?分(?!钟)|[0-2]?[0-9]:[0-5][0-9](?![0-9.]))"
    r"|(?P<chain>[0-9一二三四五六七八九十]{1,6}(?:\+[0-9A-Za-z一二三四五六七八九十]{1,6}){1,9})"
    rf"|(?P<fraction>(?P<parts>[一二三四五六七八九十百千万0-9]{{1,4}})分之 ?(?P<share>{NUMBER})"
    rf"(?:{TO}(?:(?P=parts)分之)?(?P<share2>{NUMBER}))?(?P<share_post>{POST})?)"
)
document_at = re.compile(r"[〔\[(][0-9]{4}[〕\])][^\s,。;、《》〔\[(【]{0,12}?[0-9]{1,8}号")
ordinal_at = re.compile(
    rf"第 ?(?P<digits>[0-9]+)(?:[{_ORDERED}]?[至到、—-]第?[0-9]+)?(?P<of>[{_ORDERED}])?|第(?P<han>{_HAN})(?:[{_ORDERED}]?[至到、—-]第?{_HAN})?(?P<han_of>[{_ORDERED}])"
)
code_at = re.compile(
    rf"[A-Za-z]{{1,12}}(?! ?{DIGITS}(?: ?{POWER})? ?[余多]?(?:{UNIT}))[-/ ]?[0-9][0-9A-Za-z]*(?:[-./+—–][0-9A-Za-z]+)*"
)
rank_at = re.compile(
    rf"首[{FIRST_NOUNS}]|[第前](?P<place>[一二三四五六七八九十0-9]{{1,4}})(?:[名位个家例]|(?![一二三四五六七八九十0-9])(?=$|[,。;:、)”\s的和]))"
)


def _areas() -> str:
    provinces = [division.name for division in table().values() if division.level == "province"]
    short = [re.sub(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$", "", name) for name in provinces]
    return any_of([*RANK_AREAS, *provinces, *short])


_PLACES = r"(?:[至到]?第[0-9一二三四五六七八九十]{1,3}[名位]?(?:、|和|与|及))*"
# 位列第三, 分列第2和第1: it is placed, whatever the area.
placed = re.compile(rf"(?:分列|分居|位[列居]|[名并]列|排名|排在|跃居)(?:分别|均|为|在|至)?{_PLACES}$")
rank_area = re.compile(rf"(?:{_areas()})(?:检察机关|检察系统|系统|范围内)?$")
