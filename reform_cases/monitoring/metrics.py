"""What a process counts, in the words of Prometheus: requests, queries, kept pages, searches.

Labels name views and results, never what was asked for, by whom or from where. With METRICS_DIR all processes of the site
count into files there, and each of them gives the sums; without it each tells of itself alone.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from prometheus_client import CollectorRegistry, Counter, Histogram, values
from prometheus_client.multiprocess import MultiProcessCollector

from reform_cases.monitoring.slots import take_slot

# Seconds; a kept page takes less than the first, and nobody should wait for the last.
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


def _shared() -> CollectorRegistry:
    """What is given out: the sums of all processes where they have a folder in common, else what this one counts."""
    given = CollectorRegistry()
    if settings.METRICS_DIR:
        folder = Path(settings.METRICS_DIR)
        try:
            slot = take_slot(folder)
        except OSError as error:
            raise ImproperlyConfigured(f"METRICS_DIR is {str(folder)!r}: {error.strerror}") from error
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
        # Before the first metric is made. The library's own number, that of the process, would leave files for ever.
        values.ValueClass = values.MultiProcessValue(lambda: slot)
        MultiProcessCollector(given, str(folder))
    return given


COUNTED = _shared()
# With a folder the files are asked, not the metrics.
_own = None if settings.METRICS_DIR else COUNTED

REQUESTS = Histogram(
    "reform_cases_request_seconds",
    "Seconds until an answer began, by view and kind of answer",
    ("view", "answer"),
    buckets=_SECONDS,
    registry=_own,
)
QUERIES = Counter(
    "reform_cases_queries", "Questions to the database while requests were answered", ("view",), registry=_own
)
ANSWERED_BY = Counter(
    "reform_cases_answered_by",
    "Requests by the kind of database that was asked",
    ("database",),
    registry=_own,
)
KEPT_PAGES = Counter(
    "reform_cases_kept_pages", "Pages that were looked for in the cache, and whether they were there", ("found",), registry=_own
)  # fmt: skip
CACHE_FAILURES = Counter("reform_cases_cache_failures", "Times that the cache failed", registry=_own)
SEARCHES = Histogram(
    "reform_cases_search_seconds",
    "Seconds that the words of a search took to be found",
    buckets=_SECONDS,
    registry=_own,
)
