"""Whether batches, sources' marks and numbers, and instruments are what was last written by a way of ours; and masks hide what they say."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

from reform_cases.history.seals import BELONGING, SEALED, Said, changed
from reform_cases.ingest.audit.fault import Fault
from reform_cases.models import Masking, Revision, SourceDocument
from reform_cases.models.desk.seal import Seal
from reform_cases.text.masks import MASK, sum_of_the_rest

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


def masking_faults() -> Iterator[Fault]:
    """Yield masked texts whose rest is not what it was before, and places that say something."""
    for one in Masking.objects.order_by("pk").iterator(chunk_size=_AT_ONCE):
        name, text = _masked_text(one)
        if text is None:
            yield Fault(name, "masking", "", "is of a text that is not there or cannot be read")
        elif sum_of_the_rest(text, one.places) != one.left:
            yield Fault(name, "masking", "", "what was left unmasked is not what it was")
        elif one.kind == Masking.Kind.SOURCE and any(set(text[a:b]) != {MASK} for a, b in one.places):
            yield Fault(name, "masking", "", "a masked place says something")


def _masked_text(one: Masking) -> tuple[str, str | None]:
    """The name and the text of what was masked, None when it is not there."""
    if one.kind == Masking.Kind.SOURCE:
        found = SourceDocument.objects.filter(pk=one.row).values_list("name", "text").first()
        return found or (str(one), None)
    row = Revision.objects.filter(pk=one.row).first()
    try:
        text = zlib.decompress(bytes(row.body)).decode() if row else None
    except (zlib.error, ValueError):
        text = None
    return (f"{row.of} revision {row.number}" if row else str(one)), text


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
