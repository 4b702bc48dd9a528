"""When two texts are one: the same whatever file they came in, or nearly the same."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_LENGTH = 5
# Byte order marks, and signs of Markdown that a text in another form does not have.
_OUTER = re.compile(r"[\ufeff\u200b\u2060]|(?<!\w)#{1,6}(?=\s)|\*\*")


def text_id(text: str) -> str:
    """Return what names `text`: line ends, encoding, byte order mark and the outer form of the file make no difference."""
    lines = (
        " ".join(line.split()) for line in _OUTER.sub("", unicodedata.normalize("NFC", text)).splitlines()
    )
    return hashlib.sha256("\n".join(line for line in lines if line).encode()).hexdigest()


def shingles(text: str) -> set[str]:
    """Return every run of five characters of `text`, white space apart."""
    dense = "".join(_OUTER.sub("", text).split())
    return {dense[at : at + _LENGTH] for at in range(max(1, len(dense) - _LENGTH + 1))}


def shared(one: set[str], other: set[str]) -> float:
    """Return how much of the smaller of two sets of shingles is in the other, from 0 to 1."""
    return len(one & other) / (min(len(one), len(other)) or 1)


def alike(one: set[str], other: set[str]) -> float:
    """Return how much of both together they have in common, from 0 to 1."""
    return len(one & other) / (len(one | other) or 1)
