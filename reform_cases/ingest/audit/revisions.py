"""Whether each record is what its last revision says, and revisions are what was kept."""

from __future__ import annotations

import hashlib
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from reform_cases.history.canonical import hash_of, records
from reform_cases.history.differences import differences
from reform_cases.ingest.audit.fault import Fault
from reform_cases.ingest.audit.rows import Held
from reform_cases.models.desk.revision import Revision
from reform_cases.sql.ids import Ids

_SHOWN = 40


def revision_faults(cases: Sequence[Held]) -> Iterator[Fault]:
    """Yield what records say otherwise than their last revisions, and revisions that are missing or damaged."""
    ids = [held.case.id for held in cases]
    said = records(ids)
    kept: dict[int, list[Revision]] = defaultdict(list)
    for revision in Revision.objects.filter(case__in=Ids(ids)).order_by("case", "number"):
        kept[revision.case_id or 0].append(revision)
    for held in cases:
        slug, rows = held.case.slug, kept[held.case.id]
        if not rows:
            yield Fault(slug, "revisions", "", "has none")
            continue
        if [row.number for row in rows] != list(range(1, len(rows) + 1)):
            yield Fault(slug, "revisions", "", "are not numbered 1, 2, 3 …")
        sound, chain = True, ""
        for row in rows:
            chain = Revision.chained(chain, row.hash)
            problem = _problem(row) or _broken(row, chain)
            if problem:
                sound = False
                yield Fault(slug, f"revision {row.number}", "", problem)
        if sound and hash_of(said[held.case.id]) != rows[-1].hash:
            for one in differences(rows[-1].record, said[held.case.id]):
                said_then, says = _shown(one.old), _shown(one.new)
                problem = f"is {says}, but the last revision says {said_then}"
                yield Fault(slug, one.key, "", problem if says != said_then else "is not what it was")


def kept_faults() -> Iterator[Fault]:
    """Yield damaged revisions of records that are no more."""
    for row in Revision.objects.filter(case=None).order_by("pk").iterator(chunk_size=100):
        problem = _problem(row)
        if problem:
            yield Fault(row.of, f"revision {row.number}", "", problem)


def _broken(row: Revision, chain: str) -> str:
    return "" if row.chain == chain else "is not the one that its chain of check sums vouches for"


def _problem(row: Revision) -> str:
    try:
        text = zlib.decompress(bytes(row.body))
    except (zlib.error, TypeError):
        return "cannot be read"
    return "" if hashlib.sha256(text).hexdigest() == row.hash else "is not what its check sum says"


def _shown(value: Any) -> str:
    text = "nothing" if value in (None, "") else str(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
