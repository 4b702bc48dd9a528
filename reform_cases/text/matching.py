"""The form in which texts are searched: width, case, script and white space no longer matter.

Text and search term are folded by the same function, so that searching is plain substring search on the result.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from reform_cases.text.variants import FOR_SEARCH

# Control characters part words like a space does; PostgreSQL could not store a NUL anyway. A lone surrogate is no
# character at all and cannot be encoded.
_SPACE = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Most texts hold no variant: looking for one is ten times quicker than translating every character.
_VARIANTS = frozenset(map(chr, FOR_SEARCH))


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text))
    # Folding case can take a character apart again, which NFKC then joins: `ŉ` and the like.
    text = unicodedata.normalize("NFKC", text.casefold())
    return text if _VARIANTS.isdisjoint(text) else text.translate(FOR_SEARCH)


def normalise(text: str) -> str:
    """`text` by NFKC, case folding and simplified characters, each run of white space as one space, none around."""
    return _SPACE.sub(" ", _folded(text)).strip()


def normalise_with_offsets(text: str) -> tuple[str, list[int]]:
    """`normalise(text)`, and for each of its characters the offset in `text` of the character it came from.

    Characters that NFKC joins are folded together, so that the result equals `normalise(text)` in every text that
    holds no decomposed Hangul.
    """
    folded = normalise(text)
    if len(folded) == len(text) and all(map(_stays_one, set(text))):
        return folded, list(range(len(text)))
    letters: list[str] = []
    offsets: list[int] = []
    for start, cluster in _clusters(text):
        for letter in _folded_cluster(cluster):
            if letter == " " and (not letters or letters[-1] == " "):
                continue
            letters.append(letter)
            offsets.append(start)
    if letters and letters[-1] == " ":
        letters.pop()
        offsets.pop()
    return "".join(letters), offsets


@lru_cache(maxsize=20_000)
def _folded_cluster(cluster: str) -> str:
    return _SPACE.sub(" ", _folded(cluster))


@lru_cache(maxsize=20_000)
def _stays_one(letter: str) -> bool:
    """Whether `letter` becomes one character, no space, whatever stands beside it."""
    return not unicodedata.combining(letter) and len(_folded_cluster(letter).strip()) == 1


def _clusters(text: str) -> list[tuple[int, str]]:
    """Each character of `text` with the combining marks that follow it, and its offset."""
    starts = [at for at, letter in enumerate(text) if at == 0 or not unicodedata.combining(letter)]
    return [(start, text[start:end]) for start, end in pairwise([*starts, len(text)])]
