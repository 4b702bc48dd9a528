"""Texts compared in the same way on every database."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Func


class CodePoints(Func):
    """Text compared by code point: what SQLite and a binary collation do by themselves, PostgreSQL only when told to."""

    template = "%(expressions)s"
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template='%(expressions)s COLLATE "C"', **context)
