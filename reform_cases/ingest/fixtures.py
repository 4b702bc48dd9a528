"""Records as a Django fixture: the same reading gives the same bytes, and loading twice changes nothing.

Natural keys only, so that a fixture fits any database. One field per line, so that a change reads well in a diff.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from reform_cases.ingest.record import Record
from reform_cases.text.numerals import plain_decimal


def fixture(records: Iterable[Record]) -> str:
    """Return the JSON text of a fixture with `records` in their order; ends with a line break."""
    return "[\n" + ",\n".join(_block(record) for record in records) + "\n]\n"


def _block(record: Record) -> str:
    fields = ",\n".join(f"    {_json(name)}: {_json(value)}" for name, value in record.fields.items())
    return f'{{\n  "model": {_json(record.model._meta.label_lower)},\n  "fields": {{\n{fields}\n  }}\n}}'


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_written)


def _written(value: Decimal | date) -> str:
    """A decimal without exponent or idle zeros, a date as 2024-12-31."""
    return plain_decimal(value) if isinstance(value, Decimal) else value.isoformat()
