"""Whoever keeps a copy of a page asks each time whether it is still the page: what readers may no longer see is gone at once."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase


def revalidated(
    answer: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Return `answer` with `Cache-Control: no-cache` on whatever says nothing else: some proxies keep that for minutes."""

    def revalidated_answer(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return revalidated_answer
