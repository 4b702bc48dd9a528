"""What records share — batches, sources with their marks and numbers, instruments — as it was last written by a way of ours.

A record's revisions vouch for the record. These rows belong to many records; whatever writes them calls `seal` in the
same transaction, and the audit tells of a row that says another thing than its seal.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model

from reform_cases.models import Collection, Instrument, ReportedNumber, SourceDocument, SourcePassage
from reform_cases.models.desk.seal import Seal
from reform_cases.sql.bulk import unique_fields
from reform_cases.sql.ids import Ids

SEALED: dict[str, type[Model]] = {
    "collection": Collection,
    "source": SourceDocument,
    "instrument": Instrument,
}
# Rows of a source, sealed with it.
BELONGING: dict[str, type[Model]] = {"passage": SourcePassage, "number": ReportedNumber}
# The text has its own check sum.
_APART = {"id", "text", "source"}
_AT_ONCE = 100
Said = dict[str, Any]


def seal(model: type[Model], keys: Iterable[int]) -> None:
    """Note what the rows `keys` of `model` say now; of those that are gone, nothing any more."""
    kind = next(name for name, sealed in SEALED.items() if sealed is model)
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        there = said(kind, some)
        Seal.objects.filter(kind=kind, row__in=Ids(set(some) - set(there))).delete()
        Seal.objects.bulk_create(
            [Seal(kind=kind, row=pk, body=zlib.compress(_canonical(one))) for pk, one in there.items()],
            update_conflicts=True,
            unique_fields=unique_fields("kind", "row"),
            update_fields=["body", "at"],
        )


def seal_new() -> None:
    """Seal what has no seal yet, as the rows of an older database."""
    for kind, model in SEALED.items():
        sealed = Seal.objects.filter(kind=kind).values("row")
        seal(model, model._default_manager.exclude(pk__in=sealed).values_list("pk", flat=True))


def said(kind: str, keys: Iterable[int]) -> dict[int, Said]:
    """Return what the rows `keys` of the kind `kind` say, as plain data; two queries more for sources."""
    model, wanted = SEALED[kind], Ids(keys)
    rows: Any = model._default_manager.filter(pk__in=wanted).order_by("pk")
    found = {row.pop("id"): _plain(row) for row in rows.values("id", *_columns(model))}
    if model is SourceDocument:
        for name, part in BELONGING.items():
            for one in found.values():
                one[name] = []
            parts: Any = part._default_manager.filter(source__in=wanted).order_by("start", "end", "pk")
            for row in parts.values("source_id", *_columns(part)).iterator(chunk_size=2_000):
                source = row.pop("source_id")
                if source in found:
                    found[source][name].append(_plain(row))
    return found


def changed(kind: str, keys: Iterable[int]) -> Iterator[tuple[int, Said, Said | None]]:
    """Give each sealed row of `keys` that says another thing than its seal: its key, what was sealed, what it says (None: gone)."""
    wanted = list(keys)
    there = said(kind, wanted)
    for one in Seal.objects.filter(kind=kind, row__in=Ids(wanted)).order_by("row"):
        before, now = one.said, there.get(one.row)
        if before != now:
            yield one.row, before, now


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if field.name not in _APART]


def _plain(row: Said) -> Said:
    return {name: value if isinstance(value, int | None) else str(value) for name, value in row.items()}


def _canonical(one: Said) -> bytes:
    return json.dumps(one, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
