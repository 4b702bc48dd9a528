"""The rows of published cases, of all or of some, read for the arrays."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from reform_cases.catalogue.columns.attribute import Pairs
from reform_cases.catalogue.columns.names import Names
from reform_cases.catalogue.columns.numbering import Keys, Numbers
from reform_cases.models import Case, CaseInstrument, CaseKeyword
from reform_cases.reference import regions
from reform_cases.sql.prepared import Prepared
from reform_cases.sql.streaming import read_columns, streamed_columns


@dataclass(frozen=True)
class CaseRows:
    """Published cases in any order: primary keys, numbers in their batch, the batch's index in the list's own order, and by
    attribute which of them (by index in `keys`) has which value.
    """

    keys: Keys
    printed: Numbers
    batches: Numbers
    pairs: dict[str, Pairs]


def read_cases(names: Names, ids: Sequence[int] | None = None) -> CaseRows:
    """Return the rows of all published cases, or of those among `ids`."""
    cases, said = _CASES.read(ids)
    keys = Keys(cases["id"])
    rows = np.arange(len(cases["id"]), dtype=np.int32)
    batches, different = said["batch"]
    indexes = np.array([names.indexes[key] for key in different] or [0], np.int64)

    def related(through: Columns) -> Pairs:
        columns, coded = through.read(ids)
        at = keys.indexes(columns["case"])
        codes, own = coded["value"]
        return Pairs(at[at >= 0], codes[at >= 0], own)

    return CaseRows(
        keys,
        cases["printed"].astype(np.int32),
        indexes[batches],
        {
            "region": _with_those_above(Pairs(rows, *said["region"])),
            "keyword": related(_KEYWORDS),
            "function": related(_FUNCTIONS),
            "instrument": related(_INSTRUMENTS),
            "level": Pairs(rows, *said["level"]),
            "collection": Pairs(rows, batches, different),
            "organ": Pairs(rows, *said["organ"]),
        },
    )


# Of more keys a statement would be written for long, to be used once.
MOST_PREPARED = 100


# A column of texts or keys: each row's index among the different ones, and these.
Coded = tuple[Numbers, list[Any]]


class Columns:
    """Columns of the rows of cases, of all or of some: whole numbers, amounts (NaN where there is none), and texts or keys."""

    def __init__(
        self,
        rows: Callable[[], QuerySet[Any, Any]],
        case: str,
        numbers: Mapping[str, Any],
        texts: Mapping[str, Any],
        amounts: Mapping[str, Any] = {},
    ) -> None:
        self._rows, self._case = rows, case
        self._numbers, self._texts, self._amounts = numbers, texts, amounts
        self._asked = {**numbers, **texts, **amounts}
        self._some = Prepared(
            lambda ids: rows().filter(**{f"{case}__in": ids}).order_by().values_list(*self._asked.values())
        )

    def read(self, ids: Sequence[int] | None = None) -> tuple[dict[str, NDArray[Any]], dict[str, Coded]]:
        """Return numbers and amounts as arrays by name, and texts coded; of the cases `ids` alone where these are given.

        Some thousand rows at a time become arrays, so that not all are ever there as objects.
        """
        known: dict[str, dict[Any, int]] = {name: {} for name in self._texts}
        arrays: dict[str, list[NDArray[Any]]] = {name: [np.zeros(0, np.int32)] for name in self._asked}
        for part in self._parts(ids):
            for name in self._numbers:
                arrays[name].append(np.array(part[name], np.int64))
            for name in self._amounts:
                arrays[name].append(np.array(part[name], np.float64))
            for name, codes in known.items():
                coded = [codes.setdefault(value, len(codes)) for value in part[name]]
                arrays[name].append(np.array(coded, np.int32))
        return (
            {name: np.concatenate(arrays[name]) for name in (*self._numbers, *self._amounts)},
            {name: (np.concatenate(arrays[name]), list(codes)) for name, codes in known.items()},
        )

    def _parts(self, ids: Sequence[int] | None) -> Iterable[Mapping[str, Sequence[Any]]]:
        if ids is None:
            return streamed_columns(self._rows(), **self._asked)
        if self._amounts or len(ids) > MOST_PREPARED:
            # As all are read: a database may write an amount with fewer digits than it has.
            return [read_columns(self._rows().filter(**{f"{self._case}__in": ids}), **self._asked)]
        rows = self._some.rows(ids)
        return [dict(zip(self._asked, zip(*rows, strict=True), strict=True))] if rows else []


_CASES = Columns(
    Case.objects.published,
    "pk",
    {"id": "pk", "printed": "number"},
    {"batch": "collection", "region": "region", "level": "level", "organ": "organ"},
)
_KEYWORDS = Columns(CaseKeyword.objects.all, "content_object", {"case": "content_object"}, {"value": "tag"})
_INSTRUMENTS = Columns(CaseInstrument.objects.all, "case", {"case": "case"}, {"value": "instrument"})
_FUNCTIONS = Columns(Case.functions.through.objects.all, "case", {"case": "case"}, {"value": "function"})


def _with_those_above(own: Pairs) -> Pairs:
    """A case counts for its own division and for each above it."""
    paths = [regions.path(str(code)) if code else () for code in own.keys]
    codes: dict[Hashable, int] = {}
    cases, values = [own.cases[:0]], [own.codes[:0]]
    for step in range(max(map(len, paths), default=0)):
        at = np.array(
            [codes.setdefault(path[step].code, len(codes)) if step < len(path) else -1 for path in paths],
            np.int32,
        )[own.codes]
        cases.append(own.cases[at >= 0])
        values.append(at[at >= 0])
    return Pairs(np.concatenate(cases), np.concatenate(values), list(codes))
