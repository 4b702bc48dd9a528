"""Many primary keys in one condition."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, Expression

_EACH = {
    "postgresql": "(SELECT unnest(%s::bigint[]))",
    "mysql": "(SELECT id FROM JSON_TABLE(%s, '$[*]' COLUMNS (id BIGINT PATH '$')) AS ids)",
    "sqlite": "(SELECT value FROM json_each(%s))",
}


class Ids(Expression):
    """Keys for `pk__in`, sent as one value: a database takes only so many values in a condition."""

    output_field = BigIntegerField()
    # For a negated condition: a key is never NULL.
    empty_result_set_value = NotImplemented

    def __init__(self, ids: Iterable[int]) -> None:
        super().__init__()
        self.ids = list(ids)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        keys = self.ids if connection.vendor == "postgresql" else json.dumps(self.ids)
        return _EACH[connection.vendor], (keys,)
