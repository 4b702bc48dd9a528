"""Words for on and off in the environment: what is neither stops the start, instead of meaning off."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured
from environ import Env

_ON, _OFF = ("on", "true", "yes", "y", "ok", "1"), ("off", "false", "no", "n", "0", "")


def on_or_off(env: Env, name: str, *, default: bool) -> bool:
    """Return what the variable `name` says, or `default` where it is not set; ImproperlyConfigured for any other word."""
    if name not in env:
        return default
    word = env.str(name).strip().lower()
    if word in _ON + _OFF:
        return word in _ON
    raise ImproperlyConfigured(f"{name} is {word!r}: “on” or “off” is wanted")
