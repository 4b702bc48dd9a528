"""Which cases have many of some words close together: what a ranking of passages begins with.

Every field (a column of a case) is cut into cells of 512 characters, about a passage. A cell scores by the words that
stand in it, each by how seldom it is; the cases with the best cells are where the nearest passages are. Only the
positions of pairs are read, never a text, and of these only so many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reform_cases.search.engine.lookup import Lookup
from reform_cases.search.engine.segment import COLUMNS, Cases, Indexes

CELL_BITS = 9
# The columns that hold passages; a title or a keyword is none.
_PASSAGES = np.isin(COLUMNS, ("headings", "measures", "significance", "other"))
# Bytes of positions that are read, the seldom words first: what is left out counts least.
MOST_READ = 1 << 20
# So many cases are enough to choose passages from.
MOST_CASES = 24
_CELLS_LOOKED_AT = 8 * MOST_CASES


class Crowds(NamedTuple):
    """Cases, the best first; how many cells there are, and in how many of them each word stands (as far as it was read)."""

    cases: list[int]
    total: int
    counts: dict[str, int]


def crowds(
    lookup: Lookup,
    left_out: Indexes,
    blocks: Mapping[int, Mapping[int, bytes]],
    *,
    words: Sequence[str],
    among: Cases,
) -> Crowds:
    """Return where `words` stand close together in the cases `among`; those at `left_out` do not count."""
    counting = np.isin(lookup.cases, among)
    counting[left_out] = False
    fields = counting[:, None] & _PASSAGES
    total = int(_cells(lookup.lengths)[fields.ravel()].sum())
    scores = np.zeros(0, np.float32)
    if total:
        size = int(lookup.lengths.sum()) + (len(lookup.cases) * len(COLUMNS) << CELL_BITS)
        scores = np.zeros((size >> CELL_BITS) + 1, np.float32)
    holders = np.zeros(len(scores), np.int32)
    counts: dict[str, int] = {}
    left = MOST_READ
    for size, word in sorted((lookup.size(word, blocks), word) for word in words) if total else ():
        left -= size
        if left < 0 and counts:
            break
        found = [np.zeros(0, np.int64)]
        for begins, at in lookup.standing(word, blocks):
            wanted = fields.ravel()[at]
            # A cell of one field is never one of another: every field begins a cell.
            found.append((begins[wanted].astype(np.int64) + (at[wanted] << CELL_BITS)) >> CELL_BITS)
            holders[found[-1]] = at[wanted] // len(COLUMNS)
        # They ascend, as positions do.
        cells = np.concatenate(found)
        cells = cells[np.diff(cells, prepend=-1) != 0]
        counts[word] = len(cells)
        scores[cells] += seldom(len(cells), total)
    return Crowds(_best(scores, lookup.cases[holders] if len(lookup.cases) else lookup.cases), total, counts)


def _best(scores: NDArray[np.float32], cases: Cases) -> list[int]:
    """The cases of the best cells; of equal ones the older case, whichever segment it stands in."""
    cells = np.flatnonzero(scores)
    if len(cells) > _CELLS_LOOKED_AT:
        least = np.partition(scores[cells], -_CELLS_LOOKED_AT)[-_CELLS_LOOKED_AT]
        cells = cells[scores[cells] >= least]
    order = np.lexsort((cases[cells], -scores[cells]))[:_CELLS_LOOKED_AT]
    return list(dict.fromkeys(cases[cells[order]].tolist()))[:MOST_CASES]


def seldom(count: int, total: int) -> float:
    """Return what a word counts that stands in `count` of `total` passages (inverse document frequency)."""
    return log(1 + (total - count + 0.5) / (count + 0.5)) if count <= total else 0.0


def _cells(lengths: Indexes) -> Indexes:
    return -(-(lengths - 1) >> CELL_BITS)
