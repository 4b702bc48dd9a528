"""Which case has which value, as two arrays: counted, filtered by and changed without the database."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Numbers = NDArray[np.integer[Any]]

# Among fewer than one case in so many, the values of each are looked up; else it is quicker to go through all.
FEW = 8
_LOW = (1 << 32) - 1


class Value(NamedTuple):
    """A value: what the database calls it, what an address calls it, and what a reader sees."""

    key: Hashable
    name: str
    label: str


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

    shown: tuple[Value, ...]
    cases: Numbers
    values: Numbers

    @classmethod
    def of(cls, pairs: Pairs, vocabulary: Vocabulary) -> Attribute:
        """Return the attribute with these pairs."""
        nothing = np.zeros(0, np.int32)
        return cls((), nothing, nothing).changed(nothing, pairs, vocabulary, renamed=True)

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(value.name for value in self.shown)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        return tuple(value.label for value in self.shown)

    @cached_property
    def _codes(self) -> dict[Hashable, int]:
        return {value.key: code for code, value in enumerate(self.shown)}

    @property
    def no_pairs(self) -> Pairs:
        """What adds nothing."""
        return Pairs(self.cases[:0], self.cases[:0], ())

    @cached_property
    def places(self) -> dict[str, int]:
        """The index of each value by its name."""
        return {name: at for at, name in enumerate(self.names)}

    @cached_property
    def totals(self) -> Numbers:
        """The number of cases of each value in the whole catalogue."""
        return self._counted(self.values)

    def changed(self, now: Numbers, pairs: Pairs, vocabulary: Vocabulary, *, renamed: bool) -> Attribute:
        """Return the attribute when case `i` is `now[i]` (-1: it has gone, or is read anew) and `pairs` have come.

        What a value is called stays as it is unless they are `renamed`.
        """
        cases = now[self.cases]
        stays = cases >= 0
        new = dict.fromkeys(key for key in pairs.keys if key not in self._codes)
        codes = (
            {**self._codes, **{key: at for at, key in enumerate(new, len(self.shown))}}
            if new
            else self._codes
        )
        came = np.array([codes[key] for key in pairs.keys] or [0], np.int64)[pairs.codes]
        cases = np.concatenate((cases[stays], pairs.cases))
        values = np.concatenate((self.values[stays], came))
        had = np.bincount(values, minlength=len(codes)) > 0
        if new or renamed:
            shown = tuple(vocabulary.listed({key for key, code in codes.items() if had[code]}))
            places = {value.key: at for at, value in enumerate(shown)}
            values = np.array([places.get(key, -1) for key in codes], np.int64)[values]
            cases, values = cases[values >= 0], values[values >= 0]
        elif vocabulary.fixed or had.all():
            shown = self.shown
        else:
            shown = tuple(compress(self.shown, had.tolist()))
            values = (np.cumsum(had) - 1)[values]
        # Sorted by case and value at once; what was in order already takes hardly any time.
        both = np.sort(cases.astype(np.int64) << 32 | values.astype(np.int64), kind="stable")
        narrow = np.min_scalar_type(len(shown))
        return Attribute(shown, (both >> 32).astype(np.int32), (both & _LOW).astype(narrow))

    def by_frequency(self) -> Attribute:
        """Return the same attribute with its values in another order: the commonest first."""
        order = np.argsort(-self.totals, kind="stable")
        place = np.empty(len(order), np.int64)
        place[order] = np.arange(len(order))
        return Attribute(tuple(self.shown[at] for at in order.tolist()), self.cases, place[self.values])

    def column(self, size: int, of_values: Numbers | None = None, without: int | None = None) -> Numbers:
        """Return for each of `size` cases its last value, or what stands for that in `of_values`; else `without`.

        By default a case without a value comes after all values.
        """
        column = np.full(size, len(self.shown) if without is None else without)
        column[self.cases] = self.values if of_values is None else of_values[self.values]
        return column

    def says(self, pairs: Pairs, cases: Numbers) -> bool:
        """Whether the pairs of `cases` are `pairs`, which are of these cases only."""
        asked = zip(pairs.cases.tolist(), (pairs.keys[code] for code in pairs.codes.tolist()), strict=True)
        own = {(case, self.shown[value].key) for case in cases.tolist() for value in self.values_of(case)}
        return own == set(asked)

    def _counted(self, values: Numbers) -> Numbers:
        return np.bincount(values, minlength=len(self.shown))

    def counts(self, among: Mask | None, numbers: Numbers | None = None) -> Numbers:
        """Return the number of cases of each value `among` (None: all), whose `numbers` may be known already."""
        if among is None:
            return self.totals
        if numbers is None:
            numbers = np.flatnonzero(among)
        if len(numbers) > len(among) // FEW:
            return self._counted(self.values[among[self.cases]])
        # Where the values of these cases stand: for each case a run of as many places as it has values.
        numbers = numbers[: np.searchsorted(numbers, len(self._starts) - 1)]
        first = self._starts[numbers]
        lengths = self._starts[numbers + 1] - first
        ends = np.cumsum(lengths)
        places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - ends + lengths, lengths)
        return self._counted(self.values[places])

    def sums(self, weights: Numbers) -> Numbers:
        """Return the sum of `weights`, one for each case, over the cases of each value."""
        sums = np.bincount(self.values, weights=weights[self.cases], minlength=len(self.shown))
        return sums.astype(np.int64)

    @cached_property
    def _starts(self) -> Numbers:
        """Where the values of each case begin, up to the last case that has any."""
        return np.concatenate(([0], np.cumsum(np.bincount(self.cases))))

    @cached_property
    def _by_value(self) -> tuple[Numbers, Numbers]:
        """The cases sorted by value, and where those of each value begin: `[starts[v], starts[v + 1])`."""
        starts = np.concatenate(([0], np.cumsum(self.totals)))
        return self.cases[np.argsort(self.values, kind="stable")], starts

    def cases_of(self, value: int) -> Numbers:
        """Return the cases that have `value`, without looking at the others."""
        cases, starts = self._by_value
        return cases[starts[value] : starts[value + 1]]

    def values_of(self, case: int) -> Numbers:
        """Return the values of `case`, without looking at the others."""
        starts = self._starts
        return self.values[starts[case] : starts[case + 1]] if case + 1 < len(starts) else self.values[:0]

    def having(self, names: Iterable[str], size: int) -> Mask:
        """Return which cases, of `size`, have any of the values `names`; no other case is looked at."""
        mask = np.zeros(size, dtype=np.bool_)
        for name in names:
            if name in self.places:
                mask[self.cases_of(self.places[name])] = True
        return mask


def fixed(values: Sequence[Value]) -> Vocabulary:
    """Return the vocabulary that has `values`, whether or not a case has them."""
    return Vocabulary(lambda keys: values, fixed=True)


def known(values: Mapping[Any, Value]) -> Vocabulary:
    """Return the vocabulary of `values` (by key, in the order shown), of which those that a case has are listed."""
    return Vocabulary(lambda keys: [value for key, value in values.items() if key in keys])
