"""Addresses of pages, asked for by the hundred on a list: worked out once for each name and kept."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.urls import reverse


@lru_cache(maxsize=20_000)
def address(page: str, *arguments: Any) -> str:
    """The address of the page named `page`."""
    return reverse(page, args=arguments)
