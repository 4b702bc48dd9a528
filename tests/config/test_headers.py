"""What every answer says to browsers, and what answers to any host."""

import pytest

from reform_cases.config.headers import PERMISSIONS
from tests.factories import make_case


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/cases/", "/no/such/page/", "/admin/login/", "/healthz"])
def test_answers_ask_nothing_of_a_device_and_lend_nothing_to_other_sites(client, address):
    make_case()
    headers = client.get(address).headers
    if address != "/healthz":
        assert headers["Permissions-Policy"] == PERMISSIONS
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "no-" in headers["Cache-Control"]
    assert "camera=()" in PERMISSIONS


@pytest.mark.parametrize("host", ["10.1.2.3", "[2001:db8::1]", "no.such.host"])
def test_the_process_is_asked_by_any_address(client, host, settings):
    settings.ALLOWED_HOSTS = ["cases.example.org"]
    response = client.get("/healthz", headers={"host": host})
    assert (response.status_code, response.text) == (200, "ok\n")
    assert client.get("/about/", headers={"host": host}).status_code == 400
