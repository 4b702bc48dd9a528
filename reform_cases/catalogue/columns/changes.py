"""From one snapshot to the next: the cases that were changed are read, everything else is carried over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from reform_cases.catalogue.columns.attribute import Attribute, Numbers, Pairs
from reform_cases.catalogue.columns.loading import CaseRows, places_of, read_cases
from reform_cases.catalogue.columns.names import Names, read_names
from reform_cases.catalogue.columns.snapshot import Snapshot
from reform_cases.models import Case
from reform_cases.sql.bulk import read_rows
from reform_cases.sql.collation import CodePoints
from reform_cases.sql.prepared import Prepared
from reform_cases.version import Changes, Version

# Of more cases the place of each in the order of titles is not looked for; the database sorts all.
FEW = 300
_NONE = np.zeros(0, np.int64)
_TITLES = Prepared(lambda ids: Case.objects.filter(pk__in=ids).order_by().values_list("pk", "title"))


def loaded(version: Version) -> Snapshot:
    """Return the snapshot of `version`, which the database holds, all of it read."""
    names = read_names()
    nothing = {name: Attribute((), _NONE, _NONE) for name in names.vocabularies}
    empty = Snapshot(version, version, names, _NONE, _NONE, _NONE, nothing)
    return _changed(empty, version, _NONE, read_cases(names), names)


def changed(held: Snapshot, version: Version, changes: Changes) -> Snapshot:
    """Return the snapshot of `version`, which the database holds; `changes` are those since `held`."""
    names = read_names() if changes.names else held.names
    if not changes.cases and not changes.names:
        return replace(held, version=version, seen=version, late_from=None, _terms={})
    rows = read_cases(names, changes.cases)
    return _changed(held, version, _numbers_of(held, changes.cases), rows, names)


def without(held: Snapshot, seen: Version, ids: Sequence[int], late_from: float) -> Snapshot:
    """Return `held` without the cases `ids`, which readers may no longer see at `seen`."""
    gone = _numbers_of(held, ids)
    left = _changed(held, held.version, gone, _no_rows(held), held.names) if len(gone) else held
    return replace(left, seen=seen, late_from=late_from, _terms={})


def _numbers_of(held: Snapshot, ids: Sequence[int]) -> Numbers:
    numbers = held.numbers(np.array(ids, np.int64))
    return numbers[numbers >= 0]


def _no_rows(held: Snapshot) -> CaseRows:
    nothing = {name: attribute.no_pairs for name, attribute in held.attributes.items() if name != "year"}
    return CaseRows(_NONE, _NONE, _NONE, nothing)


def _changed(held: Snapshot, version: Version, gone: Numbers, rows: CaseRows, names: Names) -> Snapshot:
    """`held` with `rows` in place of the cases numbered `gone`."""
    stays = np.ones(held.size, np.bool_)
    stays[gone] = False
    ids = np.concatenate((held.ids[stays], rows.ids))
    printed = np.concatenate((held.printed[stays], rows.printed))
    batch = held.attributes["collection"]
    places = np.array([names.places[value.key] for value in batch.shown] or [0], np.int64)  # type: ignore[index]
    batches = np.concatenate((places[batch.values[stays]], rows.batches))
    # Nearly sorted already, which takes hardly any time.
    order = np.argsort(batches << 16 | printed, kind="stable")
    numbers = np.empty(len(order), np.int32)
    numbers[order] = np.arange(len(order))
    now = np.full(held.size, -1, np.int32)
    now[stays] = numbers[: len(order) - len(rows.ids)]
    new = numbers[len(order) - len(rows.ids) :]
    ids = ids[order]
    unmoved = np.array_equal(ids, held.ids)
    attributes = dict(held.attributes)
    for name in rows.pairs:
        attribute, vocabulary = held.attributes[name], names.vocabularies[name]
        renamed = vocabulary is not held.names.vocabularies[name] or not held.size
        pairs = rows.pairs[name]._replace(cases=new[rows.pairs[name].cases])
        if renamed or not unmoved or not attribute.says(pairs, new):
            attribute = attribute.changed(now, pairs, vocabulary, renamed=renamed)
        attributes[name] = attribute
    if attributes["collection"] is not batch:
        attributes["year"] = _years(attributes["collection"], names)
    titles = now[held.titles]
    if len(new) > FEW or (np.diff(now[stays]) < 0).any():
        placed = _in_order_of_titles(ids)
    else:
        placed = _placed(titles[titles >= 0], new, ids)
    return Snapshot(version, version, names, ids, printed[order], placed, attributes)


def _years(batch: Attribute, names: Names) -> Attribute:
    """The year of each case, which is that of its batch."""
    years = [names.years[value.key] for value in batch.shown]  # type: ignore[index]
    return Attribute.of(Pairs(batch.cases, batch.values, years), names.vocabularies["year"])


def _placed(titles: Numbers, new: Numbers, ids: Numbers) -> Numbers:
    """`titles` with the cases `new`, each in its place."""
    # As bisect does, for all at once; of cases of one title the first stands before.
    wanted = sorted(zip(_titles(ids[new]), new.tolist(), strict=True))
    low, high = np.zeros(len(wanted), np.int64), np.full(len(wanted), len(titles))
    while len(asked := np.flatnonzero(low < high)):
        middle = (low[asked] + high[asked]) // 2
        beside = titles[middle]
        found = zip(_titles(ids[beside]), beside.tolist(), strict=True)
        before = np.array([one < wanted[at] for one, at in zip(found, asked.tolist(), strict=True)])
        low[asked[before]] = middle[before] + 1
        high[asked[~before]] = middle[~before]
    return np.insert(titles, low, [case for _title, case in wanted])


def _titles(ids: Numbers) -> list[str]:
    found = dict(_TITLES.rows(list(dict.fromkeys(ids.tolist()))))
    return [found[pk] for pk in ids.tolist()]


def _in_order_of_titles(ids: Numbers) -> Numbers:
    """All cases in the order of their titles; the database sorts them, while other threads go on."""
    ordered = Case.objects.published().order_by(
        CodePoints("title"), "-collection__year", CodePoints("collection__slug"), "number"
    )
    found = np.array(read_rows(ordered.values_list("pk")), np.int64).reshape(-1)
    return places_of(found, ids, np.argsort(ids)).astype(np.int32)
