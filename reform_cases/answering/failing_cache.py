"""Django's cache as whoever asks it may rely on it: one that is gone, slow or holds nonsense costs nothing but time."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from reform_cases.monitoring.metrics import CACHE_FAILURES

log = logging.getLogger(__name__)

# Seconds for which a cache that failed is not asked again, so that only one request in that time waits for it.
LEFT_ALONE = 5.0
_asked_again_at = 0.0


def from_cache(ask: Callable[..., Any], *question: Any) -> Any:
    """Return what the cache answers; None while it fails, whatever its library calls that."""
    global _asked_again_at
    if time.monotonic() < _asked_again_at:
        return None
    try:
        return ask(*question)
    except Exception:
        _asked_again_at = time.monotonic() + LEFT_ALONE
        CACHE_FAILURES.inc()
        log.warning("The cache fails and is left alone for %g seconds.", LEFT_ALONE, exc_info=True)
        return None
