"""Every request measured and written down: how long it took and how often the database was asked, by the view that answered."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from reform_cases.monitoring.logs import pattern_of
from reform_cases.monitoring.metrics import QUERIES, REQUESTS

requests = logging.getLogger("reform_cases.requests")
queries = logging.getLogger("reform_cases.queries")
# Characters of a statement that are written down: one that names a hundred keys has more.
_SHOWN = 1_000
_Answer = Callable[[HttpRequest], HttpResponseBase]


class _Queries:
    """Stands between Django and the database, counts, and writes down what takes long: its SQL, never its values."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], sql: str, values: Any, many: bool, context: Any) -> Any:
        self.count += 1
        begun = time.perf_counter()
        try:
            return execute(sql, values, many, context)
        finally:
            took = 1_000 * (time.perf_counter() - begun)
            if 0 < settings.SLOW_QUERY <= took:
                queries.warning("slow query", extra={"figures": {"ms": round(took), "sql": sql[:_SHOWN]}})


def measured(answer: _Answer) -> _Answer:
    """Return `answer`, measured. What is streamed afterwards is not."""

    def measured_answer(request: HttpRequest) -> HttpResponseBase:
        asked, begun = _Queries(), time.perf_counter()
        with connection.execute_wrapper(asked):
            response = answer(request)
        took, view, status = time.perf_counter() - begun, view_of(request), response.status_code
        REQUESTS.labels(view, f"{status // 100}xx").observe(took)
        QUERIES.labels(view).inc(asked.count)
        figures = {
            "method": request.method,
            "view": view,
            "address": pattern_of(request),
            "status": status,
            "ms": round(1_000 * took, 1),
            "queries": asked.count,
        }
        requests.info("request", extra={"figures": figures})
        return response

    return measured_answer


def view_of(request: HttpRequest) -> str:
    """Return the name of the view that answered `request`, a word of ours; “none” where there was none."""
    return (request.resolver_match and request.resolver_match.view_name) or "none"
