"""Characters as the words of FTS5: every one becomes a token, so that a phrase is a substring."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from reform_cases.search.folding import Texts

HEAD = ("title", "keywords", "headings")
BODY = ("measures", "significance", "other", "outcomes")
Words = tuple[tuple[int | str, ...], tuple[int | str, ...]]

# The tokenizer `ascii` parts words at every sign and space of ASCII and takes all other characters for letters. So
# the signs are exchanged for their wide forms, the space and the line feed for spaces of other kinds: characters that
# folding leaves in no text.
_LETTERS = np.arange(0x80, dtype="<u4")
for _code in range(0x21, 0x7F):
    if not chr(_code).isalnum():
        _LETTERS[_code] = _code + 0xFEE0
_LETTERS[ord(" ")], _LETTERS[ord("\n")] = 0x3000, 0xA0


def spaced(texts: Sequence[str]) -> list[str]:
    """Each of the folded `texts` with every character as a token."""
    points = np.frombuffer("\0".join(texts).encode("utf-32-le"), "<u4").copy()
    ascii_ = np.flatnonzero(points < 0x80)
    points[ascii_] = _LETTERS[points[ascii_]]
    tokens = np.full(2 * len(points), ord(" "), "<u4")
    tokens[::2] = points
    return tokens.tobytes().decode("utf-32-le").split("\0 ")


def words(texts: Sequence[Texts]) -> list[Words]:
    """For each of `texts` the row of the table of short texts and that of the long ones."""
    if not texts:
        return []
    columns = [spaced([getattr(text, name) for text in texts]) for name in (*HEAD, *BODY)]
    return [
        ((text.case, *tokens[: len(HEAD)]), (text.case, *tokens[len(HEAD) :]))
        for text, *tokens in zip(texts, *columns, strict=True)
    ]
