"""From one snapshot to the next: the cases that were changed are read, everything else is carried over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from reform_cases.catalogue.columns.attribute import Attribute, Pairs, Vocabulary
from reform_cases.catalogue.columns.loading import CaseRows, read_cases
from reform_cases.catalogue.columns.names import Names, read_names
from reform_cases.catalogue.columns.numbering import Keys, Numbers, Renumbering
from reform_cases.catalogue.columns.snapshot import Snapshot
from reform_cases.models import Case
from reform_cases.sql.bulk import read_rows
from reform_cases.sql.collation import CodePoints
from reform_cases.sql.prepared import Prepared
from reform_cases.version import Changes, Version

# Of more cases it is not looked for where each stands in the order of titles; the database sorts all.
FEW = 300
_NONE = np.zeros(0, np.int64)
_TITLES = Prepared(lambda ids: Case.objects.filter(pk__in=ids).order_by().values_list("pk", "title"))


def loaded(version: Version) -> Snapshot:
    """Return the snapshot of `version`, which the database holds, all of it read."""
    names = read_names()
    nothing = {name: Attribute.empty() for name in names.vocabularies}
    empty = Snapshot(version, version, names, Keys(_NONE), _NONE.astype(np.int32), _NONE, nothing)
    return _changed(empty, version, _NONE, read_cases(names), names)


def changed(former: Snapshot, version: Version, changes: Changes) -> Snapshot:
    """Return the snapshot of `version`, which the database holds; `changes` are those since `former`."""
    names = read_names() if changes.names else former.names
    if not changes.cases and not changes.names:
        return replace(former, version=version, seen=version, late_from=None, _terms={})
    rows = read_cases(names, changes.cases)
    return _changed(former, version, _indexes_of(former, changes.cases), rows, names)


def without(former: Snapshot, seen: Version, ids: Sequence[int], late_from: float) -> Snapshot:
    """Return `former` without the cases `ids`, which readers may no longer see at `seen`."""
    gone = _indexes_of(former, ids)
    left = _changed(former, former.version, gone, _no_rows(former), former.names) if len(gone) else former
    return replace(left, seen=seen, late_from=late_from, _terms={})


def _indexes_of(former: Snapshot, ids: Sequence[int]) -> Numbers:
    """The indexes, ascending, of those of `ids` that `former` has."""
    return np.flatnonzero(np.isin(former.ids, ids))


def _no_rows(former: Snapshot) -> CaseRows:
    nothing = {name: attribute.no_pairs for name, attribute in former.attributes.items() if name != "year"}
    return CaseRows(Keys(_NONE), _NONE, _NONE, nothing)


def _changed(former: Snapshot, version: Version, gone: Numbers, rows: CaseRows, names: Names) -> Snapshot:
    """`former` with `rows` in place of the cases at `gone`."""
    batch = former.attributes["collection"]
    batches = np.array([names.indexes[value.key] for value in batch.shown] or [0], np.int32)  # type: ignore[index]
    cases = Renumbering.of(
        batches[batch.values] << 16 | former.printed, gone, rows.batches << 16 | rows.printed
    )
    ids = cases.carried(former.ids, rows.keys.ids)
    unmoved = cases.unmoved and np.array_equal(ids[cases.new], former.ids[cases.new])
    attributes = dict(former.attributes)
    for name, read in rows.pairs.items():
        attribute, vocabulary = former.attributes[name], names.vocabularies[name]
        renamed = vocabulary is not former.names.vocabularies[name] or not former.size
        pairs = read._replace(cases=cases.new[read.cases])
        if renamed or not unmoved or not attribute.says(pairs, cases.new):
            attribute = attribute.changed(cases, pairs, vocabulary, renamed=renamed)
        attributes[name] = attribute
    if attributes["collection"] is not batch:
        attributes["year"] = _of_batch(attributes["collection"], names.years, names.vocabularies["year"])
        attributes["series"] = _of_batch(attributes["collection"], names.series, names.vocabularies["series"])
    keys = former.keys if unmoved else Keys(ids)
    printed = cases.carried(former.printed, rows.printed)
    return Snapshot(version, version, names, keys, printed, _titles(former, cases, unmoved, ids), attributes)


def _of_batch(batch: Attribute, values: Mapping[int, Any], vocabulary: Vocabulary) -> Attribute:
    """What each case has from its batch: its year, its series."""
    said = [values[value.key] for value in batch.shown]  # type: ignore[index]
    return Attribute.of(Pairs(batch.cases, batch.values, said), vocabulary)


def _titles(former: Snapshot, cases: Renumbering, unmoved: bool, ids: Numbers) -> Numbers:
    """The cases in the order of their titles."""
    if len(cases.new) > FEW or not cases.in_order:
        return _in_order_of_titles(ids)
    if unmoved and _still_in_order(former.titles, cases.new, ids):
        return former.titles
    titles = cases.now[former.titles]
    return _placed(titles[titles >= 0], cases.new, ids)


def _still_in_order(titles: Numbers, new: Numbers, ids: Numbers) -> bool:
    """Whether each of the cases `new` has a title between those before and after it in `titles`."""
    at = np.flatnonzero(np.isin(titles, new))
    looked_at = np.unique(np.concatenate((at - 1, at, at + 1)).clip(0, len(titles) - 1))
    titled = dict(zip(looked_at.tolist(), _titled(titles[looked_at], ids), strict=True))
    return all(one < titled[at + 1] for at, one in titled.items() if at + 1 in titled)


def _placed(titles: Numbers, new: Numbers, ids: Numbers) -> Numbers:
    """`titles` with the cases `new`, each where its title stands."""
    # As bisect does, for all at once; of cases of one title the first stands before.
    wanted = sorted(_titled(new, ids))
    low, high = np.zeros(len(wanted), np.int64), np.full(len(wanted), len(titles))
    while len(asked := np.flatnonzero(low < high)):
        middle = (low[asked] + high[asked]) // 2
        compared = zip(_titled(titles[middle], ids), asked.tolist(), strict=True)
        before = np.array([one < wanted[at] for one, at in compared])
        low[asked[before]] = middle[before] + 1
        high[asked[~before]] = middle[~before]
    return np.insert(titles, low, [case for _title, case in wanted])


def _titled(cases: Numbers, ids: Numbers) -> list[tuple[str, int]]:
    """The title and the index of each of `cases`, by which they stand in the order of titles."""
    title_of = dict(_TITLES.rows(list(dict.fromkeys(ids[cases].tolist()))))
    return [(title_of[pk], case) for pk, case in zip(ids[cases].tolist(), cases.tolist(), strict=True)]


def _in_order_of_titles(ids: Numbers) -> Numbers:
    """All cases in the order of their titles; the database sorts them, while other threads go on."""
    ordered = Case.objects.published().order_by(
        CodePoints("title"), "-collection__year", CodePoints("collection__slug"), "number"
    )
    sorted_ids = np.array(read_rows(ordered.values_list("pk")), np.int64).reshape(-1)
    return Keys(ids).indexes(sorted_ids).astype(np.int32)
