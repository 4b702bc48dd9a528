"""What is the same for everybody is compressed; what knows who asks is not."""

import gzip

import pytest
from django.contrib.auth.models import User

from tests.factories import make_case

pytestmark = pytest.mark.django_db
ASKING = {"accept-encoding": "gzip"}


@pytest.mark.parametrize(
    ("path", "varies"),
    [
        ("/", "Accept-Encoding"),
        ("/cases/", "Accept, Accept-Encoding"),
        ("/about/", "Accept-Encoding"),
        ("/no/such/page/", "Accept-Encoding"),
    ],
)
def test_readers_page_is_compressed(client, path, varies):
    make_case()
    plain, packed = client.get(path), client.get(path, headers=ASKING)
    assert (plain.headers.get("Content-Encoding"), packed["Content-Encoding"]) == (None, "gzip")
    assert gzip.decompress(packed.content) == plain.content
    assert packed["Vary"] == varies


def test_page_with_a_token_is_not_compressed(client):
    page = client.get("/admin/login/", headers=ASKING)
    assert "csrfmiddlewaretoken" in page.text
    assert "Content-Encoding" not in page


def test_page_of_an_editor_is_not_compressed(client):
    client.force_login(User.objects.create_superuser("boss"))
    page = client.get("/admin/reform_cases/case/", headers=ASKING)
    assert (page.status_code, "Content-Encoding" in page) == (200, False)


def test_unchanged_compressed_page_is_a_304(client):
    make_case()
    first = client.get("/cases/", headers=ASKING)
    again = client.get("/cases/", headers={**ASKING, "if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
