"""A query written once: putting the SQL of a small query together takes Django longer than the database takes to answer it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet

# Stand-ins for keys while the SQL is written; no table has such keys.
_FIRST_STAND_IN = -(10**15)
# Statements of one query, one for each number of keys: pages have up to a hundred lines; an address may name more values.
_KEPT = 128


class _Statement(NamedTuple):
    """SQL, its values, which key goes where among them, and what turns the values of a column into Python's."""

    sql: str
    values: list[Any]
    keys: list[tuple[int, int]]
    converters: list[tuple[int, list[Callable[..., Any]], Any]]


class Prepared:
    """Rows by keys, which are numbers or words. `build` makes the queryset of values for some keys.

    Values are what the queryset would give. Columns that need no conversion (texts and whole numbers) cost nothing.
    """

    def __init__(self, build: Callable[[Any], QuerySet[Any, Any]]) -> None:
        self._build = build
        self._statement = lru_cache(_KEPT)(self._written)

    def rows(self, keys: Sequence[int] | Sequence[str]) -> list[Any]:
        """The rows for `keys`; none without keys, and no query."""
        if not keys:
            return []
        statement = self._statement(len(keys), isinstance(keys[0], str), connection.vendor)
        values = statement.values.copy()
        for place, key in statement.keys:
            values[place] = keys[key]
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, values)
            rows = cursor.fetchall()
        return [_converted(row, statement) for row in rows] if statement.converters else rows

    def _written(self, count: int, words: bool, vendor: str) -> _Statement:
        """The statement for `count` keys."""
        stand_ins = [
            f"{number}" if words else number for number in range(_FIRST_STAND_IN, _FIRST_STAND_IN + count)
        ]
        query = self._build(stand_ins).query
        compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        sql, given = compiler.as_sql()
        # A driver takes the plain value of a choice sooner than the choice.
        values = [value.value if isinstance(value, Enum) else value for value in given]
        found = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        return _Statement(
            sql,
            values,
            [(place, stand_ins.index(value)) for place, value in enumerate(values) if value in stand_ins],
            [(place, converters, column) for place, (converters, column) in found.items()],
        )


def _converted(row: Sequence[Any], statement: _Statement) -> list[Any]:
    values = list(row)
    for place, converters, column in statement.converters:
        for converter in converters:
            values[place] = converter(values[place], column, connection)
    return values
