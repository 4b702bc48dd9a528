"""No copy of a page is shown again without asking."""

import pytest

from tests.catalogue.samples import make_batch

OF_THE_READER_ALONE = {"/suggest/?q=数字": "private, max-age=60"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/cases/",
        "/cases/sample-2024-01/",
        "/cases/sample-2024-01/source/",
        "/cases/sample-2024-02/",
        "/outcomes/",
        "/compare/",
        "/about/",
        "/robots.txt",
        "/no/such/page/",
        *OF_THE_READER_ALONE,
    ],
)
def test_proxy_asks_each_time(client, address):
    make_batch()
    assert client.get(address)["Cache-Control"] == OF_THE_READER_ALONE.get(address, "no-cache")
    # And so it is of a page that was kept.
    assert client.get(address)["Cache-Control"] == OF_THE_READER_ALONE.get(address, "no-cache")
