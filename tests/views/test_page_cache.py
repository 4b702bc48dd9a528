"""An unchanged list is a 304; a changed one never is."""

from datetime import date

import pytest

from reform_cases.models import Case
from reform_cases.search.upkeep import refresh
from tests.factories import make_case

pytestmark = pytest.mark.django_db


def test_unchanged_list_costs_one_query(client, django_assert_num_queries):
    make_case(number=1)
    tag = client.get("/cases/?q=测试")["ETag"]
    with django_assert_num_queries(1):
        again = client.get("/cases/?q=测试", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_changed_list_is_sent_again(client):
    case = make_case(number=1, title="旧标题")
    tag = client.get("/cases/")["ETag"]
    Case.objects.filter(pk=case.pk).update(title="新标题")
    refresh([case.pk])
    again = client.get("/cases/", headers={"if-none-match": tag})
    assert again.status_code == 200
    assert "新标题" in again.text
    assert again["ETag"] != tag


def test_page_is_kept_until_the_next_write(client, django_assert_num_queries):
    make_case(title="原来的标题")
    whole = client.get("/cases/")
    # The version, and nothing else.
    with django_assert_num_queries(1):
        kept = client.get("/cases/")
    assert (kept.content, kept["ETag"], kept["Content-Type"]) == (
        whole.content,
        whole["ETag"],
        whole["Content-Type"],
    )
    Case.objects.update(title="后来的标题")
    assert "后来的标题" in client.get("/cases/").content.decode()
    Case.objects.update(status=Case.Status.DRAFT)
    assert "后来的标题" not in client.get("/cases/").content.decode()


def test_kept_page_is_that_of_the_same_address(client):
    make_case(title="第一件")
    make_case(title="第二件")
    first, second = (client.get(f"/cases/?page_size=1&page={page}").content.decode() for page in (1, 2))
    assert ("第一件" in first, "第二件" in first) == (True, False)
    assert ("第一件" in second, "第二件" in second) == (False, True)


def test_missing_page_is_not_kept(client):
    address = "/cases/test-2024-01/"
    assert client.get(address).status_code == 404
    make_case(number=1)
    assert client.get(address).status_code == 200


def test_unchanged_record_and_comparison_cost_one_query(client, django_assert_num_queries):
    for number in (1, 2):
        make_case(number=number)
    for address in ("/cases/test-2024-01/", "/compare/?case=test-2024-01&case=test-2024-02"):
        tag = client.get(address)["ETag"]
        with django_assert_num_queries(1):
            assert client.get(address, headers={"if-none-match": tag}).status_code == 304


def test_record_is_another_page_tomorrow_and_at_another_address(client, monkeypatch):
    address = make_case().get_absolute_url()
    tags, days = [], []
    for day, host in ((1, "testserver"), (2, "testserver"), (2, "localhost")):
        for module in ("cases", "page_cache"):
            monkeypatch.setattr(f"reform_cases.views.{module}.localdate", lambda day=day: date(2026, 7, day))
        response = client.get(address, headers={"host": host})
        tags.append(response["ETag"])
        days.append(f"[2026-07-0{day}]. http://{host}/cases/" in response.text)
    assert (len(set(tags)), days) == (3, [True, True, True])


def test_kept_page_is_that_of_the_same_host(client):
    make_case()
    pages = [client.get("/cases/", headers={"host": host}).text for host in ("localhost", "127.0.0.1")]
    assert [
        f'rel="canonical" href="http://{host}/cases/"' in page
        for host, page in zip(("localhost", "127.0.0.1"), pages, strict=True)
    ] == [True, True]
