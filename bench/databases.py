"""Catalogues of any size, built by the site's own commands: a file under `var/bench`, or a PostgreSQL database."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from bench.servers import ROOT, django_environment

FOLDER = ROOT / "var" / "bench"
SHIPPED = 6
# What the search keeps for itself, by the beginning of its tables' names.
_INDEX = ("search_", "reform_cases_searchtext", "reform_cases_suggestion")


@dataclass(frozen=True)
class Catalogue:
    """A built database. Sizes in bytes, times in seconds; `address` is its DATABASE_URL."""

    kind: str  # SQLite | PostgreSQL
    count: int
    address: str
    generating: float
    indexing: float
    size: int
    index_size: int


def sqlite_file(count: int) -> Path:
    return FOLDER / f"cases-{count}.sqlite3"


def build(kind: str, count: int, server: str, *, reuse: bool) -> Catalogue:
    """The catalogue of `count` cases (the six shipped ones among them) on `kind`; `server` is PostgreSQL's address.

    With `reuse` the records are those of an earlier run, if there are any. The index is always built, and timed.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    kept = FOLDER / f"{kind.lower()}-{count}.json"
    if reuse and kept.exists():
        address, generating = json.loads(kept.read_text())
        manage(address, "migrate", "-v0")
    else:
        kept.unlink(missing_ok=True)
        address, generating = _generated(kind, count, server)
        kept.write_text(json.dumps([address, generating]))
    started = time.monotonic()
    manage(address, "reindex")
    indexing = time.monotonic() - started
    size, index_size = _sqlite_sizes(count) if kind == "SQLite" else _postgresql_sizes(address)
    return Catalogue(kind, count, address, generating, indexing, size, index_size)


def _generated(kind: str, count: int, server: str) -> tuple[str, float]:
    """The address of a new database of `count` cases without an index, and the seconds that making them up took."""
    address = _empty_sqlite(count) if kind == "SQLite" else _empty_postgresql(count, server)
    manage(address, "migrate", "-v0")
    manage(address, "loaddata", "regions", "jcgg-2024", "-v0")
    started = time.monotonic()
    if count > SHIPPED:
        _run(address, "-m", "madeup", str(count - SHIPPED), "--force", "--no-index")
    return address, time.monotonic() - started


def manage(address: str, *arguments: str) -> None:
    """Run `manage.py` on the database; its progress goes to this process's stderr."""
    _run(address, "manage.py", *arguments)


def _run(address: str, *arguments: str) -> None:
    command = [sys.executable, *arguments]
    subprocess.run(command, cwd=ROOT, env=django_environment(address), check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def postgresql_reachable(server: str) -> str:
    """ "" when it can be used, else why not."""
    try:
        psycopg.connect(server, connect_timeout=3).close()
    except psycopg.Error as error:
        return " ".join(str(error).split())
    return ""


def _empty_sqlite(count: int) -> str:
    file = sqlite_file(count)
    for left in FOLDER.glob(f"{file.name}*"):
        left.unlink()
    return f"sqlite:///{file}"


def _empty_postgresql(count: int, server: str) -> str:
    name = f"bench_{count}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def _sqlite_sizes(count: int) -> tuple[int, int]:
    file = sqlite_file(count)
    connection = sqlite3.connect(file)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("ANALYZE")
        rows = connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name").fetchall()
    except sqlite3.OperationalError:  # an SQLite without dbstat
        rows = []
    finally:
        connection.close()
    return file.stat().st_size, sum(size for name, size in rows if _of_index(name))


def _postgresql_sizes(address: str) -> tuple[int, int]:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
        whole = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        rows = connection.execute(
            "SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r'"
        ).fetchall()
    return (whole or (0,))[0], sum(size for name, size in rows if _of_index(name))


def _of_index(table: str) -> bool:
    name = re.sub(r"^sqlite_autoindex_", "", table)
    return name.startswith(_INDEX)
