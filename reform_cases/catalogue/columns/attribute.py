"""Which case has which value, as two arrays: counted, filtered by and changed without the database."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reform_cases.catalogue.columns.numbering import Numbers, Renumbering

Mask = NDArray[np.bool_]

# Among fewer than one case in so many, the values of each are looked up; else it is quicker to go through all.
FEW = 8


class Value(NamedTuple):
    """A value: what the database calls it, what an address calls it, and what a reader sees."""

    key: Hashable
    name: str
    label: str


class ListedValues(tuple[Value, ...]):
    """Values in the order shown, with what is looked up among them; shared by all attributes that have just these."""

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(value.name for value in self)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        return tuple(value.label for value in self)

    @cached_property
    def indexes(self) -> dict[str, int]:
        """Return the index of each value by its name."""
        return {name: at for at, name in enumerate(self.names)}

    @cached_property
    def codes(self) -> dict[Hashable, int]:
        """Return the index of each value by its key."""
        return {value.key: code for code, value in enumerate(self)}


class Vocabulary(NamedTuple):
    """`listed` gives, in the order shown, the values that have some keys; all there are when they are `fixed`."""

    listed: Callable[[set[Hashable]], Sequence[Value]]
    fixed: bool = False


class Pairs(NamedTuple):
    """Cases and values in any order: case `cases[i]` has the value whose key is `keys[codes[i]]`."""

    cases: Numbers
    codes: Numbers
    keys: Sequence[Hashable]


@dataclass(frozen=True, eq=False)
class Attribute:
    """Case `cases[i]`, ascending, has `values[i]`, an index into `shown`; the values of one case ascend too."""

    shown: ListedValues
    cases: Numbers
    values: Numbers
    # The number of cases of each value in the whole catalogue.
    totals: Numbers
    _cases: dict[int, Numbers] = field(default_factory=dict)

    @classmethod
    def empty(cls) -> Attribute:
        """Return an attribute that no case has."""
        nothing = np.zeros(0, np.int32)
        return cls(ListedValues(), nothing, nothing.astype(np.uint8), nothing.astype(np.int64))

    @classmethod
    def of(cls, pairs: Pairs, vocabulary: Vocabulary) -> Attribute:
        """Return the attribute with these pairs."""
        nothing = np.zeros(0, np.int32)
        nobody = Renumbering(0, nothing, nothing, nothing, in_order=True)
        return cls.empty().changed(nobody, pairs, vocabulary, renamed=True)

    @property
    def names(self) -> tuple[str, ...]:
        return self.shown.names

    @property
    def labels(self) -> tuple[str, ...]:
        return self.shown.labels

    @property
    def indexes(self) -> dict[str, int]:
        """Return the index of each value by its name."""
        return self.shown.indexes

    @property
    def no_pairs(self) -> Pairs:
        """Return pairs that add nothing."""
        return Pairs(self.cases[:0], self.cases[:0], ())

    def changed(
        self, cases: Renumbering, pairs: Pairs, vocabulary: Vocabulary, *, renamed: bool
    ) -> Attribute:
        """Return the attribute when `cases` have gone and come, of which these have the values of `pairs`.

        What a value is called stays as it is unless they are `renamed`.
        """
        gone = _run(self._pairs_of(cases.gone))
        codes = self.shown.codes
        if new := dict.fromkeys(key for key in pairs.keys if key not in codes):
            codes = codes | {key: at for at, key in enumerate(new, len(codes))}
        came = np.array([codes[key] for key in pairs.keys] or [0], np.int64)[pairs.codes]
        totals = np.bincount(came, minlength=len(codes))
        totals[: len(self.totals)] += self.totals
        totals[: len(self.totals)] -= self._counted(self.values[gone])
        if new or renamed:
            shown = ListedValues(vocabulary.listed({key for key, code in codes.items() if totals[code]}))
        elif vocabulary.fixed or totals.all():
            shown = self.shown
        else:
            shown = ListedValues(compress(self.shown, totals.tolist()))
        kept_cases, kept_values = cases.now.take(np.delete(self.cases, gone)), np.delete(self.values, gone)
        new_cases = pairs.cases
        if new or renamed or len(shown) < len(self.shown):
            now = np.array([shown.codes.get(key, -1) for key in codes] or [-1], np.int64)
            of_shown = np.zeros(len(shown), np.int64)
            of_shown[now[now >= 0]] = totals[now >= 0] if len(codes) else 0
            kept_values, came, totals = now[kept_values], now[came], of_shown
            new_cases, came = new_cases[came >= 0], came[came >= 0]
            kept_cases, kept_values = kept_cases[kept_values >= 0], kept_values[kept_values >= 0]
        kind = np.min_scalar_type(len(shown))
        order = np.lexsort((came, new_cases))
        new_cases, came = new_cases[order], came[order]
        if cases.in_order and not renamed:
            at = np.searchsorted(kept_cases, new_cases.astype(kept_cases.dtype))
            if len(at) and at[0] == at[-1]:
                at = at[:1]
            kept_values = kept_values.astype(kind, copy=False)
            return Attribute(
                shown, np.insert(kept_cases, at, new_cases), np.insert(kept_values, at, came), totals
            )
        both_cases, both_values = np.concatenate((kept_cases, new_cases)), np.concatenate((kept_values, came))
        order = np.lexsort((both_values, both_cases))
        return Attribute(shown, both_cases[order].astype(np.int32), both_values[order].astype(kind), totals)

    def _pairs_of(self, cases: Numbers) -> Numbers:
        """Where the pairs of `cases`, ascending, stand."""
        # Of another type all would be copied.
        wanted = cases.astype(self.cases.dtype)
        first, last = (np.searchsorted(self.cases, wanted, side) for side in ("left", "right"))
        ends = np.cumsum(last - first)
        return np.arange(ends[-1] if len(ends) else 0) + np.repeat(last - ends, last - first)

    def by_frequency(self) -> Attribute:
        """Return the same attribute with its values in another order: the commonest first."""
        order = np.argsort(-self.totals, kind="stable")
        index = np.empty(len(order), self.values.dtype)
        index[order] = np.arange(len(order))
        shown = ListedValues(self.shown[at] for at in order.tolist())
        return Attribute(shown, self.cases, index[self.values], self.totals[order])

    def column(self, size: int, of_values: Numbers | None = None, without: int | None = None) -> Numbers:
        """Return for each of `size` cases its last value, or what stands for that in `of_values`; else `without`.

        By default a case without a value comes after all values.
        """
        said = self.values if of_values is None else of_values[self.values]
        # As small as it may be: a column is sorted by, of numbers it is long, and of small values sorting is quick.
        column = np.full(size, len(self.shown) if without is None else without, said.dtype)
        column[self.cases] = said
        return column

    def says(self, pairs: Pairs, cases: Numbers) -> bool:
        """Return whether the pairs of `cases` are `pairs`, which are of these cases only."""
        asked = zip(pairs.cases.tolist(), (pairs.keys[code] for code in pairs.codes.tolist()), strict=True)
        own = {(case, self.shown[value].key) for case in cases.tolist() for value in self.values_of(case)}
        return own == set(asked)

    def _counted(self, values: Numbers) -> Numbers:
        return np.bincount(values, minlength=len(self.shown))

    def counts(self, among: Mask | None, indexes: Numbers | None = None) -> Numbers:
        """Return the number of cases of each value `among` (None: all), whose `indexes` may be known already."""
        if among is None:
            return self.totals
        if indexes is None:
            indexes = np.flatnonzero(among)
        if len(indexes) > len(among) // FEW:
            return self._counted(self.values[among[self.cases]])
        # Where the values of these cases stand: for each case a run of as many pairs as it has values.
        indexes = indexes[: np.searchsorted(indexes, len(self._starts) - 1)]
        first = self._starts[indexes]
        lengths = self._starts[indexes + 1] - first
        ends = np.cumsum(lengths)
        pairs = np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - ends + lengths, lengths)
        return self._counted(self.values[pairs])

    def sums(self, weights: Numbers) -> Numbers:
        """Return the sum of `weights`, one for each case, over the cases of each value."""
        sums = np.bincount(self.values, weights=weights[self.cases], minlength=len(self.shown))
        return sums.astype(np.int64)

    @cached_property
    def _starts(self) -> Numbers:
        """Where the values of each case begin, up to the last case that has any."""
        return np.concatenate(([0], np.cumsum(np.bincount(self.cases))))

    def cases_of(self, value: int) -> Numbers:
        """Return the cases that have `value`; they are looked for once."""
        if value not in self._cases:
            self._cases[value] = self.cases[np.flatnonzero(self.values == value)]
        return self._cases[value]

    def values_of(self, case: int) -> Numbers:
        """Return the values of `case`, without looking at the others."""
        first, last = np.searchsorted(self.cases, np.array((case, case + 1), self.cases.dtype))
        return self.values[first:last]

    def having(self, names: Iterable[str], size: int) -> Mask:
        """Return which cases, of `size`, have any of the values `names`."""
        mask = np.zeros(size, dtype=np.bool_)
        for name in names:
            if name in self.indexes:
                mask[self.cases_of(self.indexes[name])] = True
        return mask


def _run(at: Numbers) -> Any:
    """`at`, ascending, or the slice that says the same: what is before and behind it is copied at once."""
    return slice(at[0], at[-1] + 1) if len(at) and at[-1] - at[0] == len(at) - 1 else at


def fixed(values: Sequence[Value]) -> Vocabulary:
    """Return the vocabulary that has `values`, whether or not a case has them."""
    return Vocabulary(lambda keys: values, fixed=True)


def known(values: Mapping[Any, Value]) -> Vocabulary:
    """Return the vocabulary of `values` (by key, in the order shown), of which those that a case has are listed."""
    return Vocabulary(lambda keys: [value for key, value in values.items() if key in keys])
