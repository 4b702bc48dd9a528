"""The rows of published cases, of all or of some, read for the arrays."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from reform_cases.catalogue.columns.attribute import Numbers, Pairs
from reform_cases.catalogue.columns.names import Names
from reform_cases.models import Case, CaseKeyword
from reform_cases.reference import regions
from reform_cases.sql.streaming import read_columns, streamed_columns


@dataclass(frozen=True)
class CaseRows:
    """Published cases in any order: primary keys, numbers in their batch, the batch's place in the list's own order, and by
    attribute which of them (by place in `ids`) has which value.
    """

    ids: Numbers
    printed: Numbers
    batches: Numbers
    pairs: dict[str, Pairs]


def read_cases(names: Names, ids: Sequence[int] | None = None) -> CaseRows:
    """Return the rows of all published cases, or of those among `ids`."""
    cases, said = read(
        Case.objects.published(),
        "pk",
        ids,
        {"id": "pk", "printed": "number"},
        {"batch": "collection", "region": "region", "level": "level", "organ": "organ"},
    )
    row_ids = cases["id"]
    by_id = np.argsort(row_ids)
    rows = np.arange(len(row_ids), dtype=np.int32)
    batches, keys = said["batch"]
    places = np.array([names.places[key] for key in keys] or [0], np.int64)

    def related(through: QuerySet[Any, Any], case: str, value: str) -> Pairs:
        found, values = read(through, case, ids, {"case": case}, {"value": value})
        at = places_of(found["case"], row_ids, by_id)
        codes, keys = values["value"]
        return Pairs(at[at >= 0], codes[at >= 0], keys)

    return CaseRows(
        row_ids,
        cases["printed"],
        places[batches],
        {
            "region": _with_those_above(Pairs(rows, *said["region"])),
            "keyword": related(CaseKeyword.objects.all(), "content_object", "tag"),
            "function": related(Case.functions.through.objects.all(), "case", "function"),
            "level": Pairs(rows, *said["level"]),
            "collection": Pairs(rows, batches, keys),
            "organ": Pairs(rows, *said["organ"]),
        },
    )


# A column of texts or keys: each row's place among the different ones, and these.
Coded = tuple[Numbers, list[Any]]


def read(
    rows: QuerySet[Any, Any],
    key: str,
    ids: Sequence[int] | None,
    numbers: Mapping[str, Any],
    texts: Mapping[str, Any],
    amounts: Mapping[str, Any] = {},
) -> tuple[dict[str, NDArray[Any]], dict[str, Coded]]:
    """Return columns of `rows`, of the cases `ids` (by `key`) alone where these are given: `numbers`, `amounts` (NaN where there
    is none), and `texts` coded.

    Some thousand rows at a time become arrays, so that not all are ever there as objects.
    """
    asked = {**numbers, **amounts, **texts}
    if ids is None:
        parts = streamed_columns(rows, **asked)
    else:
        parts = iter([read_columns(rows.filter(**{f"{key}__in": ids}), **asked)])
    known: dict[str, dict[Any, int]] = {name: {} for name in texts}
    arrays: dict[str, list[NDArray[Any]]] = {name: [np.zeros(0, np.int32)] for name in asked}
    for part in parts:
        for name in numbers:
            arrays[name].append(np.array(part[name], np.int64))
        for name in amounts:
            arrays[name].append(np.array(part[name], np.float64))
        for name, codes in known.items():
            coded = [codes.setdefault(value, len(codes)) for value in part[name]]
            arrays[name].append(np.array(coded, np.int32))
    return (
        {name: np.concatenate(arrays[name]) for name in (*numbers, *amounts)},
        {name: (np.concatenate(arrays[name]), list(codes)) for name, codes in known.items()},
    )


def places_of(wanted: Numbers, ids: Numbers, by_id: Numbers) -> Numbers:
    """Return where each of `wanted` stands in `ids`, -1 for one that does not; `by_id` are their places by size."""
    if not len(ids):
        return np.full(len(wanted), -1)
    found = by_id[np.minimum(np.searchsorted(ids, wanted, sorter=by_id), len(ids) - 1)]
    return np.where(ids[found] == wanted, found, -1)


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
