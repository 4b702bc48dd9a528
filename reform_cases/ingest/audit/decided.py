"""What people decided about the values of a case: where it holds, a departure from the source is no fault."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reform_cases.history.canonical import parts, records
from reform_cases.history.differences import key_of
from reform_cases.ingest.audit.fault import Fault
from reform_cases.ingest.audit.rows import Held, loaded
from reform_cases.models import Decision

_REJECTED, _DESK = Decision.Verdict.REJECTED, Decision.Via.DESK


def decided(held: Held, key: str, name: str = "") -> bool:
    """Return whether somebody decided about the value `key` (`o-3`, `m-1.heading`; about the field `name` of a part)."""
    part, _, own = key.partition(".")
    row = held.decisions.get(part)
    if row is None or row.verdict == _REJECTED:
        return False
    said = loaded(row.decided) or {}
    name = name or own
    return not name or name in said


def by_desk(held: Held, key: str) -> bool:
    """Return whether somebody decided at the desk about the part `key`."""
    row = held.decisions.get(key)
    return row is not None and row.via == _DESK


def reason(held: Held, key: str) -> str:
    """Return the reason that was given at the desk for a number that says another thing than its quote, in brackets."""
    row = held.decisions.get(key)
    return f" ({row.note})" if row is not None and row.via == _DESK and row.note else ""


def rejected(held: Held) -> bool:
    """Return whether somebody took parts out of the case: then not all of its characters are in one."""
    return any(row.verdict == _REJECTED and row.via == _DESK for row in held.decisions.values())


def taken_out(case: int) -> bool:
    """Return the same of a case by its key; one query."""
    return Decision.objects.filter(case=case, verdict=_REJECTED, via=_DESK).exists()


def decision_faults(cases: Sequence[Held]) -> Iterator[Fault]:
    """Yield decisions that the record does not follow; one that waits to be settled may be another than the record."""
    waiting = [held for held in cases if held.decisions]
    said = records([held.case.id for held in waiting])
    for held in waiting:
        record = said[held.case.id]
        rows = {key_of(name, row): row for name in parts() if name != "evidence" for row in record[name]}
        for key, one in held.decisions.items():
            # What a pending copy says otherwise than was decided about its record waits for signatures.
            if one.disputed in ("1", "true") or one.case_id != held.case.id:
                continue
            row = record["case"] if key in record["case"] else rows.get(key)
            yield from _followed(held, key, one.verdict, loaded(one.decided), row)


def _followed(
    held: Held, key: str, verdict: str, decided: Any, row: dict[str, Any] | None
) -> Iterator[Fault]:
    slug = held.case.slug
    if not isinstance(decided, dict):
        yield Fault(slug, key, "", "has a decision of no form")
    elif verdict == _REJECTED:
        if row is not None and key not in ("title", "number"):
            yield Fault(slug, key, "", "is there, but somebody decided that it is not")
    elif row is None:
        yield Fault(slug, key, "", "is not there, but somebody decided about it")
    else:
        for name, value in decided.items():
            if name in row and (row[name] or "") != (value or ""):
                yield Fault(
                    slug,
                    f"{key}.{name}",
                    "",
                    f"is {row[name] or 'nothing'}, but somebody decided {value or 'nothing'}",
                )
