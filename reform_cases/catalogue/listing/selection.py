"""The cases that filters and a search leave, as numbers of a snapshot: counted, sorted and cut into pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar, overload

import numpy as np

from reform_cases.catalogue.columns.attribute import Attribute, Mask
from reform_cases.catalogue.columns.numbering import Numbers
from reform_cases.catalogue.columns.snapshot import Ranks, Snapshot
from reform_cases.search.query import NOT_FOUND, Query

Line = TypeVar("Line")
# The orders in which cases stand by number, those found by a search by rank first.
_OWN_ORDER = ("-year", "relevance")


class Selection:
    """What of `snapshot` passes `chosen` (values by filter) and is found by `query`.

    `ranks` has the rank of each case as a hit of the search; None without a search. `limited` says that the search did
    without its index.
    """

    def __init__(
        self, snapshot: Snapshot, chosen: Mapping[str, Sequence[str]], query: Query, searchable: bool
    ) -> None:
        self.snapshot = snapshot
        self.ranks: Ranks | None = None
        self.limited = False
        if query.terms:
            self.ranks, self.limited = snapshot.ranks(query, searchable)
        self._masks: dict[str, Mask] = {
            name: snapshot.attributes[name].having(values, snapshot.size) for name, values in chosen.items()
        }
        if self.ranks is not None:
            self._masks["q"] = self.ranks != NOT_FOUND
        self._all = self._passing(self._masks)

    def _passing(self, masks: Mapping[str, Mask]) -> Mask | None:
        """The cases that pass all of `masks`; None when there is nothing to pass."""
        return np.logical_and.reduce(list(masks.values())) if masks else None

    def cases(self, leaving_out: str = "") -> Mask | None:
        """Return the cases that pass every filter and the search, the one named `leaving_out` not applied; None: all."""
        if leaving_out not in self._masks:
            return self._all
        return self._passing({name: mask for name, mask in self._masks.items() if name != leaving_out})

    def attribute(self, name: str) -> Attribute:
        """Return the attribute that the filter `name` asks about."""
        return self.snapshot.attributes[name]

    def counts(self, name: str) -> Numbers:
        """Return the number of cases of each value of `name`, every filter but its own applied."""
        among = self.cases(leaving_out=name)
        known = self.numbers if among is not None and among is self._all else None
        return self.attribute(name).counts(among, known)

    @cached_property
    def numbers(self) -> Numbers:
        """Return the cases that pass everything, by number."""
        return np.arange(self.snapshot.size) if self._all is None else np.flatnonzero(self._all)

    @property
    def found_anywhere(self) -> Mask:
        """Return the cases that the search finds, whatever the filters say; none without a search."""
        return self._masks.get("q", np.zeros(self.snapshot.size, np.bool_))

    def size(self, name: str) -> int:
        """Return how many cases of the catalogue may have a value of `name`: all."""
        return self.snapshot.size

    def __len__(self) -> int:
        return self.snapshot.size if self._all is None else len(self.numbers)

    def ids(self, order: str) -> Numbers:
        """Return the primary keys in the order `order`; `relevance` without a search is the list's own order."""
        if order in _OWN_ORDER:
            if self._all is None:
                return self.snapshot.ids
            numbers = self.numbers
            if order == "relevance" and self.ranks is not None:
                numbers = numbers[np.argsort(self.ranks[numbers], kind="stable")]
        else:
            numbers = self.snapshot.orders[order]
            if self._all is not None:
                numbers = numbers[self._all[numbers]]
        return self.snapshot.ids[numbers]


class Rows(Sequence[Line]):
    """Lines by primary key, fetched by `fetch` when a slice of them is asked for: what a paginator cuts into pages."""

    def __init__(self, ids: Numbers, fetch: Callable[[list[int]], list[Line]]) -> None:
        self.ids = ids
        self._fetch = fetch

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...
    def __getitem__(self, index: Any) -> Any:
        """The lines of a slice in order."""
        if isinstance(index, int):
            return self[index : index + 1][0]
        return self._fetch(self.ids[index].tolist())
