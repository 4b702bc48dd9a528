"""Characters and pairs of characters as numbers for PostgreSQL, each number for one of them and no other."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from reform_cases.search.folding import Texts

PARTS: Mapping[str, tuple[str, ...]] = {
    "head": ("title", "keywords", "headings"),
    "body": ("measures", "significance", "other"),
    "outcomes": ("outcomes",),
}

# A pair of characters of the first plane is their two code points side by side, in 32 bits. No text holds a
# surrogate: the pairs that would begin with one number the single characters. Pairs with a character of a further
# plane (emoji, rare ideographs) have no number: their two characters are looked for, and the text is checked.
_SINGLE = 0xD800_0000
_PLANE = 0x10000
_LINE_FEED = 10  # no search term has one


def _points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le"), "<u4")


def _pairs(points: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The numbers of the neighbours on a line of `points` that have one."""
    numbered = (points < _PLANE) & (points != _LINE_FEED)
    return (points[:-1] << 16 | points[1:])[numbered[:-1] & numbered[1:]]


def numbers(text: str) -> NDArray[np.int32]:
    """The numbers of every character of `text` and every pair of neighbours on a line, once each, ascending."""
    points = _points(text)
    singles = points[points != _LINE_FEED] + _SINGLE
    found = np.concatenate((singles, _pairs(points))).view("<i4")
    found.sort()
    fresh = np.ones(len(found), np.bool_)
    np.not_equal(found[1:], found[:-1], out=fresh[1:])
    return found[fresh]


def term_numbers(text: str) -> tuple[list[int], bool]:
    """The numbers that a text holding the term `text` has, and whether every text that has them holds the term."""
    points = _points(text)
    pairs = _pairs(points)
    singles = points[points >= _PLANE] if len(points) > 1 else points
    wanted = np.concatenate((singles + _SINGLE, pairs)).view("<i4")
    return wanted.tolist(), len(points) == 1 or (len(points) == 2 and len(pairs) == 1)


def copied(texts: Sequence[Texts]) -> list[bytes]:
    """For each of `texts` the row of `search_index` as COPY reads it in binary."""
    return [
        struct.pack("!hiq", 1 + len(PARTS), 8, text.case)
        + b"".join(
            _array(numbers("\n".join([getattr(text, name) for name in names]))) for names in PARTS.values()
        )
        for text in texts
    ]


def _array(items: NDArray[np.int32]) -> bytes:
    """The length of an array in bytes; it: dimensions, no NULL, type `integer`, size, from 1; each item after its length."""
    if not len(items):
        return struct.pack("!iiiI", 12, 0, 0, 23)
    body = np.empty((len(items), 2), ">i4")
    body[:, 0], body[:, 1] = 4, items
    return struct.pack("!iiiIii", 20 + body.nbytes, 1, 0, 23, len(items), 1) + body.tobytes()
