"""The snapshot that a process answers from, kept up with the database while others write.

After a small change the request that notices it reads what was changed, in some milliseconds. After a large one a
thread reads it, and until it is done requests are answered from the former snapshot, without what readers may no longer
see, for at most `LATEST` seconds. Nobody waits for anybody else, but for the first snapshot of a process.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

import numpy as np
from django.db import connection

from reform_cases.catalogue.columns.changes import FEW, changed, loaded, without
from reform_cases.catalogue.columns.memory import clear_away, let_go
from reform_cases.catalogue.columns.outcomes import follow_outcomes, forget_outcomes
from reform_cases.catalogue.columns.snapshot import Snapshot
from reform_cases.models import Case
from reform_cases.sql.one_state import in_transaction, one_state
from reform_cases.sql.standby import leave_standby
from reform_cases.sql.streaming import streamed_columns
from reform_cases.version import Changes, Unknown, Version, changes_since, current_version, hidden_since

log = logging.getLogger(__name__)

# After more changes than these, or than one case in four, all is read anew.
MANY = 10_000
# Seconds for which the former snapshot answers, and for which a request then waits for the new one.
LATEST, PATIENCE = 2.0, 5.0
# How often a request begins anew because another has seen a later version.
_TRIES = 3

# The snapshot of the process; and, under True, that of whoever is in a transaction and may see what nobody else does.
_latest: dict[bool, Snapshot] = {}
# When the process last kept one, in seconds since 1970.
_kept_at = 0.0
_taking, _first = threading.Lock(), threading.Lock()
_thread: threading.Thread | None = None


@dataclass(frozen=True)
class ReadersVersion(Version):
    """The version by which a page is made, kept and validated.

    While a former snapshot answers, `token` names both versions: such a page has counts of the one and texts of the other.
    """

    inside: bool
    latest: Snapshot | None

    @cached_property
    def snapshot(self) -> Snapshot:
        """Return what the page is made from."""
        return self.latest or _first_snapshot(self)


@contextmanager
def reading() -> Iterator[ReadersVersion]:
    """Let the block see one state of the database, and give its version; one query, unless somebody has just written."""
    inside = in_transaction()
    if not inside:
        _wait_if_late()
    for tries_left in reversed(range(_TRIES)):
        with one_state():
            latest, version = _base(inside), current_version()
            if not latest or not tries_left or inside or latest.seen.serial <= version.serial:
                # A process without a snapshot may have no need of one: the page may be kept.
                now = _following(latest, version, inside) if latest and version.token else None
                token = version.token if now is None or now.whole else f"{version.token}+{now.version.token}"
                yield ReadersVersion(token, version.serial, version.searchable, inside, now)
                return
        # Another request has seen a later state than this one; a standby may have it only later.
        leave_standby()


def snapshot(version: Version) -> Snapshot:
    """Return the snapshot for who goes by `version`; a later one if the database has gone on since."""
    if isinstance(version, ReadersVersion):
        return version.snapshot
    latest = _base(in_transaction())
    if latest and latest.seen.token == version.token:
        return latest
    with reading() as now:
        return now.snapshot


def snapshot_held() -> tuple[float, int] | None:
    """Return when the process last read the catalogue (seconds since 1970) and the serial of that version; None before it has."""
    latest = _latest.get(False)
    return (_kept_at, latest.version.serial) if latest else None


def forget_snapshot() -> None:
    """Let the next use read the catalogue anew."""
    _latest.clear()
    forget_outcomes()


def _base(inside: bool) -> Snapshot | None:
    return _latest.get(inside) or _latest.get(False)


def _take(new: Snapshot, inside: bool) -> Snapshot:
    """Keep `new`, unless a later one is kept already."""
    global _kept_at
    with _taking:
        latest = _latest.get(inside)
        if not latest or (latest.version.serial, latest.seen.serial) <= (new.version.serial, new.seen.serial):
            _latest[inside] = new
            _kept_at = time.time()
    if not inside and latest and latest.keys is not new.keys:
        let_go(latest)
    return new


def _first_snapshot(version: ReadersVersion) -> Snapshot:
    """The first snapshot of the process; all others wait for the one who reads it."""
    with _first:
        latest = _base(version.inside)
        if not latest or not version.token:
            new = loaded(version)
            clear_away()
            # Nobody counts the versions of an emptied database: what was read from it is good only once.
            return _take(new, version.inside) if version.token else new
    # Where the others have seen a later state than this request, it needs one of its own.
    return (
        _following(latest, version, version.inside)
        if latest.seen.serial <= version.serial
        else loaded(version)
    )


def _following(latest: Snapshot, version: Version, inside: bool) -> Snapshot:
    """The snapshot to answer from at `version`, which the database holds; `latest` is that of a former one."""
    changes = changes_since(latest.seen, version, FEW)
    if latest.whole and isinstance(changes, Changes):
        return _take(changed(latest, version, changes), inside) if latest.seen != version else latest
    if changes is Unknown.NOT_OF_THIS_PAST or inside:
        with _taking:
            _latest.pop(inside, None)
        return _take(loaded(version), inside)
    _begin_reading()
    hidden = _hidden(latest, changes)
    return _take(without(latest, version, hidden, latest.late_from or time.monotonic()), inside)


def _hidden(latest: Snapshot, changes: Changes | Unknown) -> Sequence[int]:
    """The cases of `latest` that readers may no longer see, and perhaps others."""
    if changes is not Unknown.TOO_LONG_AGO:
        return hidden_since(latest.seen)
    parts = streamed_columns(Case.objects.published(), id="pk")
    published = np.array(list(chain.from_iterable(part["id"] for part in parts)), np.int64)
    hidden: list[int] = np.setdiff1d(latest.ids, published, assume_unique=True).tolist()
    return hidden


def _begin_reading() -> None:
    """Let a thread read the new version, unless one does so already."""
    global _thread
    with _taking:
        if not _thread or not _thread.is_alive():
            _thread = threading.Thread(target=_read, name="catalogue", daemon=True)
            _thread.start()


def _read() -> None:
    started = time.monotonic()
    try:
        with one_state():
            latest, version = _latest[False], current_version()
            most = min(MANY, latest.size // 4)
            changes = changes_since(latest.version, version, most)
            new = changed(latest, version, changes) if isinstance(changes, Changes) else loaded(version)
            follow_outcomes(new, most, if_asked=True)
        # If somebody has written since, readers have not seen that since then.
        behind = _latest[False].seen.serial > version.serial
        _take(replace(new, late_from=started if behind else None), inside=False)
        clear_away()
    except Exception:
        log.exception("The catalogue could not be read; the former version goes on answering.")
    finally:
        connection.close()


def _wait_if_late() -> None:
    latest, thread = _latest.get(False), _thread
    if (
        latest
        and thread
        and latest.late_from
        and not latest.whole
        and time.monotonic() - latest.late_from > LATEST
    ):
        thread.join(PATIENCE)
