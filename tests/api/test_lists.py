"""`/api/v1/`: the rows of the pages in their order, read to the end by cursors; what cannot be is refused."""

from __future__ import annotations

import json

import pytest
from django.core.cache import cache

from reform_cases.answering import failing_cache
from reform_cases.api import throttle
from reform_cases.api.lists import RESOURCES
from reform_cases.models import Case
from tests.factories import make_case, make_evidence, make_measure, make_outcome, make_region, make_source
from tests.shipped import load_shipped
from tests.views.formats.test_lists import OF_NUMBERS, QUERIES

pytestmark = pytest.mark.django_db


def rows(client, address):
    """All rows of a list, page after page."""
    found, pages = [], 0
    while address:
        response = client.get(address)
        assert response.status_code == 200, response.content
        page = response.json()
        found += page["results"]
        address, pages = page["next"], pages + 1
        assert pages < 300
    return found


def of_interface(query):
    return "&".join(one for one in query.split("&") if not one.startswith("page="))


@pytest.mark.parametrize(("what", "queries"), [("cases", QUERIES), ("outcomes", OF_NUMBERS)])
def test_rows_are_those_of_the_page_in_its_order(client, what, queries):
    load_shipped()
    differing = {}
    for query in sorted({of_interface(one) for one in queries}):
        page = client.get(f"/{what}/?{query}&page_size=100")
        listing = page.context["listing"]
        answer = client.get(f"/api/v1/{what}?{query}&fields=url")
        if listing.refusals:
            assert answer.status_code == 400
            continue
        if what == "cases":
            shown = [f"http://testserver/cases/{one.slug}/" for one in listing.lines]
        else:
            shown = [f"http://testserver{one.case_url}#{one.outcome.anchor}" for one in listing.lines]
        found = [row["url"] for row in rows(client, f"/api/v1/{what}?{query}&fields=url")]
        if found[: len(shown)] != shown or len(found) != listing.total:
            differing[query] = found
    assert differing == {}


@pytest.mark.parametrize("size", [1, 2, 7, 100])
@pytest.mark.parametrize("name", ["cases", "measures", "keywords", "regions", "collections", "sources"])
def test_cursors_lead_through_everything_once(client, name, size):
    load_shipped()
    whole = client.get(f"/api/v1/{name}?page_size=100").json()
    assert whole["results"]
    assert rows(client, f"/api/v1/{name}?page_size={size}") == rows(client, f"/api/v1/{name}?page_size=100")
    assert whole["total"] in (None, len(rows(client, f"/api/v1/{name}?page_size=100")))


def test_measures_stand_in_the_order_of_cases_and_of_reading(client):
    source = make_source("健全机制。做法")
    first, second = make_case(number=1, title="甲", source=source), make_case(number=2, title="乙")
    make_measure(second, "m-1", heading="其二")
    above = make_measure(first, "m-1", heading="健全机制", body="做法", label="一、", order=1)
    make_measure(first, "m-1-1", heading="分项", parent=above, order=2)
    make_evidence(first, source, "健全机制", field="heading", key="m-1.heading", measure=above)
    found = rows(client, "/api/v1/measures?order=title")
    assert [(row["case"], row["anchor"], row["parent"]) for row in found] == [
        ("test-2024-02", "m-1", None), ("test-2024-01", "m-1", None), ("test-2024-01", "m-1-1", "m-1")
    ]  # fmt: skip
    assert found[1] == {
        "case": "test-2024-01", "anchor": "m-1", "url": "http://testserver/cases/test-2024-01/#m-1", "parent": None,
        "label": "一、", "heading": "健全机制", "body": "做法",
        "evidence": {"source_sha256": source.sha256, "heading": [[0, 4]], "body": []},
    }  # fmt: skip
    assert client.get("/api/v1/measures/test-2024-01/m-1").json() == found[1]


def test_reading_goes_on_behind_the_last_row_when_others_come_and_go(client):
    for number in range(1, 5):
        make_case(number=number)
    first = client.get("/api/v1/cases?page_size=2&fields=number").json()
    Case.objects.filter(number=1).update(status="draft")
    assert [row["number"] for row in first["results"] + rows(client, first["next"])] == [1, 2, 3, 4]


def test_names_are_counted_among_the_cases_asked_for(client):
    make_region("510000", "四川省")
    make_case(number=1, keywords=("信访", "数字检察"), region_id="510000")
    make_case(number=2, keywords=("信访",))
    make_case(number=3, keywords=("玄鹄",), status="draft")
    counts = {row["name"]: row["cases"] for row in rows(client, "/api/v1/keywords")}
    assert counts == {"信访": 2, "数字检察": 1}
    found = rows(client, "/api/v1/keywords?region=510000&fields=name,cases")
    assert found == [{"name": "信访", "cases": 1}, {"name": "数字检察", "cases": 1}] or found == [
        {"name": "数字检察", "cases": 1}, {"name": "信访", "cases": 1}
    ]  # fmt: skip
    assert rows(client, "/api/v1/regions") == [
        {
            "code": "510000", "name": "四川省", "full_name": "四川省", "level": "province",
            "url": "http://testserver/regions/510000/", "cases": 1,
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "parameter", "value"),
    [("foo=1", "foo", "1"), ("page=2", "page", "2"), ("year=abc", "year", "abc"), ("page_size=101", "page_size", "101"),
     ("page_size=0", "page_size", "0"), ("fields=slug,secret", "fields", "secret"), ("fields=slug,", "fields", ""), ("cursor=x", "cursor", "x"),
     ("cursor=bnVsbA", "cursor", "bnVsbA"), ("cursor=%00", "cursor", "\x00"), ("order=best", "order", "best"), ("case=a", "case", "a")],
)  # fmt: skip
def test_what_cannot_be_is_refused(client, query, parameter, value):
    make_case(number=1)
    response = client.get(f"/api/v1/cases?{query}")
    error = response.json()["error"]
    assert (response.status_code, error["parameter"], error["value"]) == (400, parameter, value)
    assert error["reason"].endswith("。")


