"""A given sentence beside the characters of a text that are nearest to it, and each difference between the two.

Pure. A sentence *stands* in a text when its characters do, from one edge of a clause to another, and nothing before it in the
same sentence says when, whether or of whom it holds. Whatever else is near differs, and says in what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reform_cases.catalogue.writing.kinds import (
    CUT,
    HEDGE,
    JOINED,
    NUMBER,
    ORDER,
    PERIOD,
    UNIT,
    WORD,
    TextDifference,
    kind_of,
)
from reform_cases.catalogue.writing.public_texts import PublicText, marks_of, pairs_of
from reform_cases.text.verbatim import SENTENCE_ENDS, Verbatim

# A sentence is near to a text that has so much of it, as characters that follow each other; a short one has more to show.
NEAR, NEAR_WHEN_SHORT, SHORT = 0.6, 0.7, 12
# Or, in another order, so many of its pairs of characters.
PAIRS = 0.75
# Characters looked at on both sides of where a sentence seems to stand.
MARGIN = 40
# What says of when, whether or of whom a sentence holds: who leaves it out says something else.
_TELLING = re.compile(
    r"\d+年|以来|期间|同期|半年|季度|拟|计划|预计|力争|争取|目标|未|不|没有|并非|如果|全国|全省|全市|全区|全县"
)
_NUMERAL = re.compile(r"[\d.]")
_MARKS = SENTENCE_ENDS + ",:、"

# Where in the sentence, where in the text, how many characters.
Block = tuple[int, int, int]


class SeemingPlace(NamedTuple):
    """Where a sentence seems to stand: `[start, end)` in a text, and the share of its pairs of characters found there."""

    text: PublicText
    start: int
    end: int
    share: float


class Alignment(NamedTuple):
    """A sentence beside `[start, end)` of a text; `blocks` are the equal characters (in the sentence, in the text, how many)."""

    text: PublicText
    start: int
    end: int
    share: float
    differences: tuple[TextDifference, ...]
    blocks: tuple[Block, ...]

    @property
    def url(self) -> str:
        """Return the address of the passage on the record."""
        return self.text.url(self.start)

    @property
    def source_url(self) -> str:
        """Return where the passage is marked on the page of the source; "" where the record is not read from one."""
        return self.text.source_url(self.start)

    @property
    def written(self) -> str:
        """Return the characters as they are written."""
        return self.text.written(self.start, self.end)


def standing(letters: str, text: PublicText, in_part: bool = False) -> Alignment | None:
    """Return where `letters` stand in `text`, None when they do not; `in_part`, whatever is said before them."""
    read = text.read
    for at in _every(letters, read.letters):
        end = at + len(letters)
        if not (read.begins(at) and read.ends(end)):
            continue
        if in_part or not _TELLING.search(read.letters[read.sentence_begins(at) : at]):
            return Alignment(text, at, end, 1.0, (), ((0, at, len(letters)),))
    return None


def _every(letters: str, within: str) -> Iterator[int]:
    at = within.find(letters)
    while at >= 0:
        yield at
        at = within.find(letters, at + 1)


def seeming(letters: str, texts: Sequence[PublicText], least: float) -> list[SeemingPlace]:
    """Return where in each of `texts` most of the pairs of `letters` stand close together, the nearest first.

    Texts that have no more than the share `least` of them are left out. All are looked through at once: most have next to nothing.
    """
    wanted = np.unique(pairs_of(letters))
    if not len(wanted) or not texts:
        return []
    likely = np.zeros(1 << 16, bool)
    likely[marks_of(wanted)] = True
    begins = np.cumsum([0, *(len(text.marks) for text in texts)])
    found = np.flatnonzero(likely[np.concatenate([text.marks for text in texts])])
    bounds = np.searchsorted(found, begins)
    enough = np.flatnonzero(np.diff(bounds) > least * len(wanted)).tolist()
    length = len(letters) + len(letters) // 4 + 2
    places = [
        _closest(texts[index], found[bounds[index] : bounds[index + 1]] - begins[index], wanted, length)
        for index in enough
    ]
    return sorted((one for one in places if one.share > least), key=lambda one: -one.share)


def _closest(
    text: PublicText, likely: NDArray[np.int64], wanted: NDArray[np.int64], length: int
) -> SeemingPlace:
    """Where most of the pairs `wanted` stand within `length` characters of `text`, of the places that are `likely`."""
    pairs = text.pairs[likely]
    nearest = np.minimum(np.searchsorted(wanted, pairs), len(wanted) - 1)
    found = likely[wanted[nearest] == pairs]
    if not len(found):
        return SeemingPlace(text, 0, 0, 0.0)
    last = np.searchsorted(found, found + length)
    first = int(np.argmax(last - np.arange(len(found))))
    chosen = found[first : last[first]]
    share = len(set(text.pairs[chosen].tolist())) / len(wanted)
    return SeemingPlace(text, int(chosen[0]), int(chosen[-1]) + 2, share)


def aligned(letters: str, place: SeemingPlace) -> Alignment | None:
    """Return `letters` beside the text at `place`, None when they are not near to it."""
    read = place.text.read
    blocks = _without_strays(equal_blocks(letters, place))
    same = sum(size for _i, _j, size in blocks if size > 1)
    share = same / len(letters)
    least = NEAR_WHEN_SHORT if len(letters) < SHORT else NEAR
    if not blocks or (share < least and not (place.share >= PAIRS and share >= least / 2)):
        return None
    start, end = _bounds(letters, blocks, read)
    differences = _differences(letters, read, blocks, start, end)
    return Alignment(place.text, start, end, share, tuple(differences), tuple(blocks))


def equal_blocks(letters: str, place: SeemingPlace) -> list[Block]:
    """Return what of `letters` stands around `place`, in order: where in each of the two, and how many characters."""
    read = place.text.read
    low, high = max(0, place.start - MARGIN), min(len(read.letters), place.end + MARGIN)
    matcher = SequenceMatcher(None, letters, read.letters[low:high], autojunk=False)
    return [(i, low + j, size) for i, j, size in matcher.get_matching_blocks() if size]


def _without_strays(blocks: list[Block]) -> list[Block]:
    """The blocks without single characters that are equal by chance: far from the others, or alone between two changes."""
    kept = [block for block in blocks if block[2] > 1]
    if not kept:
        return []
    first, last = kept[0], kept[-1]
    return [
        (i, j, size)
        for i, j, size in blocks
        if size > 1
        or (first[0] <= i <= last[0] and _touches((i, j, size), kept))
        or (i < first[0] and first[0] - i == first[1] - j)
        or (i > last[0] and i - last[0] == j - last[1])
    ]


def _touches(block: Block, kept: list[Block]) -> bool:
    i, j, size = block
    return any(i + size == other_i or j + size == other_j or other_i + n == i or other_j + n == j for other_i, other_j, n in kept)  # fmt: skip


def _bounds(letters: str, blocks: list[Block], read: Verbatim) -> tuple[int, int]:
    """What of the text the sentence stands beside: where its clause begins, where it ends."""
    i, start, _size = blocks[0]
    # What the sentence has before the first equal character stands for about as much.
    least = max(0, start - i - 12) if i else start
    while start > least and not read.begins(start):
        start -= 1
    while (before := _words(read.letters[read.clause_begins(start) : start])) and before in letters:
        # It stands elsewhere in the sentence: the order differs.
        start = read.clause_begins(start)
    last_i, last_j, size = blocks[-1]
    end, left = last_j + size, len(letters) - last_i - size
    most = min(len(read.letters), end + left + 12) if left else end
    while end < most and not read.ends(end):
        end += 1
    marked = letters[-1] in _MARKS and last_i + size < len(letters)
    if marked and read.letters[end : end + 1] in _MARKS and read.letters[end - 1 : end] not in SENTENCE_ENDS:
        end += len(read.letters[end : end + 1])
    return start, end


def _differences(
    letters: str, read: Verbatim, blocks: list[Block], start: int, end: int
) -> Iterator[TextDifference]:
    source = read.letters
    changes = list(_changes(letters, source, blocks, start, end))
    moved = _moved(letters, source, changes)
    for change in changes:
        if change not in moved:
            yield from _named(letters, source, change)
    for (i1, i2, _j1, _j2), (_i1, _i2, j1, j2) in moved.items():
        if i1 < i2:
            yield TextDifference(ORDER, letters[i1:i2], source[j1:j2])
    yield from _left_out(read, start, end)


Change = tuple[int, int, int, int]


def _changes(letters: str, source: str, blocks: list[Block], start: int, end: int) -> Iterator[Change]:
    """What stands between the equal characters: `[i1, i2)` of the sentence, `[j1, j2)` of the text; numbers whole."""
    at_i, at_j = 0, start
    for i, j, size in [*blocks, (len(letters), end, 0)]:
        change = _without_ends(letters, source, (at_i, i, at_j, j))
        if change[0] < change[1] or change[2] < change[3]:
            yield _whole_number(letters, source, _slid(letters, source, change))
        at_i, at_j = i + size, j + size


def _without_ends(letters: str, source: str, change: Change) -> Change:
    """The change without what is equal at its ends."""
    i1, i2, j1, j2 = change
    while i1 < i2 and j1 < j2 and letters[i2 - 1] == source[j2 - 1]:
        i2, j2 = i2 - 1, j2 - 1
    while i1 < i2 and j1 < j2 and letters[i1] == source[j1]:
        i1, j1 = i1 + 1, j1 + 1
    return i1, i2, j1, j2


def _slid(letters: str, source: str, change: Change) -> Change:
    """What was put in or taken out, cut where a mark stands: 甲,乙,丙 without 乙, rather than without 乙,."""
    i1, i2, j1, j2 = change
    text, start, end = (letters, i1, i2) if j1 == j2 else (source, j1, j2)
    if i1 < i2 and j1 < j2:
        return change
    for by in range(end - start):
        if end + by >= len(text) or (by and text[start + by - 1] != text[end + by - 1]):
            break
        if text[start + by] in _MARKS or text[end + by - 1] in _MARKS:
            return i1 + by, i2 + by, j1 + by, j2 + by
    return change


def _whole_number(letters: str, source: str, change: Change) -> Change:
    i1, i2, j1, j2 = change
    pieces = [piece for piece in (letters[i1:i2], source[j1:j2]) if piece]
    if any(_NUMERAL.match(piece) for piece in pieces):
        while i1 and j1 and letters[i1 - 1] == source[j1 - 1] and _NUMERAL.match(source[j1 - 1]):
            i1, j1 = i1 - 1, j1 - 1
    if any(_NUMERAL.match(piece[-1]) for piece in pieces):
        most = min(len(letters) - i2, len(source) - j2)
        same = next(
            (
                n
                for n in range(most)
                if letters[i2 + n] != source[j2 + n] or not _NUMERAL.match(source[j2 + n])
            ),
            most,
        )
        i2, j2 = i2 + same, j2 + same
    return i1, i2, j1, j2


def _moved(letters: str, source: str, changes: list[Change]) -> dict[Change, Change]:
    """Which change took characters out that another one, each by its own, put in elsewhere; both ways."""
    moved: dict[Change, Change] = {}
    for put in changes:
        given = _words(letters[put[0] : put[1]])
        for taken in changes:
            out = _words(source[taken[2] : taken[3]])
            # Where characters before and behind are equal, either may begin with its last ones: 立案、同步 and 、同步立案.
            turned = len(given) > 1 and (len(out) == len(given) and out in given * 2)
            if turned and put != taken and not {put, taken} & moved.keys():
                moved[put], moved[taken] = taken, put
                break
    return moved


def _words(text: str) -> str:
    return text.strip(SENTENCE_ENDS + ",:、\"'")


def _named(letters: str, source: str, change: Change) -> Iterator[TextDifference]:
    i1, i2, j1, j2 = change
    given, of_source = letters[i1:i2], source[j1:j2]
    before, behind = source[max(0, j1 - 6) : j1], source[j2 : j2 + 6]
    if of_source in tuple(SENTENCE_ENDS) and of_source and given not in SENTENCE_ENDS and i2 < len(letters):
        yield TextDifference(JOINED, given, of_source)
        return
    kind = kind_of(given, of_source, before, behind)
    if (kind == WORD and not given and any(sign in of_source[:-1] for sign in SENTENCE_ENDS)) or (
        kind == WORD and not given and len(of_source) > 8
    ):
        kind = CUT
    elif kind == WORD and sorted(given) == sorted(of_source):
        kind = ORDER
    yield TextDifference(kind, given, of_source)


def _left_out(read: Verbatim, start: int, end: int) -> Iterator[TextDifference]:
    """What of the same sentence stands before and behind, where it was cut in the middle of a clause or tells of when or whether."""
    begins, ends = read.sentence_begins(start), read.sentence_ends(end)
    before = read.letters[begins:start]
    if before and (not read.begins(start) or _TELLING.search(before)):
        yield TextDifference(_of_cut(before[-4:], read.letters[start : start + 4], True), "", before)
    if not read.ends(end):
        behind = read.letters[end:ends]
        yield TextDifference(_of_cut(behind[:4], read.letters[max(0, end - 4) : end], False), "", behind)


def _of_cut(cut: str, kept: str, before: bool) -> str:
    """Of what kind it is to leave `cut` out right before or behind what is kept: part of a number, its hedge or unit, or a cut."""
    if before:
        if cut[-1:].isdigit() and kept[:1].isdigit():
            return NUMBER
        tails = [cut[-size:] for size in (3, 2, 1)]
        return HEDGE if any(kind_of("", tail, "", kept) == HEDGE for tail in tails if tail) else CUT
    heads = [cut[:size] for size in (1, 2, 3)]
    if not kept[-1:].isdigit():
        return CUT
    if cut[:1].isdigit() or cut[:1] == ".":
        return NUMBER
    for kind in (HEDGE, UNIT, PERIOD):
        if any(kind_of("", head, kept, cut) == kind for head in heads):
            return kind
    return CUT
