"""The published catalogue as arrays in memory: which case has which value, for counting and sorting without the database.

A process holds one snapshot and asks the database before each use whether it is still of the current version. Cases
are numbered by their place in the list's own order, so that "in order" is "by number".
"""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from reform_cases.models import Case, CaseKeyword, Collection, Function, Keyword, Region
from reform_cases.reference import regions
from reform_cases.search.matching import ranked_ids
from reform_cases.search.query import NOT_FOUND, Query, Term
from reform_cases.version import Version, current_version

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]
Ranks = NDArray[np.uint8]

# A hundred thousand cases take 0.1 MB for each.
TERMS_KEPT = 64
# Among fewer than one case in so many, the values of each are looked up; else it is quicker to go through all.
FEW = 8


@dataclass(frozen=True)
class Attribute:
    """Which case has which value: `cases[i]`, ascending, has `values[i]`, an index into `names`; in the order shown."""

    names: tuple[str, ...]
    labels: tuple[str, ...]
    cases: Numbers
    values: Numbers

    @classmethod
    def of(cls, names: Iterable[str], labels: Iterable[str], cases: Numbers, values: Numbers) -> Attribute:
        """The attribute with these pairs of a case and a value, in any order."""
        order = np.argsort(cases, kind="stable")
        return cls(tuple(names), tuple(labels), cases[order], values[order])

    @cached_property
    def places(self) -> dict[str, int]:
        """The index of each value."""
        return {name: at for at, name in enumerate(self.names)}

    @cached_property
    def totals(self) -> Numbers:
        """The number of cases of each value in the whole catalogue."""
        return self._counted(self.values)

    def _counted(self, values: Numbers) -> Numbers:
        return np.bincount(values, minlength=len(self.names))

    def counts(self, among: Mask | None, numbers: Numbers | None = None) -> Numbers:
        """The number of cases of each value `among` (None: all), whose `numbers` may be known already."""
        if among is None:
            return self.totals
        if numbers is None:
            numbers = np.flatnonzero(among)
        if self._one_each:
            return self._counted(self.values[numbers[: np.searchsorted(numbers, len(self.values))]])
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
        """The sum of `weights`, one for each case, over the cases of each value."""
        sums = np.bincount(self.values, weights=weights[self.cases], minlength=len(self.names))
        return sums.astype(np.int64)

    @cached_property
    def _one_each(self) -> bool:
        """Whether the cases from 0 on have one value each."""
        return np.array_equal(self.cases, np.arange(len(self.cases)))

    @cached_property
    def _starts(self) -> Numbers:
        """Where the values of each case begin."""
        return np.searchsorted(self.cases, np.arange(int(self.cases.max(initial=-1)) + 2))

    @cached_property
    def _by_value(self) -> tuple[Numbers, Numbers]:
        """The cases sorted by value, and where those of each value begin: `[starts[v], starts[v + 1])`."""
        order = np.argsort(self.values, kind="stable")
        return self.cases[order], np.searchsorted(self.values[order], np.arange(len(self.names) + 1))

    def work_out(self) -> None:
        """Do now what the first reader to filter by this would wait for."""
        _worked_out = self.places, self.totals, self._by_value, self._one_each or self._starts

    def cases_of(self, value: int) -> Numbers:
        """The cases that have `value`, without looking at the others."""
        cases, starts = self._by_value
        return cases[starts[value] : starts[value + 1]]

    def values_of(self, case: int) -> Numbers:
        """The values of `case`, without looking at the others."""
        if self._one_each:
            return self.values[case : case + 1]
        starts = self._starts
        return self.values[starts[case] : starts[case + 1]] if case + 1 < len(starts) else self.values[:0]

    def having(self, names: Iterable[str], size: int) -> Mask:
        """The cases, of `size`, that have any of the values `names`; no other case is looked at."""
        mask = np.zeros(size, dtype=np.bool_)
        for name in names:
            if name in self.places:
                mask[self.cases_of(self.places[name])] = True
        return mask


