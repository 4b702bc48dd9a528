"""Why the database cannot be used, whichever it is, and what a command says then."""

from __future__ import annotations

import errno
import sqlite3
from enum import Enum

from django.db import DatabaseError, InterfaceError


class Outage(Enum):
    """What keeps a database from answering or from writing, though nothing is wrong with what was asked; for operators."""

    AWAY = "the database cannot be reached"
    BUSY = "somebody else writes for a long time; try again"
    FULL = (
        "there is no room left on the disk, or it fails; nothing of this was kept: make room, then try again"
    )


# What a driver says: SQLite's primary codes, MariaDB's numbers, PostgreSQL's SQLSTATE or the class that it begins with.
_SQLITE = {
    sqlite3.SQLITE_BUSY: Outage.BUSY,
    sqlite3.SQLITE_LOCKED: Outage.BUSY,
    sqlite3.SQLITE_FULL: Outage.FULL,
    sqlite3.SQLITE_IOERR: Outage.FULL,
    sqlite3.SQLITE_CANTOPEN: Outage.AWAY,
}
_MARIADB = {
    **dict.fromkeys((1040, 1053, 2002, 2003, 2006, 2013), Outage.AWAY),
    **dict.fromkeys((1205, 1213), Outage.BUSY),
    **dict.fromkeys((1021, 1114), Outage.FULL),
}
_POSTGRESQL = {
    "53100": Outage.FULL,
    **dict.fromkeys(("08", "53", "57P"), Outage.AWAY),
    **dict.fromkeys(("55P03", "40P01", "40001", "57014"), Outage.BUSY),
}


def outage(error: BaseException) -> Outage | None:
    """Return what `error` says of the database or of the disk; None if it is about what was asked."""
    if isinstance(error, OSError):
        return Outage.FULL if error.errno in (errno.ENOSPC, errno.EDQUOT) else None
    if isinstance(error, InterfaceError):
        return Outage.AWAY
    cause = error.__cause__
    if not isinstance(error, DatabaseError) or cause is None:
        return None
    if isinstance(cause, sqlite3.Error):
        return _SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    if cause.args and isinstance(cause.args[0], int):
        return _MARIADB.get(cause.args[0])
    # PostgreSQL: whatever hinders a connection from being made, or ends it, has no code.
    code = getattr(cause, "sqlstate", "")
    return Outage.AWAY if code is None else _of_postgresql(code)


def _of_postgresql(code: str) -> Outage | None:
    return next((_POSTGRESQL[code[:size]] for size in (5, 3, 2) if code[:size] in _POSTGRESQL), None)


def refusal(error: DatabaseError) -> str:
    """Return one sentence with the reason, whichever database gives it."""
    reason = " ".join(str(error).split())
    found = outage(error)
    if found:
        return f"{found.value} ({reason})"
    return f"the database cannot be used ({reason}); is it migrated (`manage.py migrate`)?"
