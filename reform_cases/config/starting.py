"""What must hold before the site is served; commands need none of it."""

from __future__ import annotations

import sys

from django.conf import settings

# gunicorn stops for good when a worker ends with this number, instead of starting the next one.
_CANNOT_START = 3
# What Django's `check --deploy` wants (security.W009).
_LENGTH, _DIFFERENT = 50, 5


def fault_of_settings() -> str:
    """Return why the site may not be served with these settings, or ""."""
    if settings.DEBUG:
        return ""
    if settings.SECRET_KEY_MADE_UP:
        return "SECRET_KEY is not set: each process would sign sessions with a key of its own, and nobody could sign in"
    key = settings.SECRET_KEY
    if len(key) < _LENGTH or len(set(key)) < _DIFFERENT or key.startswith("django-insecure-"):
        return "SECRET_KEY is weak: 50 characters or more are wanted, at random, and not one that Django has made for a first try"
    return ""


def refuse_unsafe_start() -> None:
    """End the process with one sentence if the site may not be served with these settings."""
    if fault := fault_of_settings():
        sys.stderr.write(f"The site does not start: {fault}.\n")
        sys.exit(_CANNOT_START)