@dataclass(frozen=True)
class Snapshot:
    """One version of the published catalogue. `ids` holds primary keys by number; `orders` numbers by order name."""

    version: str
    ids: Numbers
    attributes: dict[str, Attribute]
    orders: dict[str, Numbers]
    _terms: dict[Term, Ranks] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return len(self.ids)

    @cached_property
    def _by_id(self) -> Numbers:
        return np.argsort(self.ids)

    def numbers(self, ids: Numbers) -> Numbers:
        """The number of each of `ids`, -1 for a case that is not published."""
        if not self.size:
            return np.full(len(ids), -1)
        found = self._by_id[np.minimum(np.searchsorted(self.ids, ids, sorter=self._by_id), self.size - 1)]
        return np.where(self.ids[found] == ids, found, -1)

    def ranks(self, query: Query, usable: bool) -> Ranks:
        """The rank of each case as a hit of `query`, NOT_FOUND where it is none."""
        ranks = np.zeros(self.size, dtype=np.uint8)
        for term, found in zip(query.terms, self._ranked(query.terms, usable), strict=True):
            ranks = (
                np.where(found == NOT_FOUND, ranks, NOT_FOUND) if term.excluded else np.maximum(ranks, found)
            ).astype(np.uint8)
        return ranks

    def _ranked(self, terms: Sequence[Term], usable: bool) -> list[Ranks]:
        """The rank of each case as a hit of each of `terms`; those asked for lately are kept."""
        known = {term: self._terms[term] for term in terms if term in self._terms}
        new = [term for term in terms if term not in known]
        if new:
            known |= {
                term: self._by_number(ids, ranks)
                for term, (ids, ranks) in zip(new, ranked_ids(new, usable), strict=True)
            }
            if len(self._terms) + len(new) > TERMS_KEPT:
                self._terms.clear()
            self._terms.update(known)
        return [known[term] for term in terms]

    def _by_number(self, ids: Numbers, ranks: Ranks) -> Ranks:
        """The ranks of the cases `ids` as ranks of all published cases by number."""
        numbers = self.numbers(ids)
        by_number = np.full(self.size, NOT_FOUND, dtype=np.uint8)
        published = numbers >= 0
        by_number[numbers[published]] = ranks[published]
        return by_number


_held: Snapshot | None = None
_loading = threading.Lock()


def forget_snapshot() -> None:
    """Let the next use read the catalogue anew."""
    global _held
    _held = None


def snapshot(version: Version) -> Snapshot:
    """The catalogue at `version`, or as it has become while it was read."""
    global _held
    held = _held
    if held and held.version == version.token:
        return held
    with _loading:
        if _held and _held.version == version.token:
            return _held
        loaded = _load(version.token)
        while (now := current_version().token) != loaded.version:
            loaded = _load(now)
        # Nobody counts the versions of an emptied database: what was read from it is good only once.
        _held = loaded if loaded.version else None
        return loaded


def streamed(
    queryset: QuerySet[Any, Any], row: np.dtype[np.void], coded: Sequence[int] = ()
) -> tuple[Any, ...]:
    """The rows of a `values_list` as one structured array, and for each column of `coded` its values.

    A value of such a column stands in the array as its place among them. Rows go by one after the other: half a million
    of them as Python objects would take more memory than everything else of the process.
    """
    places: dict[int, dict[Any, int]] = {column: {} for column in coded}

    def written() -> Iterator[tuple[Any, ...]]:
        for values in queryset.iterator(chunk_size=5_000):
            numbers = list(values)
            for column, known in places.items():
                numbers[column] = known.setdefault(numbers[column], len(known))
            yield tuple(numbers)

    return np.fromiter(written(), dtype=row), *(list(known) for known in places.values())


_CASE = np.dtype([(name, "i8") for name in ("id", "number", "title", "region", "level", "batch", "organ")])
_PAIR = np.dtype([("case", "i8"), ("value", "i8")])


