"""The published catalogue at one version as arrays: which case has which value, for counting and sorting without the database.

Cases are known by their index in the list's own order, so that "in order" is "by index".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reform_cases.catalogue.columns.attribute import Attribute, Mask
from reform_cases.catalogue.columns.names import Names
from reform_cases.catalogue.columns.numbering import Keys, Numbers
from reform_cases.search.matching import ranked_ids
from reform_cases.search.query import NOT_FOUND, Query, Term
from reform_cases.version import Version

Ranks = NDArray[np.uint8]

# A hundred thousand cases take 0.1 MB for each.
TERMS_KEPT = 64


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The cases that readers see at `version`: `keys` are their primary keys, `printed` their numbers in their batch,
    `titles` the cases in the order of their titles.

    At `seen`, a later version, what readers may no longer see has been left out; it is `version` when the snapshot is
    whole. `late_from` is the moment (of `time.monotonic`) from which on it has been known that it is not.
    """

    version: Version
    seen: Version
    names: Names
    keys: Keys
    printed: Numbers
    titles: Numbers
    attributes: dict[str, Attribute]
    late_from: float | None = None
    # What is read beside it only when somebody asks.
    beside: dict[str, Any] = field(default_factory=dict)
    _terms: dict[Term, Ranks] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Return whether it is what the database held at the version that was last seen."""
        return self.version == self.seen

    @property
    def ids(self) -> Numbers:
        """Return the primary key of each case."""
        return self.keys.ids

    @property
    def size(self) -> int:
        return len(self.ids)

    @cached_property
    def orders(self) -> dict[str, Numbers]:
        """Return the cases in each order; ties keep the list's own order because sorting is stable."""
        # The code of a division comes after the codes of those above it. Cases without one come last.
        regions = self.attributes["region"].column(self.size)
        return {
            "-year": np.arange(self.size),
            "number": np.argsort(self.printed, kind="stable"),
            "region": np.argsort(regions, kind="stable"),
            "title": self.titles,
        }

    def indexes(self, ids: Numbers) -> Numbers:
        """Return the index of each of `ids`, -1 for a case that is not published."""
        return self.keys.indexes(ids)

    def ranks(self, query: Query, usable: bool) -> tuple[Ranks, bool]:
        """Return the rank of each case as a hit of `query`, NOT_FOUND where it is none; and whether the index was of no use."""
        ranks = np.zeros(self.size, dtype=np.uint8)
        by_term, limited = self._ranked([one for term in query.terms for one in term.either], usable)
        for term in query.terms:
            of_term = np.minimum.reduce([by_term.pop(0) for _one in term.either])
            ranks = (
                np.where(of_term == NOT_FOUND, ranks, NOT_FOUND)
                if term.excluded
                else np.maximum(ranks, of_term)
            ).astype(np.uint8)
        return ranks, limited

    def holding(self, texts: Sequence[str], usable: bool) -> list[Mask]:
        """Return for each of `texts` (folded) which cases hold it."""
        ranked, _limited = self._ranked([Term(text) for text in texts], usable)
        return [ranks != NOT_FOUND for ranks in ranked]

    def _ranked(self, terms: Sequence[Term], usable: bool) -> tuple[list[Ranks], bool]:
        """The rank of each case as a hit of each of `terms`; those asked for lately are kept."""
        limited = not usable
        known = {term: self._terms[term] for term in terms if term in self._terms}
        new = [term for term in terms if term not in known]
        if new:
            hits, limited = ranked_ids(new, usable)
            known |= {term: self._by_index(ids, ranks) for term, (ids, ranks) in zip(new, hits, strict=True)}
            if len(self._terms) + len(new) > TERMS_KEPT:
                self._terms.clear()
            self._terms.update(known)
        return [known[term] for term in terms], limited

    def _by_index(self, ids: Numbers, ranks: Ranks) -> Ranks:
        """The ranks of the cases `ids` as ranks of all published cases by index."""
        indexes = self.indexes(ids)
        by_index = np.full(self.size, NOT_FOUND, dtype=np.uint8)
        published = indexes >= 0
        by_index[indexes[published]] = ranks[published]
        return by_index
