"""Reading several things from one state of the database, whatever is written meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db import connection, transaction


def in_transaction() -> bool:
    """Return whether a transaction has begun, so that what is read may be what it has written."""
    return connection.in_atomic_block


@contextmanager
def one_state() -> Iterator[None]:
    """Let every query of the block see the same state, that of its first query; inside a transaction, the transaction's own.

    The block only reads. Nobody waits for it, and it waits for nobody.
    """
    if connection.in_atomic_block:
        yield
        return
    begun_so = {"sqlite": _deferred, "postgresql": _repeatable}.get(connection.vendor, nullcontext)
    with begun_so(), transaction.atomic():
        yield


@contextmanager
def _deferred() -> Iterator[None]:
    """Begin transactions without waiting for a writer, as one that will write must."""
    # A new connection takes its mode from the settings.
    connection.ensure_connection()
    usual = connection.transaction_mode  # type: ignore[attr-defined]
    connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        yield
    finally:
        connection.transaction_mode = usual  # type: ignore[attr-defined]


@contextmanager
def _repeatable() -> Iterator[None]:
    """Begin transactions as such that see one state, without a statement more."""
    from psycopg import IsolationLevel

    connection.ensure_connection()
    opened = connection.connection
    opened.isolation_level, opened.read_only = IsolationLevel.REPEATABLE_READ, True
    try:
        yield
    finally:
        if not opened.closed:
            opened.isolation_level = opened.read_only = None
