"""Numbers to decimals: the value in its unit, the normalised value, ranges and changes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from reform_cases.sourcetext.quantities.changes import Change
from reform_cases.sourcetext.quantities.tokens import Token
from reform_cases.text.numerals import parse_number

_NEIGHBOURS = re.compile(r"(十?)([一二两三四五六七八])([二三四五六七八九])([十百千万亿]{0,2})")
_LARGE = "万亿"


@dataclass(frozen=True, slots=True)
class Values:
    """The numbers of one outcome, as in OutcomeText.

    A single `value` is written in `unit`, its 万 or 亿 left out (2.3亿元 -> 2.3) and in `base` (230000000); the two
    numbers of a range or a change carry theirs, since they may differ (8000元 to 1.2万元).
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
    """The values of `item`; None when its numerals are no number after all."""
    if isinstance(item, Change):
        return _change(item)
    if item.form == "rank":
        place = parse_number(item.first)
        return Values("", value=place, base=place)
    unit = item.unit.replace("个百分点", "百分点")
    if item.vague:
        return Values(unit)
    if item.second:
        return _range(unit, _scaled(item.first, item), _scaled(item.second, item), item)
    neighbours = _NEIGHBOURS.fullmatch(item.first)
    if neighbours and parse_number(neighbours[3]) == (parse_number(neighbours[2]) or 0) + 1:
        ten, first, second, power = neighbours.groups()
        return _range(unit, _scaled(ten + first + power, item), _scaled(ten + second + power, item), item)
    return _single(unit, item)


def _single(unit: str, token: Token) -> Values | None:
    written = token.first.rstrip(_LARGE) or token.first
    value, whole = parse_number(written), _scaled(token.first, token)
    if value is None or whole is None:
        return None
    if token.form == "fraction" and unit.endswith("分之"):
        parts = parse_number(unit.removesuffix("分之")) or Decimal(0)
        return (
            Values(unit, value=value, base=(100 * value / parts).quantize(Decimal("0.000001")))
            if parts
            else None
        )
    return Values(unit, value=value, base=whole * 10 if unit == "成" else whole)


def _range(unit: str, low: Decimal | None, high: Decimal | None, token: Token) -> Values | None:
    if low is None or high is None:
        return None
    power = token.second[len(token.second.rstrip(_LARGE)) :]
    if power and token.first[-1] not in _LARGE:
        low *= parse_number(power) or 1
    return Values(unit, low=min(low, high), high=max(low, high))


def _change(change: Change) -> Values | None:
    first, last = _scaled(change.first.first, change.first), _scaled(change.last.first, change.last)
    if first is None or last is None:
        return None
    return Values(change.last.unit.replace("个百分点", "百分点"), start=first, end=last)


def _scaled(numeral: str, token: Token) -> Decimal | None:
    """The value of `numeral` with its own 万 and with the 万 behind the hedge (300余万元)."""
    value = parse_number(numeral)
    scale = parse_number(token.scale) if token.scale else Decimal(1)
    return None if value is None or scale is None else value * scale
