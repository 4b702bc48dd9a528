"""A whole database into one file and back, by each database's own means: consistent while others write."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection

# What a dump is called, by the database that wrote it.
DUMPS = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


class DumpError(Exception):
    """The database could not be written to a file, or read from one; says why in one sentence."""


def kind() -> str:
    """Return what kind of database this is: sqlite, postgresql."""
    return connection.vendor


def dump(folder: Path) -> Path:
    """Write the database into a new file of `folder`, as it was at one moment; DumpError says why it could not be."""
    path = folder / _name()
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
    else:
        _run("pg_dump", "--format=custom", "--no-owner", f"--file={path}")
    return path


def undump(path: Path) -> None:
    """Read the file of `dump` into the database, which has no tables; all of it or nothing. DumpError says why not."""
    if path.name != _name():
        raise DumpError(f"{path.name} is not of this kind of database ({connection.vendor})")
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
            connection.ensure_connection()
            try:
                copy.backup(connection.connection)
            except sqlite3.Error as error:
                raise DumpError(f"{path.name} cannot be read: {error}") from error
    else:
        _run(
            "pg_restore",
            "--single-transaction",
            "--exit-on-error",
            "--no-owner",
            f"--dbname={_database()}",
            str(path),
        )
    connection.close()


def table_names() -> list[str]:
    """Return the tables of the database: none of a new one."""
    with connection.cursor() as cursor:
        return sorted(connection.introspection.table_names(cursor))


def row_counts() -> dict[str, int]:
    """Return how many rows each table has."""
    counts = {}
    with connection.cursor() as cursor:
        for table in table_names():
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
            counts[table] = cursor.fetchone()[0]
    return counts


def _name() -> str:
    if connection.vendor not in DUMPS:
        raise DumpError(f"a database of the kind {connection.vendor} is backed up by its own tools")
    return DUMPS[connection.vendor]


def _database() -> str:
    return str(connection.settings_dict["NAME"])


def _run(program: str, *options: str) -> None:
    """Run a program of PostgreSQL's client on the database; the password goes by the environment, which nobody else reads."""
    if not shutil.which(program):
        raise DumpError(f"{program} is not installed (Debian: apt-get install postgresql-client)")
    settings: dict[str, Any] = connection.settings_dict
    given = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    environment = {name: str(settings[key]) for name, key in given.items() if settings[key]}
    done = subprocess.run(  # noqa: S603
        [program, *options],
        env={**os.environ, "PGDATABASE": _database(), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise DumpError(f"{program}: {' '.join(done.stderr.split())[:500]}")
