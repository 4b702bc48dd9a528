"""The published numbers that are sure, as arrays in memory, beside the snapshot of their cases: what is counted and sorted without the database.

Numbers (量化成效) are known by their index in the list's own order: batch and case, then the order of the text. They
are read when a list of numbers is first asked for; with a later snapshot, those of the cases that were changed.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from django.db.models import Case, FloatField, When
from django.db.models import Value as Text
from django.db.models.functions import Cast, Coalesce
from numpy.typing import NDArray

from reform_cases.catalogue.columns.attribute import Attribute, Mask, Pairs, Value, Vocabulary, fixed
from reform_cases.catalogue.columns.changes import FEW
from reform_cases.catalogue.columns.loading import Coded, Columns
from reform_cases.catalogue.columns.memory import clear_away
from reform_cases.catalogue.columns.names import texts
from reform_cases.catalogue.columns.numbering import Numbers, Renumbering
from reform_cases.catalogue.columns.snapshot import Snapshot
from reform_cases.catalogue.numbers.comparability import counted_in
from reform_cases.catalogue.numbers.themes import themes
from reform_cases.models import Outcome
from reform_cases.version import Changes, Version, changes_since

Values = NDArray[np.float64]

# What a number is sorted by, in its base unit: of a change where it came to, of a range its end.
_REACHED = Coalesce("value_to", "value_high")
_VALUE = Cast(
    Coalesce("base_value", Case(When(unit="成", then=_REACHED * 10), default=_REACHED)), FloatField()
)


def _chosen(choices: Sequence[tuple[str, Any]]) -> Vocabulary:
    return fixed([Value(value, value, str(label)) for value, label in choices])


_VOCABULARIES = {
    "unit": Vocabulary(texts),
    "kind": _chosen(Outcome.Kind.choices),
    "direction": _chosen(Outcome.Direction.choices),
    "status": _chosen(Outcome.Status.choices),
    "metric": Vocabulary(texts),
    "paired": Vocabulary(texts),
}
# Whether the text says from what to what.
_PAIRED = Case(When(value_from__isnull=False, value_to__isnull=False, then=Text("yes")), default=Text(""))


_COLUMNS = Columns(
    Outcome.objects.sure,
    "case",
    {"id": "pk", "case": "case", "order": "order"},
    {name: name for name in _VOCABULARIES} | {"paired": _PAIRED},
    {"value": _VALUE},
)


@dataclass(frozen=True, eq=False)
class OutcomeColumns:
    """All sure numbers of the cases of one snapshot, by index; of the snapshot its version, and the keys and divisions of its cases.

    `cases` has the index of each one's case, `positions` where it stands in the text; `values` are in the base unit, NaN where
    the text gives no definite one; `said` are attributes of numbers, with the texts in the order of code points.
    """

    version: Version
    case_ids: Numbers
    divisions: Attribute
    ids: Numbers
    cases: Numbers
    positions: Numbers
    values: Values
    said: dict[str, Attribute]

    @property
    def size(self) -> int:
        return len(self.ids)

    @cached_property
    def attributes(self) -> dict[str, Attribute]:
        """Return what the filters of the same names ask; of the units the commonest come first."""
        asked = {name: self.said[name] for name in ("kind", "direction", "status")}
        return {"theme": self._themes, "unit": self.said["unit"].by_frequency(), **asked}

    @cached_property
    def _themes(self) -> Attribute:
        """What the numbers are about, by their metrics; the commonest first."""
        metric = self.said["metric"]
        found = themes(dict(zip(metric.names, metric.totals.tolist(), strict=True)))
        names = list(dict.fromkeys(found.values()))
        at = {name: code for code, name in enumerate(names)}
        codes = np.array([at.get(found.get(one, ""), -1) for one in metric.names] or [-1], np.int32)
        of_numbers = codes[metric.values]
        has = of_numbers >= 0
        return Attribute.of(
            Pairs(metric.cases[has], of_numbers[has], names), Vocabulary(texts)
        ).by_frequency()

    @cached_property
    def achieved(self) -> Mask:
        """Return the numbers that are results, not plans."""
        return self.attributes["status"].having([Outcome.Status.ACHIEVED], self.size)

    @cached_property
    def paired(self) -> Mask:
        """Return the numbers that say from what to what."""
        return self.said["paired"].having(["yes"], self.size)

    @cached_property
    def ranks(self) -> Mask:
        """Return the numbers that are ranks, which are no amounts."""
        return self.said["kind"].having([Outcome.Kind.RANKING], self.size)

    @cached_property
    def groups(self) -> Numbers:
        """Return what is equal for numbers of one base unit and kind; the commonest unit first, none last."""
        units = self.attributes["unit"]
        bases = list(dict.fromkeys(counted_in(name) for name in units.names))
        of_units = np.array([bases.index(counted_in(name)) for name in units.names], np.int32)
        return units.column(self.size, of_units, len(bases)) * len(Outcome.Kind.values) + self.said[
            "kind"
        ].column(self.size)

    @property
    def regions(self) -> Numbers:
        """Return each one's division, as a number that is the larger the later its code."""
        return self.divisions.column(len(self.case_ids))[self.cases]

    @cached_property
    def _sorted(self) -> dict[str, Numbers]:
        return {}

    def order(self, name: str) -> Numbers:
        """Return the numbers in the order `name`, sorted once; any other than these is by number."""
        if name not in self._sorted:
            self._sorted[name] = self._order(name).astype(np.int32)
        return self._sorted[name]

    def _order(self, name: str) -> Numbers:
        match name:
            case "value":
                return np.lexsort((self.values, self.groups))
            case "-value":
                return np.lexsort((-self.values, self.groups))
            case "metric":
                return np.argsort(self.said["metric"].column(self.size), kind="stable")
            case "region":
                return np.argsort(self.regions, kind="stable")
        return np.arange(self.size)


