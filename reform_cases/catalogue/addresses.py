"""Addresses of pages, asked for by the hundred on a list: worked out once for each name and kept.

That is right because no request can change them: `settings.FORCE_SCRIPT_NAME` puts the site at the root of its host.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.urls import reverse


@lru_cache(maxsize=20_000)
def address(page: str, *arguments: Any) -> str:
    """Return the address of the page named `page`."""
    return reverse(page, args=arguments)
