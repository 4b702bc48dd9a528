"""Where a request comes from: the header of a proxy counts only where there is one, and only its last word."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from reform_cases.people.client_address import client_address


@pytest.mark.parametrize(
    ("https", "forwarded", "remote", "address"),
    [
        (False, "203.0.113.9", "198.51.100.1", "198.51.100.1"),
        (True, "203.0.113.9", "198.51.100.1", "203.0.113.9"),
        (True, "1.1.1.1, 203.0.113.9", "198.51.100.1", "203.0.113.9"),
        (True, "2001:DB8::1", "198.51.100.1", "2001:db8::1"),
        (True, "unknown", "198.51.100.1", "198.51.100.1"),
        (True, "", "", None),
    ],
)
def test_the_address_is_the_one_that_the_nearest_machine_saw(settings, https, forwarded, remote, address):
    settings.HTTPS = https
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR=forwarded, REMOTE_ADDR=remote)
    assert client_address(request) == address
