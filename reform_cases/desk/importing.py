"""An import onto what readers see, when others have to sign: the record stays, its pending copy says what the import brought.

What the copy says already by a person's hand stays: the values that the import changed are taken where the copy still
said what the record says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from reform_cases.desk.applying import put
from reform_cases.desk.deciding import take_reviewed
from reform_cases.desk.signing import empty_copy
from reform_cases.history.canonical import Record, part_key, parts, records
from reform_cases.history.differences import EVIDENCE, key_of
from reform_cases.ingest.importer import import_document
from reform_cases.models import Case, Decision
from reform_cases.sourcetext.document import Document

_REVIEW = Decision.Via.REVIEW
_OF_PART = re.compile(r"[mos]-[\d-]+")
Decided = dict[str, frozenset[str]]
_WHERE = ("source", "source_start", "source_end")
_RELATED = ("parent", "measure", "section")
Reviewed = dict[int, list[Decision]]


def import_for_readers(document: Document, name: str, *, publish: bool = False, **options: Any) -> Any:
    """Import as `ingest.importer` does; with reviewers, and without `publish`, what is public is changed in pending copies."""
    signed = bool(settings.REVIEWERS) and not publish
    return import_document(document, name, publish=publish, instead=_Copies if signed else None, **options)


class _Copies:
    """The public ones among `cases` as they are before an import, to be put back after it."""

    def __init__(self, cases: list[int]) -> None:
        public = Case.objects.published().filter(pk__in=cases)
        self.before = records(public.values_list("pk", flat=True))
        self.reviewed = _reviewed(self.before)

    def divert(self) -> tuple[list[int], list[int]]:
        """Move what the import changed of public records into their copies; return the records concerned, and the copies changed."""
        now, reviewed = records(self.before), _reviewed(self.before)
        moved = [pk for pk, said in self.before.items() if _saying(now[pk]) != _saying(said)]
        copies = []
        for pk in moved:
            record = Case.objects.get(pk=pk)
            copy = Case.objects.filter(pending_for=record).first()
            new = copy is None
            copy = copy or empty_copy(record)
            was = records([copy.pk])[copy.pk]
            put(now[pk] if new else _together(self.before[pk], now[pk], was, _decided(copy)), copy)
            Case.objects.filter(pk=copy.pk).note_anchors()
            put(self.before[pk], record)
            take_reviewed(copy, reviewed[pk])
            take_reviewed(record, self.reviewed[pk])
            if new or records([copy.pk])[copy.pk] != was:
                copies.append(copy.pk)
        return moved, copies


def _saying(record: Record) -> Record:
    """What a record says, without where in which edition it stands: that needs no signature."""
    case = {name: value for name, value in record["case"].items() if name not in _WHERE}
    return {**record, "case": case, EVIDENCE: []}


def _reviewed(cases: Mapping[int, Any]) -> Reviewed:
    found: Reviewed = {pk: [] for pk in cases}
    for one in Decision.objects.filter(case__in=list(cases), via=_REVIEW).order_by("pk"):
        found[one.case_id].append(one)
    return found


def _decided(copy: Case) -> Decided:
    """What people decided in the copy: the names of values by the key of their part; of a part taken out, none."""
    return {
        one.key: frozenset(one.decided) for one in Decision.objects.filter(case=copy).exclude(via=_REVIEW)
    }


def _together(base: Record, theirs: Record, mine: Record, decided: Decided) -> Record:
    """`mine` with what `theirs` changed since `base`, where `mine` says the same as `base` and nobody `decided` so."""
    made: Record = {"case": _values(base["case"], theirs["case"], mine["case"], frozenset(decided))}
    for name in parts():
        old, new, own = ({part_key(name, row): row for row in one[name]} for one in (base, theirs, mine))
        made[name] = []
        for key, row in {**own, **new}.items():
            about = decided.get(key_of(name, row)) if name != EVIDENCE else None
            one = _row(old.get(key), new.get(key), own.get(key), about)
            made[name] += [one] if one is not None else []
    return _whole(made)


def _row(old: Any, new: Any, own: Any, decided: frozenset[str] | None) -> Any:
    """One part: as the import has it where the copy says what the record said, else as the copy has it."""
    if own == old and decided is None:
        return new
    if old is None or own is None or new is None:
        return own
    return _values(old, new, own, decided or frozenset())


def _values(old: Record, new: Record, own: Record, decided: frozenset[str]) -> Record:
    return {
        name: new[name] if own[name] == old.get(name) and name not in decided else own[name] for name in own
    }


def _whole(record: Record) -> Record:
    """`record` without relations to parts, and evidence of parts, that only one of the two had."""
    there = {row["anchor"] for name in parts() for row in record[name] if "anchor" in row}
    for name in parts():
        for row in record[name]:
            row.update({to: None for to in _RELATED if row.get(to) and row[to] not in there})
    record["evidence"] = [
        row for row in record["evidence"] if not (part := _OF_PART.match(row["key"])) or part[0] in there
    ]
    return record