def _load(version: str) -> Snapshot:
    cases = Case.objects.published().order_by()
    rows, titles, codes, levels, batch_keys, organs = streamed(
        cases.values_list("pk", "number", "title", "region_id", "level", "collection_id", "organ"),
        _CASE,
        coded=(2, 3, 4, 5, 6),
    )
    batches = {batch.pk: batch for batch in Collection.objects.all()}
    by_batch = sorted(batch_keys, key=lambda pk: (-batches[pk].year, batches[pk].slug))
    newest = _ranked(batch_keys, by_batch)[rows["batch"]]
    rows = rows[np.lexsort((rows["number"], newest))]
    loaded = Snapshot(version, rows["id"].copy(), {}, _orders(rows, titles, codes))
    years = [batches[pk].year for pk in batch_keys]
    attributes = {
        "region": _regions(rows["region"], codes),
        "keyword": _related(
            loaded,
            CaseKeyword.objects.order_by().values_list("content_object_id", "tag_id"),
            [(k.pk, k.slug, k.name) for k in sorted(Keyword.objects.all(), key=lambda k: k.name)],
        ),
        "function": _related(
            loaded,
            Case.functions.through.objects.order_by().values_list("case_id", "function_id"),
            [(f.pk, f.name, f.name) for f in sorted(Function.objects.all(), key=lambda f: (f.order, f.name))],
        ),
        "level": _single(rows["level"], levels, [(v, v, str(label)) for v, label in Region.Level.choices]),
        "collection": _single(
            rows["batch"], batch_keys, [(pk, batches[pk].slug, batches[pk].title) for pk in by_batch]
        ),
        "organ": _single(
            rows["organ"], organs, [(name, name, name) for name in sorted(filter(None, organs))]
        ),
        "year": _single(
            rows["batch"], years, [(y, str(y), str(y)) for y in sorted(set(years), reverse=True)]
        ),
    }
    loaded.attributes.update(attributes)
    loaded.numbers(loaded.ids[:1])
    for attribute in attributes.values():
        attribute.work_out()
    return loaded


def _ranked(values: Sequence[Any], order: Sequence[Any]) -> Numbers:
    """For each of `values` its place in `order`, which holds them all."""
    places = {value: at for at, value in enumerate(order)}
    return np.array([places[value] for value in values], dtype=np.int64)


def _orders(rows: Any, titles: list[str], codes: list[str | None]) -> dict[str, Numbers]:
    """Numbers in each order; ties keep the list's own order because sorting is stable."""
    regions = _ranked(codes, sorted(codes, key=lambda code: (code is None, code or "")))
    return {
        "-year": np.arange(len(rows)),
        "number": np.argsort(rows["number"], kind="stable"),
        "region": np.argsort(regions[rows["region"]], kind="stable"),
        "title": np.argsort(_ranked(titles, sorted(titles))[rows["title"]], kind="stable"),
    }


Known = list[tuple[Hashable, str, str]]


def _single(column: Numbers, values: Sequence[Hashable], known: Known) -> Attribute:
    """An attribute of which a case has at most one value, as a column of places among `values`.

    `known` lists key, name and label in the order shown; a value that it does not list is none.
    """
    places = {key: at for at, (key, _name, _label) in enumerate(known)}
    found = np.array([places.get(value, -1) for value in values] or [-1], dtype=np.int64)[column]
    cases = np.nonzero(found >= 0)[0]
    return _attribute(known, cases, found[cases])


def _related(loaded: Snapshot, rows: QuerySet[Any, Any], known: Known) -> Attribute:
    pairs, keys = streamed(rows, _PAIR, coded=(1,))
    places = {key: at for at, (key, _name, _label) in enumerate(known)}
    cases = loaded.numbers(pairs["case"])
    values = np.array([places.get(key, -1) for key in keys] or [-1], dtype=np.int64)[pairs["value"]]
    kept = (cases >= 0) & (values >= 0)
    return _attribute(known, cases[kept], values[kept])


def _regions(column: Numbers, codes: list[str | None]) -> Attribute:
    """A case counts for its own division and for each above it."""
    paths = [[division.code for division in regions.path(code)] if code else [] for code in codes]
    shown = sorted(set(chain.from_iterable(paths)))
    places = {code: at for at, code in enumerate(shown)}
    order = np.argsort(column, kind="stable")
    starts = np.searchsorted(column[order], np.arange(len(codes) + 1))
    pairs = [
        (order[starts[at] : starts[at + 1]], places[code]) for at, path in enumerate(paths) for code in path
    ]
    known: Known = [(code, code, regions.table()[code].name) for code in shown]
    return _attribute(
        known,
        np.concatenate([cases for cases, _value in pairs] or [np.zeros(0, dtype=np.int64)]),
        np.concatenate(
            [np.full(len(cases), value) for cases, value in pairs] or [np.zeros(0, dtype=np.int64)]
        ),
    )


def _attribute(known: Known, cases: Numbers, values: Numbers) -> Attribute:
    return Attribute.of(
        (name for _key, name, _label in known), (label for *_rest, label in known), cases, values
    )
