"""Revisions of records. Whatever writes records calls `written` in the same transaction: it indexes and notes them.

Nobody else calls `search.refresh`, so that a way of writing without a revision does not pass the import contracts.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber

from reform_cases.history.canonical import canonical, records
from reform_cases.models import Case, CatalogueVersion
from reform_cases.models.case import says_public
from reform_cases.models.desk.revision import Import, Revision
from reform_cases.search.refresh import refresh
from reform_cases.sql.ids import Ids

_WHY = 300
# Records in memory at once.
_AT_ONCE = 500
# The serial of the catalogue when the row is written: above that of every version that readers saw before.
_NOW: Any = Coalesce(Subquery(CatalogueVersion.objects.filter(pk=1).values("serial")), 0)


@dataclass(frozen=True)
class Writer:
    """By what records are written, by whom (an account, None for a command) and why."""

    via: str
    by: Any = None
    why: str = ""
    imported: Import | None = None


DESK, IMPORT, FIXTURE, COMMAND, FOUND, MASKED = map(str, Revision.Via)


def written(cases: Iterable[int], writer: Writer) -> list[Revision]:
    """Bring the search index in line with `cases`, changed or removed; note what they say now and return the revisions."""
    changed = list(cases)
    refresh(changed, forgetting=writer.via == MASKED)
    return note(changed, writer)


def note(cases: Iterable[int], writer: Writer) -> list[Revision]:
    """Add a revision to each of `cases` that says another thing than its last one, and return them.

    What was masked always gets one: its last revision was masked too and says the same.
    """
    keys = sorted(set(cases))
    made: list[Revision] = []
    for start in range(0, len(keys), _AT_ONCE):
        made += _noted(keys[start : start + _AT_ONCE], writer)
    return made


def note_found(cases: Iterable[int]) -> list[Revision]:
    """Note what was changed by no way of ours (by SQL, before there were revisions), before it is changed again."""
    return note(cases, Writer(FOUND))


def without_revision() -> list[int]:
    """Return the cases that have none, as an upgraded database has them."""
    return list(Case.objects.filter(revisions=None).values_list("pk", flat=True))


def latest(cases: Iterable[int]) -> dict[int, Revision]:
    """Return the last revision of each of `cases` by their keys, without what it says."""
    place = Window(RowNumber(), partition_by=F("case"), order_by=F("number").desc())
    rows = Revision.objects.filter(case__in=Ids(cases)).annotate(place=place).filter(place=1).defer("body")
    return {row.case_id: row for row in rows if row.case_id}


def _noted(keys: list[int], writer: Writer) -> list[Revision]:
    last = latest(keys)
    fresh = []
    for pk, record in records(keys).items():
        text = canonical(record)
        digest, before = hashlib.sha256(text).hexdigest(), last.get(pk)
        if before is None or before.hash != digest or writer.via == MASKED:
            fresh.append(
                Revision(
                    case_id=pk,
                    of=before.of if before else Subquery(Case.objects.filter(pk=pk).values("slug")),
                    number=before.number + 1 if before else 1,
                    body=zlib.compress(text),
                    hash=digest,
                    chain=Revision.chained(before.chain if before else "", digest),
                    by=writer.by,
                    by_name=writer.by.get_username() if writer.by else "",
                    via=writer.via,
                    why=writer.why[:_WHY],
                    imported=writer.imported,
                    public=says_public(record["case"]),
                    serial=_NOW,
                )
            )
    return Revision.objects.bulk_create(fresh, batch_size=100)