# The columns that were asked for last.
_latest: OutcomeColumns | None = None
_loading = threading.Lock()
_OWN = "outcomes"


def outcome_columns(cases: Snapshot) -> OutcomeColumns:
    """Return the numbers of the cases of the snapshot `cases`."""
    if _OWN not in cases.beside:
        with _loading:
            if _OWN not in cases.beside:
                follow_outcomes(cases)
                clear_away()
    return keep_outcomes(cases)


def keep_outcomes(cases: Snapshot) -> OutcomeColumns:
    """Let what comes after `cases` begin with its numbers."""
    global _latest
    _latest = cases.beside[_OWN]
    return _latest


def forget_outcomes() -> None:
    """Let the next use read all numbers anew."""
    global _latest
    _latest = None


def follow_outcomes(cases: Snapshot, most: int = FEW, *, if_asked: bool = False) -> None:
    """Put the numbers of `cases` beside it; unless more than `most` cases were changed since, only theirs are read.

    With `if_asked` only when somebody has asked for numbers before.
    """
    former = _latest
    if former or not if_asked:
        changes = changes_since(former.version, cases.version, most) if former else None
        if former and isinstance(changes, Changes):
            cases.beside[_OWN] = _changed(former, cases, changes.cases, *_COLUMNS.read(changes.cases))
        else:
            cases.beside[_OWN] = _changed(_without_any(cases), cases, [], *_COLUMNS.read())


def _without_any(cases: Snapshot) -> OutcomeColumns:
    nothing = np.zeros(0, np.int32)
    said = {name: Attribute.empty() for name in _VOCABULARIES}
    return OutcomeColumns(
        cases.version,
        cases.ids,
        cases.attributes["region"],
        nothing.astype(np.int64),
        nothing,
        nothing.astype(np.uint16),
        nothing.astype(np.float64),
        said,
    )


def _changed(
    former: OutcomeColumns,
    cases: Snapshot,
    ids: list[int],
    rows: dict[str, NDArray[Any]],
    texts: dict[str, Coded],
) -> OutcomeColumns:
    """The numbers of `cases`: those of `former`, but for the cases `ids` those of `rows`."""
    now = cases.indexes(former.case_ids)
    now[np.isin(former.case_ids, ids)] = -1
    of_former, of_rows = now[former.cases], cases.indexes(rows["case"])
    seen = np.lexsort((rows["id"], rows["order"], of_rows))
    seen = seen[of_rows[seen] >= 0]
    numbers = Renumbering.of(of_former, np.flatnonzero(of_former < 0), of_rows[seen])
    said, all_numbers = {}, np.arange(numbers.size, dtype=np.int32)
    for name, attribute in former.said.items():
        codes, values = texts[name]
        pairs = Pairs(numbers.new, codes[seen], values)
        now_said = attribute.changed(numbers, pairs, _VOCABULARIES[name], renamed=not former.size)
        # Most are said of every number.
        every = len(now_said.cases) == numbers.size
        said[name] = replace(now_said, cases=all_numbers) if every else now_said
    return OutcomeColumns(
        cases.version,
        cases.ids,
        cases.attributes["region"],
        numbers.carried(former.ids, rows["id"][seen]),
        numbers.carried(of_former.astype(np.int32), of_rows[seen]),
        numbers.carried(former.positions, rows["order"][seen]),
        numbers.carried(former.values, rows["value"][seen]),
        said,
    )
