"""Readers are answered by a standby that is not older than `REPLICA_BOUND`; whoever may have written, by the primary.

Once in half that time a process asks the primary for the number of the last write, and then each standby whether it has
it. Who has had it then shows nothing older for the whole of that time. A standby that is behind or gone is left alone; while
the primary cannot be asked nobody writes there, and readers are shown what the standbys have.
"""

from __future__ import annotations

import copy
import logging
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.db import Error
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from reform_cases.answering.page_key import DESK_COOKIE
from reform_cases.monitoring.metrics import ANSWERED_BY
from reform_cases.sql.standby import on_standby, standbys
from reform_cases.version import current_version

log = logging.getLogger(__name__)
_Answer = Callable[[HttpRequest], HttpResponseBase]

# Seconds for which a database that did not answer is not asked again.
LEFT_ALONE = 5.0
# Below these somebody sees what he has just written, or a monitor asks about the primary itself.
_OF_WRITERS = ("/admin/", "/report/", "/healthz", "/readyz", "/metrics")


@dataclass
class _Known:
    """What the process knows of the standbys, by name: until when each may be asked or is left alone, and what is wrong with it."""

    good_until: dict[str, float] = field(default_factory=dict)
    alone_until: dict[str, float] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    asked_again_at: float = 0.0


_known = _Known()
_asking = threading.Lock()


def answered_by_standbys(answer: _Answer) -> _Answer:
    """Return `answer`, for readers from a standby where one is good, and once more from another database if that fails."""

    def answer_of_some_database(request: HttpRequest) -> HttpResponseBase:
        if not standbys() or not _only_reads(request):
            return answer(request)
        again = copy.copy(request)
        again.META = request.META.copy()
        standby = good_standby()
        response = _answered(answer, request, standby)
        if response.status_code != 503:
            return response
        if standby:
            _leave_alone(standby, "it failed a request")
            return _answered(answer, again, None)
        _known.asked_again_at = 0.0
        standby = good_standby()
        return _answered(answer, again, standby) if standby else response

    return answer_of_some_database


def _answered(answer: _Answer, request: HttpRequest, standby: str | None) -> HttpResponseBase:
    ANSWERED_BY.labels("standby" if standby else "primary").inc()
    if standby is None:
        return answer(request)
    with on_standby(standby):
        return answer(request)


def _only_reads(request: HttpRequest) -> bool:
    """Whether `request` is a reader's, of whom nothing was written a moment ago."""
    known = {settings.SESSION_COOKIE_NAME, DESK_COOKIE}.intersection(request.COOKIES)
    return request.method in ("GET", "HEAD") and not known and not request.path_info.startswith(_OF_WRITERS)


def good_standby() -> str | None:
    """Return one of the standbys that may be asked now; None where there is none."""
    if not standbys():
        return None
    if time.monotonic() >= _known.asked_again_at and _asking.acquire(blocking=False):
        try:
            _ask()
        finally:
            _asking.release()
    now = time.monotonic()
    good = [name for name, until in _known.good_until.items() if until > now]
    return random.choice(good) if good else None  # noqa: S311


def _ask() -> None:
    asked_at, bound = time.monotonic(), settings.REPLICA_BOUND
    try:
        written, every, good_for = current_version().serial, bound / 2, bound
    except Error:
        # Nobody writes what cannot be asked; waiting for it again and again would keep readers waiting.
        written, every, good_for = 0, LEFT_ALONE, 3 * LEFT_ALONE
    for name in standbys():
        if _known.alone_until.get(name, 0.0) > asked_at:
            continue
        try:
            with on_standby(name):
                behind = written - current_version().serial
        except Error as error:
            _leave_alone(name, type(error).__name__)
            continue
        if behind > 0:
            _say(name, f"{behind} writes behind")
        else:
            _known.faults.pop(name, None)
        _known.good_until[name] = asked_at + good_for if behind <= 0 else 0.0
    _known.asked_again_at = time.monotonic() + every


def _leave_alone(name: str, fault: str) -> None:
    _say(name, fault)
    _known.good_until[name] = 0.0
    _known.alone_until[name] = time.monotonic() + LEFT_ALONE


def _say(name: str, fault: str) -> None:
    if _known.faults.get(name) != fault:
        log.warning("%s is not asked: %s", name, fault)
    _known.faults[name] = fault


def faults_of_standbys() -> dict[str, str]:
    """Return what is wrong with each standby, "" where nothing is."""
    good_standby()
    return {name: _known.faults.get(name, "") for name in standbys()}
