"""What the errors of each driver say of the database, and what a command says then."""

from __future__ import annotations

import errno
import sqlite3

import psycopg
import pymysql
import pytest
from django.db import DatabaseError, InterfaceError, OperationalError

from reform_cases.sql.refusal import Outage, outage, refusal


def raised(cause, kind=OperationalError):
    """The error that Django makes of a driver's."""
    error = kind(*cause.args)
    error.__cause__ = cause
    return error


def of_sqlite(code):
    error = sqlite3.OperationalError("what it says")
    error.sqlite_errorcode = code
    return raised(error)


def of_postgresql(code):
    return raised(psycopg.errors.lookup(code)("what it says"))


def of_mariadb(code):
    return raised(pymysql.OperationalError(code, "what it says"))


@pytest.mark.parametrize(
    ("error", "found"),
    [
        (of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), Outage.BUSY),
        (of_sqlite(sqlite3.SQLITE_FULL), Outage.FULL),
        (of_sqlite(sqlite3.SQLITE_IOERR_WRITE), Outage.FULL),
        (of_sqlite(sqlite3.SQLITE_CANTOPEN), Outage.AWAY),
        (of_sqlite(sqlite3.SQLITE_ERROR), None),
        (raised(psycopg.OperationalError("connection refused")), Outage.AWAY),
        (of_postgresql("57P01"), Outage.AWAY),
        (of_postgresql("53300"), Outage.AWAY),
        (of_postgresql("53100"), Outage.FULL),
        (of_postgresql("55P03"), Outage.BUSY),
        # A standby that has to go on without what a reader still looks at.
        (of_postgresql("40001"), Outage.BUSY),
        (of_postgresql("42P01"), None),
        (InterfaceError("connection already closed"), Outage.AWAY),
        (of_mariadb(2002), Outage.AWAY),
        (of_mariadb(1205), Outage.BUSY),
        (of_mariadb(1114), Outage.FULL),
        (of_mariadb(1146), None),
        (OSError(errno.ENOSPC, "No space left on device"), Outage.FULL),
        (FileNotFoundError(errno.ENOENT, "No such file"), None),
        (DatabaseError("nobody knows"), None),
        (ValueError("of another kind"), None),
    ],
)
def test_errors_of_drivers(error, found):
    assert outage(error) == found


def test_refusal_says_what_to_do():
    assert refusal(of_sqlite(sqlite3.SQLITE_BUSY)) == f"{Outage.BUSY.value} (what it says)"
    assert refusal(of_sqlite(sqlite3.SQLITE_ERROR)) == (
        "the database cannot be used (what it says); is it migrated (`manage.py migrate`)?"
    )
