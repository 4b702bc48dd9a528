"""Numerals as official Chinese prose writes them: ASCII, full-width, separated, Chinese, capital, joined or mixed."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from reform_cases.text.widths import fold

POWERS: dict[str, int] = {"亿": 8, "万": 4, "千": 3, "百": 2, "十": 1}
_DIGITS = {
    sign: value
    for value, signs in enumerate(["零〇○", "一", "二两", "三", "四", "五", "六", "七", "八", "九"])
    for sign in signs
}
_COMMON = str.maketrans("壹贰貳叁参肆伍陆柒捌玖拾佰仟", "一二二三三四五六七八九十百千")
_SEPARATORS = str.maketrans("", "", ",'’ \t\n\u200b\u200c\u200d\u2060")
_SPACES = re.compile("[\u2000-\u200d\u202f\u205f\u2060\u3000\xa0]")
_ASCII = re.compile(r"[0-9]+(?:\.[0-9]{1,6})?")
_MOST_DIGITS = 15


def even_spaces(text: str) -> str:
    """Return `text` with spaces of every width, and characters without width, as plain spaces; same length."""
    return _SPACES.sub(" ", text)


@lru_cache(maxsize=4096)
def parse_number(numeral: str) -> Decimal | None:
    """Return the value of `numeral`: `84,633`, `２０`, `1亿2000万`, `一点二亿`, `伍拾万`, `百` (100), `二〇二四` (2024).

    None when it is no number, when its parts do not fit together (`12万8`), or when it has more than 15 digits before
    the point or 6 behind it (an identifier then, not an amount).
    """
    plain = fold(even_spaces(numeral)).translate(_SEPARATORS).translate(_COMMON)
    value = _value(plain)
    if value is None or value >= 10**_MOST_DIGITS or value != round(value, 6):
        return None
    return value.quantize(Decimal(1)) if plain[-1] in POWERS and value == value.to_integral_value() else value


def _value(plain: str) -> Decimal | None:
    """The value of a numeral without separators, read from its greatest power down."""
    for sign, power in POWERS.items():
        left, found, right = plain.rpartition(sign)
        if found and "点" not in right:
            return _joined(left, power, right)
    if _ASCII.fullmatch(plain):
        return Decimal(plain) if len(plain.partition(".")[0]) <= _MOST_DIGITS else None
    whole, point, fraction = plain.partition("点")
    if point:
        number, behind = _value(whole), _spoken(fraction)
        return number + Decimal(f"0.{behind}") if number is not None and behind else None
    spoken = _spoken(whole) if len(whole) <= _MOST_DIGITS else ""
    return Decimal(spoken) if spoken else None


def _spoken(signs: str) -> str:
    """Digits said one by one (二〇二四) in ASCII; "" when one of them is none."""
    return "".join(str(_DIGITS[sign]) for sign in signs) if all(sign in _DIGITS for sign in signs) else ""


def _joined(left: str, power: int, right: str) -> Decimal | None:
    """`left` times ten to the `power`, and `right` behind it."""
    scale = Decimal(10) ** power
    number = _value(left) if left else Decimal(1)
    if number is None or (power < 4 and number >= 10 and not left[-1].isascii()):
        return None
    if not right:
        return number * scale
    if number != number.to_integral_value():
        return None
    zero = right[0] in "零〇○"
    rest = _value(right.lstrip("零〇○")) if right.strip("零〇○") else None
    if rest is None or rest >= scale or (right.isdecimal() and right.isascii() and len(right) != power):
        return None
    if len(right) == 1 and not zero and power > 1:
        rest *= scale / 10
    return number * scale + rest


def plain_decimal(value: Decimal) -> str:
    """Return `value` in digits without idle noughts: 80.000000 -> 80, 1.40 -> 1.4, 1E+2 -> 100."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
