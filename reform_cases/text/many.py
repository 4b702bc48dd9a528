"""`normalise` for texts by the thousand: characters that fold by themselves go through a table, all texts at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from reform_cases.text.matching import normalise

# Ideographs, and the letters, digits and signs that stand among them. None of these is, or decomposes into, a mark
# that joins what is before it: a text of them alone folds character by character.
_ALONE = "".join(
    map(chr, (*range(0x21, 0x7F), *map(ord, "·—‘’“”"), *range(0x3001, 0x3020), *range(0x3400, 0xA000)))
) + "".join(map(chr, range(0xFF01, 0xFF5F)))
_SPACES = " \t\n\r\xa0\u3000"
_MARK = "\x1e"


@lru_cache
def _table() -> NDArray[np.uint32]:
    """What each code point folds to; 0 where that depends on its neighbours, is no single character or is not known."""
    table = np.zeros(0x10000, "<u4")
    for letter, folded in zip(_ALONE, normalise(" ".join(_ALONE)).split(" "), strict=True):
        table[ord(letter)] = ord(folded) if len(folded) == 1 else 0
    table[list(map(ord, _SPACES))] = ord(" ")
    table[ord(_MARK)] = ord(_MARK)
    return table


def normalise_all(texts: Sequence[str]) -> list[str]:
    """`normalise` of each of `texts`, some ten times as fast where they are many."""
    if not texts:
        return []
    # An ellipsis is three dots to NFKC wherever it stands.
    joined = _MARK.join(texts).replace("…", "...")
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), "<u4")
    # The last code point in the table is no character: what is beyond counts as that.
    folded = _table()[np.minimum(points, 0xFFFF)].tobytes().decode("utf-32-le").split(_MARK)
    if len(folded) != len(texts):
        return list(map(normalise, texts))
    return [
        normalise(text) if "\0" in quick else " ".join(quick.split())
        for text, quick in zip(texts, folded, strict=True)
    ]
