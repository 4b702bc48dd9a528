import re

import pytest

from reform_cases.models import Case
from tests.catalogue.samples import make_batch
from tests.factories import make_case, make_collection, make_region

pytestmark = pytest.mark.django_db


def titles(response):
    return [case.title for case in response.context["listing"].page]


def test_region_index_lists_every_province_with_its_count(client):
    make_batch()
    response = client.get("/regions/")
    counts = {place.division.code: place.count for place in response.context["places"]}
    assert len(counts) == 34
    assert {code: n for code, n in counts.items() if n} == {"330000": 1, "410000": 1}
    assert re.findall(r'href="(/regions/\d+/)"', response.text) == ["/regions/330000/", "/regions/410000/"]


def test_region_shows_its_cases_and_what_lies_below(client):
    for code, name, level in [("330000", "浙江省", "province"), ("330802", "柯城区", "county")]:
        make_region(code, name, level)
    make_region("410000", "河南省")
    make_case(title="柯城", region_id="330802")
    make_case(title="河南", region_id="410000")
    make_case(title="草稿", region_id="330802", status=Case.Status.DRAFT)
    response = client.get("/regions/330000/")
    assert titles(response) == ["柯城"]
    assert {p.division.name: p.count for p in response.context["places"] if p.count} == {"衢州市": 1}
    assert titles(client.get("/regions/330800/")) == ["柯城"]
    county = client.get("/regions/330802/")
    assert [(crumb.label, crumb.url) for crumb in county.context["crumbs"]] == [
        ("首页", "/"),
        ("地区", "/regions/"),
        ("浙江省", "/regions/330000/"),
        ("衢州市", "/regions/330800/"),
        ("柯城区", ""),
    ]


def test_region_without_cases_says_so(client):
    make_batch()
    response = client.get("/regions/110000/")
    assert (response.status_code, titles(response)) == (200, [])
    assert "这里还没有事例。" in response.text


@pytest.mark.parametrize("code", ["99", "999999", "abc", "3300001", "%00"])
def test_region_that_does_not_exist(client, code):
    assert client.get(f"/regions/{code}/").status_code == 404


def test_keyword_index_in_order_of_pronunciation(client):
    make_batch()
    make_case(keywords=("案件", "ETC"))
    response = client.get("/keywords/")
    assert [(k.name, k.count) for k in response.context["keywords"]] == [
        ("ETC", 1),
        ("案件", 1),
        ("数字检察", 1),
        ("信访", 2),
    ]
    assert "秘密关键词" not in response.text


def test_keyword_shows_its_cases(client):
    make_batch()
    assert titles(client.get("/keywords/数字检察/")) == ["浙江省检察机关健全数字机制"]


@pytest.mark.parametrize("slug", ["不存在", "秘密关键词", "%00", "%ff", "长" * 500])
def test_keyword_that_no_published_case_carries(client, slug):
    make_batch()
    assert client.get(f"/keywords/{slug}/").status_code == 404


def test_collection_in_printed_order(client):
    batch = make_batch()
    response = client.get(f"/collections/{batch.first.collection.slug}/")
    assert [case.number for case in response.context["listing"].page] == [1, 3]


def test_collection_of_drafts_only_is_not_found(client):
    make_case(collection=make_collection("hidden"), status=Case.Status.DRAFT)
    assert client.get("/collections/hidden/").status_code == 404
    assert client.get("/collections/none/").status_code == 404


@pytest.mark.parametrize("count", [1, 3, 6])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/regions/", 1),
        # The number of cases, the cases, their keywords, counts below.
        ("/regions/330000/", 5),
        ("/keywords/", 1),
        # The keyword for the page, again for the listing, then as above.
        ("/keywords/共有/", 6),
        ("/collections/test-2024/", 6),
    ],
)
def test_queries_do_not_grow(client, django_assert_num_queries, count, path, queries):
    make_region()
    for number in range(1, count + 1):
        make_case(number=number, region_id="330000", keywords=(f"词{number}", "共有"))
    client.get("/cases/")
    with django_assert_num_queries(queries):
        assert client.get(path).status_code == 200
