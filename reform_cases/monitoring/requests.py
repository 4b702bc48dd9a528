"""Every request measured: how long it took and how often the database was asked, by the view that answered."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from reform_cases.monitoring.metrics import QUERIES, REQUESTS

_Answer = Callable[[HttpRequest], HttpResponseBase]


class _Queries:
    """Stands between Django and the database, and counts."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], sql: str, values: Any, many: bool, context: Any) -> Any:
        self.count += 1
        return execute(sql, values, many, context)


def measured(answer: _Answer) -> _Answer:
    """Return `answer`, measured. What is streamed afterwards is not."""

    def measured_answer(request: HttpRequest) -> HttpResponseBase:
        queries, begun = _Queries(), time.perf_counter()
        with connection.execute_wrapper(queries):
            response = answer(request)
        view = view_of(request)
        REQUESTS.labels(view, f"{response.status_code // 100}xx").observe(time.perf_counter() - begun)
        QUERIES.labels(view).inc(queries.count)
        return response

    return measured_answer


def view_of(request: HttpRequest) -> str:
    """Return the name of the view that answered `request`, a word of ours; “none” where there was none."""
    return (request.resolver_match and request.resolver_match.view_name) or "none"
