"""Networks in the environment: what is none stops the start."""

from __future__ import annotations

import ipaddress

from django.core.exceptions import ImproperlyConfigured
from environ import Env

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def networks(env: Env, name: str, *, default: list[str]) -> list[Network]:
    """Return the networks that the variable `name` lists, parted by commas; ImproperlyConfigured for what is none."""
    try:
        return [ipaddress.ip_network(one.strip()) for one in env.list(name, default=default)]
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name}: {error}: networks are wanted, as 10.1.0.0/16,192.0.2.7"
        ) from error
