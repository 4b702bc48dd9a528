"""What the site writes down, a line each: plain for people who look on, JSON for what collects lines.

Every line of a request has its id. An address that was asked for is told by its pattern, because its words may be a
reader's; of a question to the database its SQL is told, never its values.
"""

from __future__ import annotations

import json
import logging
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

HEADER = "X-Request-ID"
# What a proxy may call a request: nothing that could be taken for something else in a line.
_SAFE = re.compile(r"[A-Za-z0-9_-]{8,64}")
_request_id: ContextVar[str] = ContextVar("request_id", default="")


def numbered(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Return `answer`, every request with an id: the proxy's if it is a safe one, else a new one; the answer names it."""

    def numbered_answer(request: HttpRequest) -> HttpResponseBase:
        with _called(_id_of(request)) as name:
            response = answer(request)
        response.headers[HEADER] = name
        return response

    return numbered_answer


def _id_of(request: HttpRequest) -> str:
    given = request.headers.get(HEADER, "")
    return given if _SAFE.fullmatch(given) else uuid.uuid4().hex


@contextmanager
def _called(name: str) -> Iterator[str]:
    token = _request_id.set(name)
    try:
        yield name
    finally:
        _request_id.reset(token)


def pattern_of(request: HttpRequest) -> str:
    """Return the pattern of the address that `request` asks for, as `cases/<slug:slug>/`; “none” where there is none."""
    return request.resolver_match.route if request.resolver_match else "none"


def message_of(record: logging.LogRecord) -> str:
    """Return what `record` says, with the pattern in the place of an address: Django's lines about a request name it."""
    request = getattr(record, "request", None)
    if not isinstance(request, HttpRequest) or not isinstance(record.args, tuple):
        return record.getMessage()
    address = (request.path, request.path.encode("unicode_escape").decode())
    said = tuple(pattern_of(request) if one in address else one for one in record.args)
    return str(record.msg) % said


class PlainLines(logging.Formatter):
    """When, how bad, who, what; the traceback below."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # logging calls it so
        """Return the first line."""
        figures = "".join(f" {name}={value}" for name, value in getattr(record, "figures", {}).items())
        said = f"{self.formatTime(record)} {record.levelname} {record.name} {message_of(record)}{figures}"
        name = _request_id.get()
        return f"{said} [{name}]" if name else said


class JsonLines(logging.Formatter):
    """One object a line, however many lines what is said has."""

    def format(self, record: logging.LogRecord) -> str:
        """Return `record` as JSON: when (UTC), how bad, who, what, of which request, its figures, the traceback."""
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": message_of(record),
        }
        if name := _request_id.get():
            said["request"] = name
        said |= getattr(record, "figures", {})
        if record.exc_info:
            said["error"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False, default=str)


def not_said_before(record: logging.LogRecord) -> bool:
    """Return whether `record` says something new: why an answer is 503 is told before Django tells that it is."""
    return getattr(record, "status_code", 0) != 503
