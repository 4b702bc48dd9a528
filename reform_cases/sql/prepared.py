"""A query written once: putting the SQL of a small query together takes Django longer than the database takes to answer it."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Sequence
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet

# Stand-ins for keys while the SQL is written; no table has such keys.
_FIRST_STAND_IN = -(10**15)
# Statements of one query, one for each number of keys: pages have up to a hundred lines; an address may name more values.
_KEPT = 128


class Row(tuple[Any, ...]):
    """A row of a query, its values by the names that the query gives its columns: `row.collection__year`.

    A kind of row adds what can be worked out from them.
    """

    __slots__ = ()

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...


class _Statement(NamedTuple):
    """SQL, its values, which key goes where among them, what turns the values of a column into Python's, and its rows."""

    sql: str
    values: list[Any]
    keys: list[tuple[int, int]]
    converters: list[tuple[int, list[Callable[..., Any]], Any]]
    row: Callable[[Sequence[Any]], Any]


class Prepared:
    """Rows by keys, which are numbers or words. `build` makes the queryset of values for some keys, `kind` is that of the rows.

    Values are what the queryset would give. Columns that need no conversion (texts and whole numbers) cost nothing.
    """

    def __init__(self, build: Callable[[Any], QuerySet[Any, Any]], kind: type[Row] = Row) -> None:
        self._build = build
        self._kind = kind
        self._statement = lru_cache(_KEPT)(self._written)

    def rows(self, keys: Sequence[int] | Sequence[str]) -> list[Any]:
        """Return the rows for `keys`; none without keys, and no query."""
        if not keys:
            return []
        statement = self._statement(len(keys), isinstance(keys[0], str), connection.vendor)
        values = statement.values.copy()
        for index, key in statement.keys:
            values[index] = keys[key]
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, values)
            rows = cursor.fetchall()
        if statement.converters:
            rows = [_converted(row, statement) for row in rows]
        return [statement.row(row) for row in rows]

    def _written(self, count: int, words: bool, vendor: str) -> _Statement:
        """The statement for `count` keys."""
        stand_ins = [
            f"{number}" if words else number for number in range(_FIRST_STAND_IN, _FIRST_STAND_IN + count)
        ]
        queryset = self._build(stand_ins)
        query = queryset.query
        compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        sql, given = compiler.as_sql()
        # A driver takes the plain value of a choice sooner than the choice.
        values = [value.value if isinstance(value, Enum) else value for value in given]
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        return _Statement(
            sql,
            values,
            [(index, stand_ins.index(value)) for index, value in enumerate(values) if value in stand_ins],
            [(index, *converter) for index, converter in converters.items()],
            _rows_of(self._kind, queryset._fields),  # type: ignore[attr-defined]
        )


def _rows_of(kind: type[Row], names: Sequence[str]) -> Callable[[Sequence[Any]], Any]:
    """Return what makes a row of the kind `kind`, its columns by `names`, of the values of one."""
    columns = namedtuple("columns", names)  # type: ignore[misc]
    return type(kind.__name__, (kind, columns), {"__slots__": ()})._make  # type: ignore[attr-defined]


def _converted(row: Sequence[Any], statement: _Statement) -> list[Any]:
    values = list(row)
    for index, converters, column in statement.converters:
        for converter in converters:
            values[index] = converter(values[index], column, connection)
    return values
