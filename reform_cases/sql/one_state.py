"""Reading several things from one state of the database, whatever is written meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

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
    if connection.vendor == "sqlite":
        with _deferred(), transaction.atomic():
            yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
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
