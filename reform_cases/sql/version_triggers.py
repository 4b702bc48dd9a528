"""Triggers by which every write to the catalogue begins a new version and says which case it changed.

They are the one piece of DDL outside migrations, made anew after every `migrate`: SQLite loses those of a table that a
migration builds anew. On PostgreSQL a trigger fires once for a statement, on SQLite and MariaDB for each row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# What is noted as changed in place of the key of a case: any name, or all there is.
NAMES, EVERYTHING = 0, -1
_DEEDS = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True)
class VersionTables:
    """Names of the tables that the triggers write, and how many past versions are kept."""

    version: str
    past: str
    changes: str
    kept: int


# By table: the column with the key of the case that a row changes; NAMES; None for what changes nothing but the version.
Watched = Mapping[str, str | int | None]


def make_triggers(connection: Any, tables: VersionTables, watched: Watched) -> None:
    """Put the triggers in place of whatever was there; nothing of them is left on other tables."""
    write = {"postgresql": _postgresql, "mysql": _mariadb, "sqlite": _sqlite}[connection.vendor]
    with connection.cursor() as cursor:
        for statement in write(tables, watched):
            cursor.execute(statement)


def missing_triggers(connection: Any, watched: Watched) -> list[str]:
    """Return the names of the triggers that are not in the database, or are switched off, in order."""
    if connection.vendor == "postgresql":
        asked = "SELECT relname || ' ' || tgname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid WHERE tgenabled <> 'D'"
        wanted = {
            f"{table} new_version_{deed.lower()}" for table in watched for deed in (*_DEEDS, "TRUNCATE")
        }
        kept = " keep_version"
    else:
        asked = {
            "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
            "mysql": "SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE()",
        }[connection.vendor]
        wanted = {f"new_version_{table}_{deed.lower()}" for table in watched for deed in _DEEDS}
        kept = "keep_version"
    with connection.cursor() as cursor:
        cursor.execute(asked)
        there = {row[0] for row in cursor.fetchall()}
    missing = sorted(wanted - there)
    return missing if any(name.endswith(kept) for name in there) else ["keep_version", *missing]


def _postgresql(tables: VersionTables, watched: Watched) -> Iterator[str]:
    yield (
        "CREATE OR REPLACE FUNCTION reform_cases_new_version() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "DECLARE reached bigint; BEGIN "
        f"UPDATE {tables.version} SET token = replace(gen_random_uuid()::text, '-', ''), serial = serial + 1 "
        "RETURNING serial INTO reached; "
        "IF TG_NARGS > 0 AND reached IS NOT NULL THEN EXECUTE TG_ARGV[0] USING reached; END IF; "
        "RETURN NULL; END $$"
    )
    yield (
        "CREATE OR REPLACE FUNCTION reform_cases_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"INSERT INTO {tables.past} (slot, serial, token) VALUES (NEW.serial % {tables.kept}, NEW.serial, NEW.token) "
        "ON CONFLICT (slot) DO UPDATE SET serial = excluded.serial, token = excluded.token; "
        f"DELETE FROM {tables.changes} WHERE serial <= NEW.serial - {tables.kept}; RETURN NULL; END $$"
    )
    yield (
        f"CREATE OR REPLACE TRIGGER keep_version AFTER UPDATE OF serial ON {tables.version} "
        "FOR EACH ROW EXECUTE FUNCTION reform_cases_keep_version()"
    )
    read = {
        "INSERT": ("REFERENCING NEW TABLE AS came", "came"),
        "UPDATE": ("REFERENCING OLD TABLE AS went NEW TABLE AS came", "came UNION SELECT {} FROM went"),
        "DELETE": ("REFERENCING OLD TABLE AS went", "went"),
        "TRUNCATE": ("", ""),
    }
    for table, column in watched.items():
        yield f"DROP TRIGGER IF EXISTS new_version ON {table}"
        for deed, (rows, source) in read.items():
            if isinstance(column, str) and source:
                changed = f"SELECT DISTINCT {column}, $1 FROM {source.format(f'{column}, $1')}"
            else:
                changed = f"SELECT {NAMES if column == NAMES and source else EVERYTHING}, $1"
                rows = ""
            note = (
                ""
                if column is None
                else (
                    f"'INSERT INTO {tables.changes} (case_id, serial) {changed} "
                    "ON CONFLICT (case_id) DO UPDATE SET serial = excluded.serial'"
                )
            )
            yield (
                f"CREATE OR REPLACE TRIGGER new_version_{deed.lower()} AFTER {deed} ON {table} {rows} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION reform_cases_new_version({note})"
            )


def _sqlite(tables: VersionTables, watched: Watched) -> Iterator[str]:
    yield "DROP TRIGGER IF EXISTS keep_version"
    yield (
        f"CREATE TRIGGER keep_version AFTER UPDATE OF serial ON {tables.version} BEGIN "
        f"INSERT OR REPLACE INTO {tables.past} (slot, serial, token) "
        f"VALUES (NEW.serial % {tables.kept}, NEW.serial, NEW.token); "
        f"DELETE FROM {tables.changes} WHERE serial <= NEW.serial - {tables.kept}; END"
    )
    begin = f"UPDATE {tables.version} SET token = lower(hex(randomblob(16))), serial = serial + 1; "
    for table, column in watched.items():
        for deed in _DEEDS:
            notes = (
                f"INSERT INTO {tables.changes} (case_id, serial) SELECT {key}, serial FROM {tables.version} "
                f"WHERE {where} ON CONFLICT (case_id) DO UPDATE SET serial = excluded.serial; "
                for key, where in _noted(column, deed)
            )
            name = f"new_version_{table}_{deed.lower()}"
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield f"CREATE TRIGGER {name} AFTER {deed} ON {table} BEGIN {begin}{''.join(notes)}END"


def _mariadb(tables: VersionTables, watched: Watched) -> Iterator[str]:
    yield (
        f"CREATE OR REPLACE TRIGGER keep_version AFTER UPDATE ON {tables.version} FOR EACH ROW BEGIN "
        f"REPLACE INTO {tables.past} (slot, serial, token) "
        f"VALUES (MOD(NEW.serial, {tables.kept}), NEW.serial, NEW.token); "
        f"DELETE FROM {tables.changes} WHERE serial <= NEW.serial - {tables.kept}; END"
    )
    begin = f"UPDATE {tables.version} SET token = REPLACE(UUID(), '-', ''), serial = serial + 1; "
    for table, column in watched.items():
        for deed in _DEEDS:
            notes = (
                f"INSERT INTO {tables.changes} (case_id, serial) SELECT {key}, serial FROM {tables.version} "
                f"WHERE {where} ON DUPLICATE KEY UPDATE serial = VALUES(serial); "
                for key, where in _noted(column, deed)
            )
            yield (
                f"CREATE OR REPLACE TRIGGER new_version_{table}_{deed.lower()} AFTER {deed} ON {table} "
                f"FOR EACH ROW BEGIN {begin}{''.join(notes)}END"
            )


def _noted(column: str | int | None, deed: str) -> list[tuple[str, str]]:
    """What a row of a table notes as changed, and when: if it went to another case, both cases."""
    if not isinstance(column, str):
        return [] if column is None else [(str(column), "true")]
    new, old = f"NEW.{column}", f"OLD.{column}"
    return {"INSERT": [(new, "true")], "DELETE": [(old, "true")]}.get(
        deed, [(new, "true"), (old, f"{old} <> {new}")]
    )
