"""The published numbers as arrays in memory, beside the snapshot of their cases: what is counted and sorted without the database.

Numbers (量化成效) are numbered by their place in the list's own order: batch and case, then the order of the text. They
are read when a list of numbers is first asked for, and again with each new snapshot.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from django.db.models import Case, FloatField, When
from django.db.models.functions import Cast, Coalesce
from numpy.typing import NDArray

from reform_cases.catalogue.columns.snapshot import Attribute, Mask, Numbers, Snapshot, streamed
from reform_cases.catalogue.numbers.comparability import counted_in
from reform_cases.models import Outcome

Values = NDArray[np.float64]

# What a number is sorted by, in its base unit: of a change where it came to, of a range its end.
_REACHED = Coalesce("value_to", "value_high")
_VALUE = Cast(
    Coalesce("base_value", Case(When(unit="成", then=_REACHED * 10), default=_REACHED)), FloatField()
)
_COLUMNS = ("pk", "case_id", "order", "unit", "kind", "direction", "status", "metric", _VALUE)


@dataclass(frozen=True)
class OutcomeColumns:
    """All numbers of the cases of one snapshot, by number.

    `cases` has the number of each one's case; `attributes` are asked by the filters of the same names; `values` are in the
    base unit, NaN where the text gives no definite one; `metrics` is each metric's place among all, in the order of
    code points, numbers without one last; `groups` is equal for numbers of the same base unit and kind, those of the
    commonest unit first.
    """

    ids: Numbers
    cases: Numbers
    attributes: dict[str, Attribute]
    values: Values
    metrics: Numbers
    groups: Numbers
    regions: Numbers

    @property
    def size(self) -> int:
        return len(self.ids)

    @cached_property
    def achieved(self) -> Mask:
        """The numbers that are results, not plans."""
        return self.attributes["status"].having([Outcome.Status.ACHIEVED], self.size)

    @cached_property
    def orders(self) -> dict[str, Callable[[], Numbers]]:
        """How to make each order but the first, which is by number."""
        return {
            "value": lambda: np.lexsort((self.values, self.groups)),
            "-value": lambda: np.lexsort((-self.values, self.groups)),
            "metric": lambda: np.argsort(self.metrics, kind="stable"),
            "region": lambda: np.argsort(self.regions, kind="stable"),
        }

    @cached_property
    def _sorted(self) -> dict[str, Numbers]:
        return {}

    def order(self, name: str) -> Numbers:
        """Numbers in the order `name`, sorted once."""
        if name not in self.orders:
            return np.arange(self.size)
        if name not in self._sorted:
            self._sorted[name] = self.orders[name]()
        return self._sorted[name]


_held: tuple[Snapshot, OutcomeColumns] | None = None
_loading = threading.Lock()


def outcome_columns(cases: Snapshot) -> OutcomeColumns:
    """The numbers of the cases of the snapshot `cases`, kept as long as it is the newest."""
    global _held
    held = _held
    if held and held[0] is cases:
        return held[1]
    with _loading:
        if not _held or _held[0] is not cases:
            _held = (cases, _load(cases))
        return _held[1]


_ROW = np.dtype(
    [(name, "i8") for name in ("id", "case", "order")]
    + [(name, "i4") for name in ("unit", "kind", "direction", "status", "metric")]
    + [("value", "f8")]
)
_TEXTS = ("unit", "kind", "direction", "status", "metric")


def _load(cases: Snapshot) -> OutcomeColumns:
    rows, *texts = streamed(
        Outcome.objects.order_by().values_list(*_COLUMNS), _ROW, coded=range(3, 3 + len(_TEXTS))
    )
    numbers = cases.numbers(rows["case"])
    order = np.lexsort((rows["id"], rows["order"], numbers))
    # Numbers of drafts: no case of the snapshot has them.
    order = order[numbers[order] >= 0]
    rows, numbers = rows[order], numbers[order]
    unit, kind, direction, status, metric = (
        _coded(names, rows[column]) for names, column in zip(texts, _TEXTS, strict=True)
    )
    of_units = _by_frequency(unit)
    attributes = {
        "unit": of_units,
        "kind": _chosen(kind, Outcome.Kind.choices),
        "direction": _chosen(direction, Outcome.Direction.choices),
        "status": _chosen(status, Outcome.Status.choices),
    }
    regions = np.empty(cases.size, dtype=np.int64)
    regions[cases.orders["region"]] = np.arange(cases.size)
    return OutcomeColumns(
        rows["id"].copy(),
        numbers,
        attributes,
        rows["value"].copy(),
        _ranks(metric, lambda name: (not name, name)),
        _groups(unit, kind, of_units),
        regions[numbers],
    )


@dataclass(frozen=True)
class _Coded:
    """A column of texts: `names[codes[i]]` is the text of number i."""

    names: list[str]
    codes: Numbers


def _coded(names: list[str], codes: Numbers) -> _Coded:
    """The column, texts that no longer occur left out."""
    kept, codes = np.unique(codes, return_inverse=True)
    return _Coded([names[at] for at in kept], codes)


def _ranks(column: _Coded, key: Callable[[str], Any]) -> Numbers:
    """Each number's place in the order of `key`."""
    ranks = np.empty(len(column.names), dtype=np.int64)
    ranks[sorted(range(len(column.names)), key=lambda at: key(column.names[at]))] = np.arange(len(ranks))
    return ranks[column.codes]


def _by_frequency(column: _Coded) -> Attribute:
    """The attribute of `column`, the commonest value first; the empty text is none."""
    counts = np.bincount(column.codes, minlength=len(column.names))
    names = [name for name in column.names if name]
    frequency = dict(zip(column.names, counts.tolist(), strict=True))
    names.sort(key=lambda name: (-frequency[name], name))
    return _chosen(column, [(name, name) for name in names])


def _chosen(column: _Coded, choices: Sequence[tuple[str, Any]]) -> Attribute:
    """The attribute of `column` with the values `choices` in their order; any other text is none."""
    places = {value: at for at, (value, _label) in enumerate(choices)}
    values = np.array([places.get(name, -1) for name in column.names], dtype=np.int64)[column.codes]
    having = np.nonzero(values >= 0)[0]
    return Attribute(
        tuple(value for value, _label in choices),
        tuple(str(label) for _value, label in choices),
        having,
        values[having],
    )


def _groups(unit: _Coded, kind: _Coded, of_units: Attribute) -> Numbers:
    """Numbers whose values may be put in one order; those without a unit come last."""
    bases = list(dict.fromkeys(counted_in(name) for name in of_units.names))
    places = np.array(
        [bases.index(counted_in(name)) if name else len(bases) for name in unit.names], dtype=np.int64
    )
    return places[unit.codes] * len(Outcome.Kind.values) + _ranks(kind, Outcome.Kind.values.index)
