"""What a text has taken from the catalogue: passages of sixteen characters or more that stand there too, with names, numbers and
some words changed or not; and what was left standing in them: places and numbers of whom it was taken from.

Phrases that every such text has count for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from reform_cases.catalogue.writing.alignment import Block, SeemingPlace, equal_blocks
from reform_cases.catalogue.writing.checking import Checked, Report
from reform_cases.catalogue.writing.public_texts import PublicText
from reform_cases.reference import regions
from reform_cases.reference.lay_words import STOCK_PHRASES
from reform_cases.text.verbatim import verbatim

# Characters that a passage has at the least, and of them those that are equal and in no stock phrase.
LEAST, LEAST_TELLING = 16, 11
# Where words inside it were changed, some at its ends may have been too: these are not counted.
LEAST_CHANGED, LEAST_TELLING_CHANGED = 12, 10
# What a character between two equal stretches costs: a changed name or some changed words in between are no end.
GAP = 0.55
_STOCK = re.compile("|".join(sorted(map(re.escape, STOCK_PHRASES), key=len, reverse=True)))
_NUMBER = re.compile(r"\d[\d.,]*(?:[%‰]|[万亿]?[余多]?[^\W\d_%]?)")


@dataclass(frozen=True)
class Borrowed:
    """A passage `[start, end)` of the given text, `source_start` to `source_end` of `text`, and what was left standing."""

    start: int
    end: int
    text: PublicText
    source_start: int
    source_end: int
    left_standing: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """Return under which anchor of the record it stands."""
        return self.text.anchor(self.source_start)

    @property
    def url(self) -> str:
        """Return the address of that passage."""
        return self.text.url(self.source_start)

    @property
    def source_url(self) -> str:
        """Return where that passage is marked on the page of the source."""
        return self.text.source_url(self.source_start)

    @property
    def source(self) -> str:
        """Return the characters of the catalogue."""
        return self.text.written(self.source_start, self.source_end)


def borrowed(report: Report) -> list[Borrowed]:
    """Return the passages of the text of `report` that stand in the catalogue, in order; neighbours are one."""
    found: list[Borrowed] = []
    for checked in report.sentences:
        one = _passage(checked)
        if one and found and _follows(found[-1], one):
            before = found.pop()
            one = replace(
                before,
                end=one.end,
                source_end=one.source_end,
                left_standing=tuple(dict.fromkeys((*before.left_standing, *one.left_standing))),
            )
        if one:
            found.append(one)
    return found


def _follows(before: Borrowed, one: Borrowed) -> bool:
    return (
        before.text == one.text
        and before.anchor == one.anchor
        and 0 <= one.source_start - before.source_end < 3
    )


def _passage(checked: Checked) -> Borrowed | None:
    """The part of a sentence that stands in the case to which it is nearest."""
    letters = verbatim(checked.sentence.text)
    best: tuple[float, tuple[int, int, int, int], PublicText] | None = None
    for place in _places(checked):
        blocks = [block for block in equal_blocks(letters.letters, place) if block[2] > 1]
        worth, bounds = _densest(blocks)
        if bounds and _tells(letters.letters, blocks, bounds) and (best is None or worth > best[0]):
            best = worth, bounds, place.text
    if best is None:
        return None
    _worth, (i1, i2, j1, j2), text = best
    start = checked.sentence.start
    return Borrowed(
        start + letters.places[i1],
        start + letters.places[i2 - 1] + 1,
        text,
        j1,
        j2,
        tuple(_left_standing(letters.letters[i1:i2], text.read.letters[j1:j2], text.region)),
    )


def _places(checked: Checked) -> Iterable[SeemingPlace]:
    if checked.matches:
        return [SeemingPlace(one.text, one.start, one.end, one.share) for one in checked.matches]
    return checked.places


def _densest(blocks: list[Block]) -> tuple[float, tuple[int, int, int, int] | None]:
    """The stretch of blocks that has most equal characters beside what lies between them."""
    best, best_bounds = 0.0, None
    worth, first = 0.0, None
    before: Block | None = None
    for block in blocks:
        i, j, size = block
        gap = max(i - before[0] - before[2], j - before[1] - before[2]) if before else 0
        if first is None or worth - GAP * gap < 0:
            worth, first = 0.0, block
        else:
            worth -= GAP * gap
        worth += size
        before = block
        if worth > best:
            best, best_bounds = worth, (first[0], i + size, first[1], j + size)
    return best, best_bounds


def _tells(letters: str, blocks: list[Block], bounds: tuple[int, int, int, int]) -> bool:
    """Whether the stretch is long enough, without what stands in every such text."""
    i1, i2, _j1, _j2 = bounds
    inside = [block for block in blocks if i1 <= block[0] < i2]
    least, telling = (LEAST, LEAST_TELLING) if len(inside) == 1 else (LEAST_CHANGED, LEAST_TELLING_CHANGED)
    if i2 - i1 < least:
        return False
    stock = {at for match in _STOCK.finditer(letters) for at in range(*match.span())}
    equal = {at for i, _j, size in inside for at in range(i, i + size)}
    return len(equal - stock) >= telling


def _left_standing(given: str, source: str, region: str | None) -> Iterable[str]:
    """The numbers and the names of places that both have: those of the case's own division in any form, others in full."""
    numbers = {match[0] for match in _NUMBER.finditer(source)}
    for match in _NUMBER.finditer(given):
        if match[0] in numbers:
            yield match[0]
    yield from _longest(name for name in _names(region) if name in given and name in source)


def _longest(names: Iterable[str]) -> Iterable[str]:
    found = list(dict.fromkeys(names))
    return [name for name in found if not any(name != other and name in other for other in found)]


@lru_cache(maxsize=512)
def _names(region: str | None) -> tuple[str, ...]:
    """The names by which places are found: those of the case's own divisions in any form, all others in full."""
    own = [name for one in regions.path(region or "") for name in (one.name, regions.short_name(one.code))]
    return tuple(dict.fromkeys([*own, *(one.name for one in regions.table().values() if len(one.name) > 2)]))
