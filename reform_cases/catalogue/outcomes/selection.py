"""The numbers that filters and a search leave: those of the cases left, narrowed by what is asked of the numbers themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from reform_cases.catalogue.columns.attribute import Attribute, Mask
from reform_cases.catalogue.columns.numbering import Numbers
from reform_cases.catalogue.columns.outcomes import OutcomeColumns
from reform_cases.catalogue.columns.snapshot import Ranks
from reform_cases.catalogue.listing.selection import Selection
from reform_cases.search.query import NOT_FOUND


class OutcomeSelection:
    """What of `columns` belongs to a case of `cases`, passes `chosen` (values by filter) and is found: has a rank."""

    def __init__(
        self,
        cases: Selection,
        columns: OutcomeColumns,
        chosen: Mapping[str, Sequence[str]],
        ranks: Ranks | None = None,
    ) -> None:
        self.columns = columns
        self._cases = cases
        self._masks = {
            name: columns.attributes[name].having(values, columns.size) for name, values in chosen.items()
        }
        self._ranks = ranks
        if ranks is not None:
            self._masks["q"] = ranks != NOT_FOUND

    @cached_property
    def _of_cases(self) -> Mask:
        """The numbers of the cases left."""
        passing = self._cases.cases()
        return np.ones(self.columns.size, dtype=np.bool_) if passing is None else passing[self.columns.cases]

    def _passing(self, leaving_out: str = "") -> list[Mask]:
        return [mask for name, mask in self._masks.items() if name != leaving_out]

    @cached_property
    def _all(self) -> Mask:
        """The numbers left."""
        all_left: Mask = np.logical_and.reduce([self._of_cases, *self._passing()])
        return all_left

    @cached_property
    def _numbers_by_case(self) -> Numbers:
        """How many numbers of each case pass the filters of numbers, whether or not the case is left."""
        cases = self.columns.cases
        if self._masks:
            cases = cases[np.logical_and.reduce(self._passing())]
        return np.bincount(cases, minlength=self._cases.snapshot.size)

    def attribute(self, name: str) -> Attribute:
        """Return the attribute that the filter `name` asks about, of numbers or of their cases."""
        return self.columns.attributes.get(name) or self._cases.attribute(name)

    def counts(self, name: str) -> Numbers:
        """Return how many numbers have each value of `name`, every filter but its own applied."""
        if name in self.columns.attributes:
            among = np.logical_and.reduce([self._of_cases, *self._passing(leaving_out=name)])
            return self.columns.attributes[name].counts(among)
        passing = self._cases.cases(leaving_out=name)
        weights = self._numbers_by_case if passing is None else self._numbers_by_case * passing
        return self._cases.attribute(name).sums(weights)

    def size(self, name: str) -> int:
        """Return how many numbers, or for a filter of cases how many cases, may have a value of `name`."""
        return self.columns.size if name in self.columns.attributes else self._cases.size(name)

    def __len__(self) -> int:
        return len(self.indexes)

    @cached_property
    def indexes(self) -> Numbers:
        """Return the indexes of the numbers left, ascending."""
        return np.flatnonzero(self._all)

    def ids(self, order: str) -> Numbers:
        """Return the primary keys in the order `order`; results always stand before plans."""
        numbers = self.columns.order(order)
        numbers = numbers[self._all[numbers]]
        if order == "relevance" and self._ranks is not None:
            numbers = numbers[np.argsort(self._ranks[numbers], kind="stable")]
        achieved = self.columns.achieved[numbers]
        ids: Numbers = self.columns.ids[np.concatenate((numbers[achieved], numbers[~achieved]))]
        return ids
