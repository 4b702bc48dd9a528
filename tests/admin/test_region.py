"""The table of divisions on the desk: to look at, to search, to choose from."""

from __future__ import annotations

import pytest

from reform_cases.models import Region
from tests.factories import make_region

pytestmark = pytest.mark.django_db

LIST = "/admin/reform_cases/region/"


@pytest.fixture(autouse=True)
def divisions():
    make_region("330000", "浙江省", "province")
    make_region("330800", "衢州市", "prefecture")
    make_region("330802", "柯城区", "county")
    make_region("410000", "河南省", "province")


def offered(client, term: str) -> list[tuple[str, str]]:
    query = {"term": term, "app_label": "reform_cases", "model_name": "case", "field_name": "region"}
    response = client.get("/admin/autocomplete/", query)
    assert response.status_code == 200
    return [(row["id"], row["text"]) for row in response.json()["results"]]


@pytest.mark.parametrize("term", ["柯城", "330802", "浙江柯城", "浙江省衢州市柯城区", "衢州 柯城"])
def test_a_county_is_offered_by_name_code_and_path(editor, term):
    assert offered(editor, term) == [("330802", "浙江省衢州市柯城区")]


def test_a_province_is_offered_before_what_lies_in_it(editor):
    assert [code for code, _ in offered(editor, "浙江")] == ["330000", "330800", "330802"]


@pytest.mark.parametrize("term", ["不存在", "'", "%", "_", "99", "x" * 3000])
def test_what_names_nothing_offers_nothing(editor, term):
    assert offered(editor, term) == []


def test_everything_is_offered_before_anything_is_typed(editor):
    assert len(offered(editor, "")) == 4


def test_choosing_takes_one_count_and_one_page_of_rows(editor, django_assert_num_queries):
    with django_assert_num_queries(6):
        offered(editor, "浙江")


def test_staff_without_permission_are_offered_nothing(outsider):
    query = {"term": "浙江", "app_label": "reform_cases", "model_name": "case", "field_name": "region"}
    assert outsider.get("/admin/autocomplete/", query).status_code == 403


def test_the_list_shows_full_names(viewer):
    html = viewer.get(LIST, {"q": "柯城"}).content.decode()
    assert "浙江省衢州市柯城区" in html
    assert "河南省" not in html


def test_nobody_edits_the_table(admin_client):
    page = f"{LIST}330802/change/"
    assert admin_client.get(page).status_code == 200
    assert admin_client.post(page, {"name": "别名"}).status_code == 403
    assert admin_client.get(f"{LIST}add/").status_code == 403
    assert admin_client.post(f"{LIST}330802/delete/", {"post": "yes"}).status_code == 403
    assert Region.objects.get(pk="330802").name == "柯城区"
