"""The tables of a bundle as one SQLite file that Datasette opens as it is: keys, what refers to what, numbers that sort as such."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Any

from django.db.models import BooleanField, DecimalField, IntegerField

from reform_cases.bundles.tables import TABLES, BundleTable, Column

_WAITING = 1_000
_BY_NAME = {table.name: table for table in TABLES if not table.desk}


class SQLiteFile:
    """A new SQLite file at `path` with `tables`; the same rows give the same bytes."""

    def __init__(self, path: Path, tables: Iterable[BundleTable]) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        self._inserts: dict[str, str] = {}
        self._waiting: dict[str, list[list[Any]]] = {}
        self._database.execute("BEGIN")
        for table in tables:
            self._database.execute(_create(table))
            marks = ", ".join("?" * len(table.columns))
            self._inserts[table.name] = f'INSERT INTO "{table.name}" VALUES ({marks})'  # noqa: S608
            self._waiting[table.name] = []

    def __enter__(self) -> SQLiteFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with closing(self._database):
            if kind is None:
                for name in self._waiting:
                    self._write(name)
                self._database.execute("COMMIT")

    def add(self, table: BundleTable, row: dict[str, Any]) -> None:
        """Add `row` to `table`; a list or object is stored as JSON."""
        rows = self._waiting[table.name]
        rows.append([_stored(row[column.name]) for column in table.columns])
        if len(rows) >= _WAITING:
            self._write(table.name)

    def _write(self, name: str) -> None:
        self._database.executemany(self._inserts[name], self._waiting[name])
        self._waiting[name].clear()


def _create(table: BundleTable) -> str:
    columns = [f'"{column.name}" {_type(column)}' for column in table.columns]
    columns.append(f"PRIMARY KEY ({_quoted(table.key)})")
    for column in table.columns:
        related = _BY_NAME.get(column.refers)
        if related is None or column.several:
            continue
        inside = related.of and related.of == table.of
        own = [table.owner, column.name] if inside else [column.name]
        columns.append(f'FOREIGN KEY ({_quoted(own)}) REFERENCES "{related.name}" ({_quoted(related.key)})')
    return f'CREATE TABLE "{table.name}" ({", ".join(columns)})'


def _type(column: Column) -> str:
    if isinstance(column.field, IntegerField | BooleanField):
        return "INTEGER"
    return "NUMERIC" if isinstance(column.field, DecimalField) else "TEXT"


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _stored(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
