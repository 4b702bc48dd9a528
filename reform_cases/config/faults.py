"""Where errors of the database and the disk become 503: those of views, and those of what stands around views."""

from __future__ import annotations

import sys
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views import defaults

from reform_cases.answering.out_of_service import out_of_service


class OutOfServiceMiddleware:
    """Answers for a view that the database or the disk has failed."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return what Django asks for when a view raised `error`."""
        return out_of_service(request, error)


def server_error(request: HttpRequest) -> HttpResponse:
    """Return 503 or 500 for an error of the middleware, as that of a session that cannot be stored."""
    error = sys.exc_info()[1]
    return (error and out_of_service(request, error)) or defaults.server_error(request)
