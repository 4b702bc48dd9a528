"""What a database knows of its tables, by which it chooses among their indexes: wrong once many rows have changed."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection


def renew_statistics(tables: Iterable[str]) -> None:
    """Let the database look at `tables` again after many writes; inside a transaction it sees what that has written.

    SQLite looks at a sample of each table that has grown tenfold since; MariaDB keeps count by itself.
    """
    statements = {
        "sqlite": ["PRAGMA optimize = 0x10002"],
        "postgresql": [f'ANALYZE "{table}"' for table in tables],
    }
    with connection.cursor() as cursor:
        for statement in statements.get(connection.vendor, []):
            cursor.execute(statement)