@pytest.mark.parametrize("path", ["/api/", "/api/v1/none", "/api/v1/cases/", "/api/v1/cases/none", "/api/v1/cases/x/y", "/api/v1/cases/%0A",
    "/api/v1/outcomes/none/o-1", "/api/v1/regions/000000", "/api/v1/sources/none", "/api/v1/keywords/无"])  # fmt: skip
def test_unknown_address_is_404_as_json(client, path):
    response = client.get(path)
    assert (response.status_code, response["Content-Type"].split(";")[0]) == (404, "application/json")
    assert response.json()["error"]["parameter"] == "path"


def test_other_methods_and_other_sites(client):
    assert client.get("/api/v1/cases")["Access-Control-Allow-Origin"] == "*"
    options = client.options("/api/v1/cases")
    assert (options.status_code, options["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    posted = client.post("/api/v1/cases")
    assert (posted.status_code, posted["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert posted.json()["error"]["parameter"] == "method"


def test_unchanged_until_something_is_written(client):
    case = make_case(number=1)
    for address in ("/api/v1/cases", "/api/v1/cases/test-2024-01", "/api/v1/keywords", "/api/v1/schema.json"):
        again = {"if-none-match": client.get(address)["ETag"]}
        assert client.get(address, headers=again).status_code == 304
        case.title += "又"
        case.save()
        assert client.get(address, headers=again).status_code == 200


def test_whoever_asks_too_much_is_told_when_to_come_back(client, monkeypatch):
    monkeypatch.setattr(throttle, "LIMIT", 2)
    left = [client.get("/api/v1/keywords")["RateLimit-Remaining"] for _ in range(2)]
    refused = client.get("/api/v1/keywords")
    assert (left, refused.status_code, refused["RateLimit-Remaining"]) == (["1", "0"], 429, "0")
    assert 0 < int(refused["Retry-After"]) <= 60
    other = client.get("/api/v1/keywords", REMOTE_ADDR="192.0.2.7")
    assert other.status_code == 200


def test_without_a_cache_nobody_is_refused(client, monkeypatch):
    def gone(*_question):
        raise ConnectionError

    monkeypatch.setattr(throttle, "LIMIT", 1)
    monkeypatch.setattr(failing_cache, "_asked_again_at", 0.0)
    monkeypatch.setattr(cache, "add", gone)
    assert [client.get("/api/v1/keywords").status_code for _ in range(3)] == [200] * 3
    monkeypatch.setattr(failing_cache, "_asked_again_at", 0.0)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("cases", 5),
        ("measures", 4),
        ("outcomes", 3),
        ("keywords", 1),
        ("regions", 1),
        ("collections", 2),
        ("sources", 4),
    ],
)
def test_queries_do_not_depend_on_rows(client, django_assert_num_queries, count, name, queries):
    make_region()
    for number in range(count):
        source = make_source(f"第{number}篇")
        case = make_case(number=number + 1, keywords=("信访",), source=source, region_id="330000")
        make_outcome(case)
        make_measure(case)
    client.get(f"/api/v1/{name}")
    with django_assert_num_queries(queries):
        assert len(client.get(f"/api/v1/{name}").json()["results"]) in (1, count)


def test_single_things_are_those_of_the_lists(client):
    load_shipped()
    for name, key in (
        ("keywords", "slug"),
        ("regions", "code"),
        ("collections", "slug"),
        ("sources", "sha256"),
    ):
        row = rows(client, f"/api/v1/{name}")[0]
        assert client.get(f"/api/v1/{name}/{row[key]}").json() == row
    number = rows(client, "/api/v1/outcomes?page_size=1")[0]
    assert client.get(f"/api/v1/outcomes/{number['case']}/{number['anchor']}").json() == number
    record = json.loads(client.get("/cases/jcgg-2024-01.json").content)
    assert client.get("/api/v1/cases/jcgg-2024-01").json() == record


def test_record_that_is_public_no_more(client):
    last = make_case(number=1)
    make_case(number=2, status="merged", merged_into=last)
    make_case(
        number=3, status="withdrawn", withdrawn_on="2024-12-05", withdrawal_reason="error", title="玄鹄"
    )
    make_outcome(last)
    for name, part in (("cases", ""), ("outcomes", "/o-1")):
        moved = client.get(f"/api/v1/{name}/test-2024-02{part}")
        assert (moved.status_code, moved["Location"]) == (308, f"/api/v1/{name}/test-2024-01{part}")
        gone = client.get(f"/api/v1/{name}/test-2024-03{part}")
        assert (gone.status_code, "2024-12-05 撤回：内容有误" in gone.text, "玄鹄" in gone.text) == (
            410,
            True,
            False,
        )


def test_every_list_has_a_way_to_one_of_its_rows():
    assert list(RESOURCES) == [
        "cases", "measures", "outcomes", "keywords", "regions", "collections", "sources"
    ]  # fmt: skip
