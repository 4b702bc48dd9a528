"""Widths: one form for matching (full-width letters, digits and signs folded to half width, traditional characters to
simplified), and marks as Chinese is set.

Every character becomes exactly one character, so an offset in the folded text is the same offset in the original. This
is how a source is read; `matching` folds more, for what is searched.
"""

from __future__ import annotations

import re
import unicodedata

from reform_cases.reference.signs import RADICALS
from reform_cases.reference.traditional import TO_SIMPLIFIED

# Characters that PDF files give as radicals (⼀ ⻓) or compatibility ideographs.
_IDEOGRAPHS = RADICALS | {
    code: ord(unicodedata.normalize("NFKC", chr(code)))
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA))
}
# Variants of signs that published copies mix.
_SIGNS = {
    ord(odd): ord(plain)
    for odd, plain in zip("〔〕﹝﹞︰﹕﹔﹐﹒﹑［］｛｝「」『』〃", "()()::;,.、[]{}“”“”〃", strict=True)
}
_FOLDS = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys((0x3000, 0xA0, 0xFEFF, 0x2002, 0x2003, 0x2009), 0x20)
    | _SIGNS
    | TO_SIMPLIFIED
    | {odd: TO_SIMPLIFIED.get(plain, plain) for odd, plain in _IDEOGRAPHS.items()}
)
# Most characters of a Chinese text stay as they are: finding the few that do not is far quicker than translating all.
_FOLDED = re.compile("[" + "".join(re.escape(chr(code)) for code in _FOLDS) + "]+")
# Han, and the marks that stand among Han only; not those that a mark beside them turns into.
_CHINESE = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3001-\u3011\uff08\uff09“”‘’…—"
_POINT = re.compile(rf"(?<=[{_CHINESE}])[,:;?!]|[,:;?!](?=[{_CHINESE}])")
_BRACKETS = re.compile(rf"\((?=[^()]*[{_CHINESE}])[^()]*\)|(?<=[{_CHINESE}])\([^()]*\)")
_HALF = re.compile("[,:;?!(]")
_WIDENED = {ord(narrow): ord(narrow) + 0xFEE0 for narrow in ",:;()"}


def fold(text: str) -> str:
    """Return `text` with `，：；（）．１Ａ` as `,:;().1A`, full-width spaces as spaces, 檢 as 检; same length."""
    return _FOLDED.sub(lambda run: run[0].translate(_FOLDS), text)


def widen(text: str) -> str:
    """Return `text` with `,:;()` in full width, as other publishers print them; same length."""
    return text.translate(_WIDENED)


def set_in_chinese(text: str) -> str:
    """Return `text` with its half-width marks beside Chinese in full width, brackets in pairs; same length.

    What stands between digits or letters stays: 1,983, 12:30, GB/T (2025).
    """
    if not _HALF.search(text):
        return text
    while (paired := _BRACKETS.sub(lambda pair: f"（{pair[0][1:-1]}）", text)) != text:
        text = paired
    return _POINT.sub(lambda mark: chr(ord(mark[0]) + 0xFEE0), text)
