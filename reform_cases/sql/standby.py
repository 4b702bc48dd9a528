"""A standby in the place of the primary: whatever a thread asks of the database goes there, for as long as a block lasts.

All of the program asks the connection `default`; a router of Django's would see only part of it. So the thread's own
`default` is exchanged.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper


class _Exchanged(threading.local):
    """The thread's connection to the primary, while another one stands in its place."""

    primary: BaseDatabaseWrapper | None = None


_exchanged = _Exchanged()


def standbys() -> list[str]:
    """Return the names of the standbys that there are."""
    return [alias for alias in connections if alias != DEFAULT_DB_ALIAS]


@contextmanager
def on_standby(alias: str) -> Iterator[None]:
    """Let the block ask the standby `alias`, unless it leaves it."""
    primary, standby = connections[DEFAULT_DB_ALIAS], connections[alias]
    # Django looks connections up by their name again.
    standby.alias = DEFAULT_DB_ALIAS
    connections[DEFAULT_DB_ALIAS] = standby
    _exchanged.primary = primary
    try:
        yield
    finally:
        leave_standby()


def leave_standby() -> None:
    """Ask the primary from now on, outside any transaction of the standby's."""
    if _exchanged.primary is not None:
        connections[DEFAULT_DB_ALIAS] = _exchanged.primary
        _exchanged.primary = None


@contextmanager
def on_primary() -> Iterator[None]:
    """Let the block write: it asks the primary, whatever is asked around it."""
    primary, standby = _exchanged.primary, connections[DEFAULT_DB_ALIAS]
    if primary is None:
        yield
        return
    connections[DEFAULT_DB_ALIAS] = primary
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = standby
