"""From one snapshot to the next: the cases that were changed are read, everything else is carried over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from reform_cases.catalogue.columns.attribute import Attribute, Pairs
from reform_cases.catalogue.columns.loading import CaseRows, read_cases
from reform_cases.catalogue.columns.names import Names, read_names
from reform_cases.catalogue.columns.numbering import Keys, Numbers, Renumbering
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
    nothing = {name: Attribute.empty() for name in names.vocabularies}
    empty = Snapshot(version, version, names, Keys(_NONE), _NONE.astype(np.int32), _NONE, nothing)
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
    """The numbers, ascending, of those of `ids` that `held` has."""
    return np.flatnonzero(np.isin(held.ids, ids))


def _no_rows(held: Snapshot) -> CaseRows:
    nothing = {name: attribute.no_pairs for name, attribute in held.attributes.items() if name != "year"}
    return CaseRows(Keys(_NONE), _NONE, _NONE, nothing)


def _changed(held: Snapshot, version: Version, gone: Numbers, rows: CaseRows, names: Names) -> Snapshot:
    """`held` with `rows` in place of the cases numbered `gone`."""
    batch = held.attributes["collection"]
    places = np.array([names.places[value.key] for value in batch.shown] or [0], np.int32)  # type: ignore[index]
    cases = Renumbering.of(places[batch.values] << 16 | held.printed, gone, rows.batches << 16 | rows.printed)
    ids = cases.carried(held.ids, rows.keys.ids)
    unmoved = cases.unmoved and np.array_equal(ids[cases.new], held.ids[cases.new])
    attributes = dict(held.attributes)
    for name, read in rows.pairs.items():
        attribute, vocabulary = held.attributes[name], names.vocabularies[name]
        renamed = vocabulary is not held.names.vocabularies[name] or not held.size
        pairs = read._replace(cases=cases.new[read.cases])
        if renamed or not unmoved or not attribute.says(pairs, cases.new):
            attribute = attribute.changed(cases, pairs, vocabulary, renamed=renamed)
        attributes[name] = attribute
    if attributes["collection"] is not batch:
        attributes["year"] = _years(attributes["collection"], names)
    keys = held.keys if unmoved else Keys(ids)
    printed = cases.carried(held.printed, rows.printed)
    return Snapshot(version, version, names, keys, printed, _titles(held, cases, unmoved, ids), attributes)


def _years(batch: Attribute, names: Names) -> Attribute:
    """The year of each case, which is that of its batch."""
    years = [names.years[value.key] for value in batch.shown]  # type: ignore[index]
    return Attribute.of(Pairs(batch.cases, batch.values, years), names.vocabularies["year"])


def _titles(held: Snapshot, cases: Renumbering, unmoved: bool, ids: Numbers) -> Numbers:
    """The cases in the order of their titles."""
    if len(cases.new) > FEW or not cases.in_order:
        return _in_order_of_titles(ids)
    if unmoved and _still_in_order(held.titles, cases.new, ids):
        return held.titles
    titles = cases.now[held.titles]
    return _placed(titles[titles >= 0], cases.new, ids)


def _still_in_order(titles: Numbers, new: Numbers, ids: Numbers) -> bool:
    """Whether each of the cases `new` has a title between those before and after it in `titles`."""
    at = np.flatnonzero(np.isin(titles, new))
    looked_at = np.unique(np.concatenate((at - 1, at, at + 1)).clip(0, len(titles) - 1))
    found = dict(zip(looked_at.tolist(), _titled(titles[looked_at], ids), strict=True))
    return all(one < found[place + 1] for place, one in found.items() if place + 1 in found)


def _placed(titles: Numbers, new: Numbers, ids: Numbers) -> Numbers:
    """`titles` with the cases `new`, each in its place."""
    # As bisect does, for all at once; of cases of one title the first stands before.
    wanted = sorted(_titled(new, ids))
    low, high = np.zeros(len(wanted), np.int64), np.full(len(wanted), len(titles))
    while len(asked := np.flatnonzero(low < high)):
        middle = (low[asked] + high[asked]) // 2
        found = zip(_titled(titles[middle], ids), asked.tolist(), strict=True)
        before = np.array([one < wanted[at] for one, at in found])
        low[asked[before]] = middle[before] + 1
        high[asked[~before]] = middle[~before]
    return np.insert(titles, low, [case for _title, case in wanted])


def _titled(cases: Numbers, ids: Numbers) -> list[tuple[str, int]]:
    """The title and the number of each of `cases`, by which they stand in the order of titles."""
    found = dict(_TITLES.rows(list(dict.fromkeys(ids[cases].tolist()))))
    return [(found[pk], case) for pk, case in zip(ids[cases].tolist(), cases.tolist(), strict=True)]


def _in_order_of_titles(ids: Numbers) -> Numbers:
    """All cases in the order of their titles; the database sorts them, while other threads go on."""
    ordered = Case.objects.published().order_by(
        CodePoints("title"), "-collection__year", CodePoints("collection__slug"), "number"
    )
    found = np.array(read_rows(ordered.values_list("pk")), np.int64).reshape(-1)
    return Keys(ids).numbers(found).astype(np.int32)
