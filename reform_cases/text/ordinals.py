"""Ordinals of labels: 案例3, 案例十二, 一、, (二)."""

from __future__ import annotations

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "两": 2,
}


def ordinal(numeral: str) -> int | None:
    """Return the number of `3`, `十二`, `二十`, `一百零三` or `一〇三`; None for anything else."""
    if numeral.isascii() and numeral.isdigit():
        return int(numeral)
    if not numeral or set(numeral) - set("十百") - _DIGITS.keys():
        return None
    if not set(numeral) & set("十百"):
        return int("".join(str(_DIGITS[character]) for character in numeral))
    total, digit = 0, 0
    for character in numeral:
        if character in _DIGITS:
            digit = _DIGITS[character]
        else:
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
    return total + digit
