"""Numerals as official Chinese prose writes them: ASCII, full-width, with thousands commas, Chinese, or mixed."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

import cn2an

from reform_cases.text.widths import fold

_POWERS: dict[str, int] = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_MOST_DIGITS = 15
_MOST_DECIMALS = 6


@lru_cache(maxsize=4096)
def parse_number(numeral: str) -> Decimal | None:
    """The value of `numeral`: `84,633`, `２０`, `2.3亿`, `八`, `一百二十`, `百` (100), `二〇二四` (2024).

    None when it is no number, or has more than 15 digits before the point or 6 behind it (an identifier then, not an amount).
    """
    plain = fold(numeral).replace(",", "").replace(" ", "")
    digits = plain.rstrip("十百千万亿")
    power = sum(_POWERS[sign] for sign in plain[len(digits) :])
    if not digits:
        return Decimal(10**power) if 0 < power <= _MOST_DIGITS else None
    if digits.isascii():
        return _arabic(digits, power)
    try:
        return Decimal(str(cn2an.cn2an(plain.replace("○", "〇"), "smart")))
    except (ValueError, KeyError):  # cn2an looks some odd rows of units up in a table without asking
        return None


def _arabic(digits: str, power: int) -> Decimal | None:
    whole, _, fraction = digits.partition(".")
    if not whole.isdecimal() or (fraction and not fraction.isdecimal()):
        return None
    if len(whole) + power > _MOST_DIGITS or len(fraction) > _MOST_DECIMALS:
        return None
    number: Decimal = Decimal(digits) * Decimal(10**power)
    return number.quantize(Decimal(1)) if power and number == number.to_integral_value() else number


def plain_decimal(value: Decimal) -> str:
    """Return `value` in digits without idle noughts: 80.000000 -> 80, 1.40 -> 1.4, 1E+2 -> 100."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
