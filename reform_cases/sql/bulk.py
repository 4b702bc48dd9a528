"""Rows by the thousand, read and written without the models."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet


def read_rows(queryset: QuerySet[Any, Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a `values_list` of plain numbers and texts, as the database's driver gives them."""
    sql, values = queryset.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def unique_fields(*names: str) -> list[str] | None:
    """Return the `unique_fields` of a `bulk_create` that updates what is there: MariaDB takes every unique key, and none by name."""
    return list(names) if connection.features.supports_update_conflicts_with_target else None


def write_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add `rows` to `table`, which has none of them. Without rows nothing is asked of the database."""
    rows = list(rows)
    if not rows:
        return
    quote = connection.ops.quote_name
    into = f"{quote(table)} ({', '.join(map(quote, columns))})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)
