"""The words of a page. Most sites have one language, and a page asks for some two hundred words."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from django.conf import settings
from django.utils.translation import gettext

Answer = TypeVar("Answer")


def once_for_one_language(ask: Callable[..., Answer]) -> Callable[..., Answer]:
    """Return `ask`, which answers in words; while `settings.LANGUAGES` has one language, each question is asked once."""
    asked_once = lru_cache(maxsize=5_000)(ask)

    @wraps(ask)
    def answer(*question: object) -> Answer:
        return (asked_once if len(settings.LANGUAGES) == 1 else ask)(*question)

    return answer


# A word that stands in a template.
word = once_for_one_language(gettext)
