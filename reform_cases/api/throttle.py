"""How much one address may ask in a minute. The count stands in the cache; without the cache nobody is counted, nobody refused."""

from __future__ import annotations

import hashlib
import time
from typing import NamedTuple

from django.core.cache import cache
from django.http import HttpRequest

from reform_cases.answering.failing_cache import from_cache
from reform_cases.people.client_address import client_address

# Requests in a window of so many seconds.
LIMIT, WINDOW = 300, 60


class Allowance(NamedTuple):
    """What an address may still ask, and for how many seconds that is so; it is `refused` when it asked more."""

    remaining: int
    seconds: int
    refused: bool

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers by which a program paces itself."""
        said = {
            "RateLimit-Limit": str(LIMIT),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.seconds),
        }
        return said | ({"Retry-After": str(self.seconds)} if self.refused else {})


def allowance(request: HttpRequest) -> Allowance:
    """Count `request` and return what is left to who asks."""
    window, passed = divmod(int(time.time()), WINDOW)
    asked = from_cache(_count, _key(request, window)) or 0
    return Allowance(max(0, LIMIT - asked), WINDOW - passed, asked > LIMIT)


def _key(request: HttpRequest, window: int) -> str:
    who = hashlib.sha256((client_address(request) or "").encode()).hexdigest()[:24]
    return f"asked-{window}-{who}"


def _count(key: str) -> int:
    cache.add(key, 0, 2 * WINDOW)
    try:
        return int(cache.incr(key))
    except ValueError:
        # It was thrown away in between.
        return 1
