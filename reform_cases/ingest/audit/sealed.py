"""Whether batches, sources' marks and numbers, and instruments are what was last written by a way of ours."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

from reform_cases.history.seals import BELONGING, SEALED, Said, changed
from reform_cases.ingest.audit.fault import Fault
from reform_cases.models.desk.seal import Seal

_AT_ONCE = 100
_NAMES = {"collection": "slug", "source": "name", "instrument": "name"}


def seal_faults() -> Iterator[Fault]:
    """Yield what says another thing than its seal, value by value."""
    for kind in SEALED:
        keys = list(Seal.objects.filter(kind=kind).order_by("row").values_list("row", flat=True))
        for start in range(0, len(keys), _AT_ONCE):
            try:
                found = list(changed(kind, keys[start : start + _AT_ONCE]))
            except (TypeError, ValueError, zlib.error):
                yield Fault(kind, "seal", "", "cannot be read")
                continue
            for _key, before, now in found:
                yield from _told(kind, before, now)


def _told(kind: str, before: Said, now: Said | None) -> Iterator[Fault]:
    name = str(before[_NAMES[kind]])
    label = name if kind == "source" else f"{kind} {name}"
    if now is None:
        yield Fault(label, "", "", "is there no more, but no way of ours took it away")
        return
    for field, said in before.items():
        if field in BELONGING:
            yield from _rows(label, field, said, now.get(field, []))
        elif now.get(field) != said:
            yield Fault(label, field, "", f"is {_shown(now.get(field))}, but was written as {_shown(said)}")


def _rows(label: str, kind: str, before: list[Said], now: list[Said]) -> Iterator[Fault]:
    """What came, went or is called otherwise among the marks or numbers of a source."""
    old, new = ({_place(row): row for row in rows} for rows in (before, now))
    for place, row in {**old, **new}.items():
        where = f"{label}:{place[0]}"
        if place not in new:
            said = row.get("note") or row.get("quote")
            yield Fault(label, kind, where, f"was written and is there no more: {said}")
        elif place not in old:
            yield Fault(label, kind, where, "is there, but no way of ours wrote it")
        else:
            for field, said in old[place].items():
                if new[place].get(field) != said:
                    is_now = _shown(new[place].get(field))
                    yield Fault(
                        label, f"{kind} {field}", where, f"is {is_now}, but was written as {_shown(said)}"
                    )


def _place(row: Said) -> tuple[Any, ...]:
    return row["start"], row["end"], row.get("role") if "note" in row else ""


def _shown(value: Any) -> str:
    return str(value) if value not in (None, "") else "nothing"
