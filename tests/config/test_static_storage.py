"""Static files as a reader's browser gets them: under a name that holds their content's hash, to be kept for ever."""

import re

import pytest
from django.core.management import call_command
from django.test import Client

from reform_cases.jinja.environment import static_address


@pytest.fixture
def collected(settings, tmp_path):
    """The static files collected as `make serve` does."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "reform_cases.config.static_storage.HashedStaticFilesStorage"},
    }
    settings.WHITENOISE_AUTOREFRESH = False
    call_command("collectstatic", interactive=False, verbosity=0)
    static_address.cache_clear()
    yield
    static_address.cache_clear()


def test_files_of_a_page_are_compressed_and_kept_for_ever(collected, db):
    client = Client()
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get("/cases/").text)
    answers = [client.get(address, headers={"accept-encoding": "gzip"}) for address in addresses]
    assert len(answers) == 4
    assert [re.fullmatch(r".+\.[0-9a-f]{12}\.(css|js|svg)", address) is None for address in addresses] == [
        False
    ] * 4
    assert {answer["Cache-Control"] for answer in answers} == {"max-age=315360000, public, immutable"}
    packed = {
        address: answer.get("Content-Encoding") for address, answer in zip(addresses, answers, strict=True)
    }
    assert {address for address, encoding in packed.items() if encoding != "gzip"} == set()
    for answer in answers:
        answer.close()
