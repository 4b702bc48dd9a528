"""A name found in a text whatever stands between its characters, and put out of sight: every character becomes ×.

A mask is as long as what it hides, so that every span stays right. White space and what nobody can see between the
characters of the name stay as they are. 某 would be a word to the reader: who is called so is somebody in a case.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from itertools import groupby

MASK = "×"
# Addresses have no signs.
IN_ADDRESSES = "某"
Span = tuple[int, int]
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_BETWEEN = rf"[\s{_UNSEEN}]*"
_PARTED = re.compile(rf"[\s{_UNSEEN}]+")
# The dot inside of a name is written in many ways, and left out in addresses.
_DOTS = "·•‧．・.-"


def dense(text: str) -> str:
    """Return `text` without white space and characters that nobody can see."""
    return _PARTED.sub("", text)


def pattern_of(name: str) -> re.Pattern[str]:
    """Return the pattern that finds `name`, in capitals or not, also with white space or unseen characters between its own."""
    signs = (f"[{_DOTS}]?" if sign in _DOTS else re.escape(sign) for sign in dense(name))
    return re.compile(_BETWEEN.join(signs), re.IGNORECASE)


def found(text: str, pattern: re.Pattern[str], holes: Iterable[Span] = ()) -> list[Span]:
    """Return the characters of each name in `text`, also of one with one of the `holes` (cut out when it was read) inside; unmasked runs only."""
    kept = _outside(len(text), holes)
    whole = "".join(text[start:end] for start, end in kept)
    if not pattern.search(whole):
        return []
    at = [place for start, end in kept for place in range(start, end)]
    places = [
        at[place]
        for match in pattern.finditer(whole)
        for place in range(*match.span())
        if not _PARTED.match(whole[place]) and whole[place] != MASK
    ]
    return runs(places)


def runs(places: Iterable[int]) -> list[Span]:
    """Return the spans of neighbouring `places`."""
    spans = []
    for _offset, group in groupby(enumerate(sorted(set(places))), key=lambda pair: pair[1] - pair[0]):
        own = [place for _number, place in group]
        spans.append((own[0], own[-1] + 1))
    return spans


def masked(text: str, spans: Iterable[Span]) -> str:
    """Return `text` with the characters of `spans` masked."""
    for start, end in spans:
        text = text[:start] + MASK * (end - start) + text[end:]
    return text


def without(text: str, spans: Iterable[Span]) -> str:
    """Return what of `text` is not in `spans`."""
    return "".join(text[start:end] for start, end in _outside(len(text), spans))


def sum_of_the_rest(text: str, spans: Iterable[Span]) -> str:
    """Return the SHA-256 of what of `text` is not in `spans`."""
    return hashlib.sha256(without(text, spans).encode(errors="surrogatepass")).hexdigest()


def proof(before: str, after: str, earlier: Sequence[Span] = ()) -> tuple[list[Span], str]:
    """Return where `after` is masked, the `earlier` places of `before` included, and the SHA-256 of what was left of `before`.

    Two texts of one length are compared character by character; of two lengths all behind the first difference counts
    as masked.
    """
    if len(before) == len(after):
        pairs = enumerate(zip(before, after, strict=True))
        new = [place for place, (one, other) in pairs if one != other]
        spans = runs([*new, *(place for start, end in earlier for place in range(start, end))])
        return spans, sum_of_the_rest(before, spans)
    pairs = enumerate(zip(before, after, strict=False))
    first = next((at for at, (one, other) in pairs if one != other), min(len(before), len(after)))
    kept = [(start, min(end, first)) for start, end in earlier if start < first]
    return [*kept, (first, len(after))], sum_of_the_rest(before, [*kept, (first, len(before))])


def _outside(length: int, spans: Iterable[Span]) -> Sequence[Span]:
    """What the spans leave of a text of this length."""
    left, reached = [], 0
    for start, end in sorted([*spans, (length, length)]):
        if start > reached:
            left.append((reached, start))
        reached = max(reached, end)
    return left
