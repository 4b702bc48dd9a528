"""One form for matching: full-width letters, digits and signs folded to their half-width twins.

Every character becomes exactly one character, so an offset in the folded text is the same offset in the original.
"""

from __future__ import annotations

_FOLDS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys((0x3000, 0xA0, 0xFEFF), 0x20)
_WIDENED = {ord(narrow): ord(narrow) + 0xFEE0 for narrow in ",:;()"}


def fold(text: str) -> str:
    """`text` with `，：；（）．１Ａ` as `,:;().1A` and the full-width space as a space; same length."""
    return text.translate(_FOLDS)


def widen(text: str) -> str:
    """`text` with `,:;()` in full width, as other publishers print them; same length."""
    return text.translate(_WIDENED)
