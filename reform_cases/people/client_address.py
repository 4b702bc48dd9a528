"""Where a request comes from: what sign-ins and reports are counted by."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """Return the network address of the client, or None when nobody can say.

    A site served over HTTPS has a proxy in front, which adds the address that it saw at the end of the header;
    whatever stands before that, the client may have made up.
    """
    told = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.HTTPS else ""
    for text in (told.rpartition(",")[2].strip(), request.META.get("REMOTE_ADDR", "")):
        try:
            return str(ipaddress.ip_address(text))
        except ValueError:
            continue
    return None
