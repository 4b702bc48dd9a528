"""Whole responses in Django's cache. A cache that is gone, slow or holds nonsense costs its readers nothing but time."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpResponse

from reform_cases.answering.failing_cache import from_cache
from reform_cases.monitoring.metrics import KEPT_PAGES

# Seconds. Long after a version has gone nobody asks for its pages; a full cache throws away what it likes.
KEPT_FOR = 3_600
# Bytes. A larger page is made anew each time: few are, and they would drive out hundreds of others.
LARGEST = 256 * 1024


def kept_response(key: str) -> HttpResponse | None:
    """Return the response kept under `key`, as it was when the view had made it."""
    kept = from_cache(cache.get, f"page-{key}")
    KEPT_PAGES.labels("no" if kept is None else "yes").inc()
    if kept is None:
        return None
    status, headers, content = kept
    return HttpResponse(content, status=status, headers=headers)


def keep(key: str, response: HttpResponse) -> None:
    """Keep `response` under `key` with its status and every header."""
    if len(response.content) <= LARGEST:
        kept = (response.status_code, dict(response.items()), response.content)
        from_cache(cache.set, f"page-{key}", kept, KEPT_FOR)


def cache_fault() -> str:
    """Return what is wrong with the cache, as the name of an error; "" when it gives back what it was given."""
    try:
        cache.set("ready", "ok", 60)
        cache.get("ready")
    except Exception as error:
        return type(error).__name__
    return ""
