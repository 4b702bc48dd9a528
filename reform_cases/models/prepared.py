"""A query written once: putting the SQL of a small query together takes Django longer than the database takes to answer it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

# Stand-ins for keys while the SQL is written; no table has such keys. Where keys are texts, they stand there as texts.
_FIRST_STAND_IN = -(10**15)


class Prepared:
    """Rows by keys: numbers or texts. `build` makes the queryset of values for some keys, and names each key exactly once.

    The values come as the database gives them, so it is for columns that need no conversion (texts and whole numbers).
    """

    def __init__(self, build: Callable[[Sequence[Any]], QuerySet[Any, Any]]) -> None:
        self._build = build
        self._statement = cache(self._written)

    def rows(self, keys: Sequence[int] | Sequence[str]) -> list[Any]:
        """The rows for `keys`; none without keys, and no query."""
        if not keys:
            return []
        sql, values = self._statement(len(keys), connection.vendor)
        given: Iterator[Any] = iter(keys)
        filled = [next(given) if value is None else value for value in values]
        with connection.cursor() as cursor:
            cursor.execute(sql, filled)
            return cursor.fetchall()

    def _written(self, count: int, vendor: str) -> tuple[str, list[Any]]:
        """The SQL for `count` keys, and its values, None where a key goes."""
        stand_ins = range(_FIRST_STAND_IN, _FIRST_STAND_IN + count)
        sql, values = self._build(list(stand_ins)).query.sql_with_params()
        standing_in = {*stand_ins, *map(str, stand_ins)}
        # A driver takes the plain value of a choice sooner than the choice.
        plain = (value.value if isinstance(value, Enum) else value for value in values)
        return sql, [None if value in standing_in else value for value in plain]
