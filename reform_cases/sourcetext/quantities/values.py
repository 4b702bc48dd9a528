"""Numbers to decimals: the value in its unit, the normalised value, ranges and changes."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from reform_cases.sourcetext.quantities.changes import Change
from reform_cases.sourcetext.quantities.tokens import Token
from reform_cases.text.numerals import parse_number

_NEIGHBOURS = re.compile(r"(十?)([一二两三四五六七八])([二三四五六七八九])([十百千万亿]{0,2})")
_LARGE = "万亿"
_ONE_SCALE = re.compile(r"([^万亿]+)[万亿]+")


class Values(NamedTuple):
    """The numbers of one outcome, as in OutcomeText.

    A single `value` is written in `unit`, its 万 or 亿 left out (2.3亿元 -> 2.3) and in `base` (230000000); a joined
    numeral has no single scale (1亿2000万元 -> 120000000 in both). The two numbers of a range or a change carry their
    scale, since they may differ (8000元 to 1.2万元).
    """

    unit: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    start: Decimal | None = None
    end: Decimal | None = None
    base: Decimal | None = None

    @property
    def vague(self) -> bool:
        """Whether the text gives no definite number (数十万元, 几百人)."""
        return self.value is None and self.low is None and self.start is None

    @property
    def direction(self) -> str:
        """up or down for a change, "" otherwise."""
        if self.start is None or self.end is None or self.start == self.end:
            return ""
        return "up" if self.end > self.start else "down"


def values_of(item: Token | Change) -> Values | None:
    """Return the values of `item`; None when its numerals are no number after all."""
    if isinstance(item, Change):
        return _change(item)
    if item.form == "rank":
        place = parse_number(item.first)
        return Values("", value=place, base=place)
    if item.vague:
        return Values(item.unit)
    if item.second:
        return _range(item, item.first, item.second)
    neighbours = _NEIGHBOURS.fullmatch(item.first)
    if neighbours and parse_number(neighbours[3]) == (parse_number(neighbours[2]) or 0) + 1:
        ten, first, second, power = neighbours.groups()
        return _range(item, ten + first + power, ten + second + power)
    return _single(item)


def _single(token: Token) -> Values | None:
    whole = _scaled(token.first, token)
    scale = _ONE_SCALE.fullmatch(token.first)
    value = parse_number(scale[1]) if scale else whole if not token.scale else parse_number(token.first)
    if token.scale and not scale and any(sign in token.first for sign in _LARGE):
        value = whole
    if value is None or whole is None:
        return None
    if token.form == "fraction" and token.unit.endswith("分之"):
        parts = parse_number(token.unit.removesuffix("分之"))
        return (
            Values(token.unit, value=value, base=(100 * value / parts).quantize(Decimal("0.000001")))
            if parts
            else None
        )
    return Values(token.unit, value=value, base=whole * 10 if token.unit == "成" else whole)


def _range(token: Token, first: str, second: str) -> Values | None:
    low, high = _scaled(first, token), _scaled(second, token)
    if low is None or high is None:
        return None
    power = second[len(second.rstrip(_LARGE)) :]
    if power and first[-1] not in _LARGE:
        low *= parse_number(power) or 1
    return Values(token.unit, low=min(low, high), high=max(low, high))


def _change(change: Change) -> Values | None:
    first, last = _scaled(change.first.first, change.first), _scaled(change.last.first, change.last)
    if first is None or last is None:
        return None
    if change.first.unit == "成" and change.last.unit == "%":
        first *= 10
    elif change.first.unit == "%" and change.last.unit == "成":
        last *= 10
        return Values("%", start=first, end=last)
    return Values(change.last.unit, start=first, end=last)


def _scaled(numeral: str, token: Token) -> Decimal | None:
    """The value of `numeral` with the 万 behind the hedge (300余万元) and what is added behind the unit (九成半)."""
    value = parse_number(numeral + token.scale)
    if value is None or not token.tenth:
        return value
    return value + (Decimal("0.5") if token.tenth == "半" else (parse_number(token.tenth) or 0) / Decimal(10))
