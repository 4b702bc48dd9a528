import re

import pytest
from django.core.cache import cache

from reform_cases.models import Case
from tests.catalogue.samples import make_batch
from tests.factories import make_case, make_collection, make_evidence, make_outcome, make_region, make_source

pytestmark = pytest.mark.django_db


def test_overview_shows_what_there_is_and_the_ways_in(client):
    make_batch()
    response = client.get("/")
    context = response.context
    assert context["total"] == 2
    assert (context["newest"].slug, context["newest"].count) == ("sample-2024", 2)
    assert [case.number for case in context["cases"]] == [1, 3]
    assert [(t.short, t.count) for t in context["grid"].tiles if t.count] == [("浙江", 1), ("河南", 1)]
    assert re.findall(r'<a class="tile step-1" href="(/regions/\d+/)">', response.text) == [
        "/regions/330000/",
        "/regions/410000/",
    ]
    assert "秘密" not in response.text


def test_questions_lead_to_all_that_answers_them_and_no_number_stands_twice(client):
    batch = make_batch()
    text = client.get("/").text
    section = text[text.index('aria-labelledby="questions"') : text.index('aria-labelledby="look"')]
    assert re.findall(r'<p><a href="([^"]+)">([^<]+)</a>', section) == [
        ("/outcomes/?direction=down", "什么降下来了？"),
        ("/outcomes/?direction=up", "什么提高了？"),
        ("/keywords/%E4%BF%A1%E8%AE%BF/", "“信访”怎么做？"),
    ]
    numbers = re.findall(r'<a class="number" href="(/cases/[^"]+)">([^<]+)</a>', text)
    assert [quote for _href, quote in numbers] == ["下降19.7%", "12件"]
    for href, quote in numbers:
        start, end = re.search(r"#s-(\d+)-(\d+)$", href).groups()
        assert batch.source.text[int(start) : int(end)] == quote
    # The one change that says from what to what is drawn.
    assert "<figcaption>浙江：办案率从80%提升至89.4%</figcaption>" in text


def test_overview_shows_ten_cases_of_the_newest_batch_and_leads_to_the_others(client):
    for year in range(2010, 2024):
        make_case(collection=make_collection(f"test-{year}", year=year))
    for _case in range(11):
        make_case()
    make_case(collection=make_collection("hidden", year=2025), status=Case.Status.DRAFT)
    response = client.get("/")
    assert (response.context["newest"].slug, len(response.context["cases"])) == ("test-2024", 10)
    assert '<a href="/collections/test-2024/">这一批次的全部 11 件</a>' in response.text
    assert '<a href="/collections/">全部 15 个批次</a>' in response.text


def test_overview_of_an_empty_catalogue(client):
    # Of no catalogue there is but one version: another test may have asked for this very page.
    cache.clear()
    response = client.get("/")
    assert (response.status_code, response.context["total"]) == (200, 0)
    assert "还没有发布的批次。" in response.text


@pytest.mark.parametrize("count", [1, 3, 6])
def test_overview_queries_do_not_grow(client, django_assert_num_queries, count):
    make_region()
    source = make_source()
    for number in range(1, count + 1):
        case = make_case(number=number, region_id="330000", keywords=(f"词{number}",), source=source)
        outcome = make_outcome(case, kind="change", direction="down", metric=f"指标{number}")
        make_evidence(case, source, "12件", field="outcome", outcome=outcome)
    client.get("/cases/")
    client.get("/outcomes/?page=9")
    # The version, the batches, the numbers, four for the lines.
    with django_assert_num_queries(7):
        client.get("/")
    with django_assert_num_queries(1):
        client.get("/")
