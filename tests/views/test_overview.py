import re

import pytest

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
    assert [(k.name, k.count) for k in context["keywords"]] == [("信访", 2), ("数字检察", 1)]
    assert (context["earlier"], context["more_batches"]) == ([], False)
    assert re.findall(r'<a class="tile step-1" href="(/regions/\d+/)">', response.text) == [
        "/regions/330000/",
        "/regions/410000/",
    ]
    assert "秘密" not in response.text


def test_numbers_lead_to_their_characters_and_their_cases(client):
    batch = make_batch()
    text = client.get("/").text
    section = text[text.index('aria-labelledby="numbers"') : text.index('aria-labelledby="places"')]
    links = re.findall(r'<a href="([^"]+)">([^<]+)</a>', section)
    spans = [re.fullmatch(r"/cases/(sample-2024-\d+)/source/#s-(\d+)-(\d+)", href) for href, _ in links[::2]]
    assert [(span[1], batch.source.text[int(span[2]) : int(span[3])]) for span in spans] == [
        ("sample-2024-01", "从80%提升至89.4%"),
        ("sample-2024-03", "下降19.7%"),
    ]
    assert [quote for _, quote in links[::2]] == ["从80%提升至89.4%", "下降19.7%"]
    assert links[1::2] == [
        ("/cases/sample-2024-01/", "浙江省检察机关健全数字机制"),
        ("/cases/sample-2024-03/", "河南省检察机关改进信访"),
    ]


def test_overview_shows_six_cases_of_the_newest_batch_and_twelve_others(client):
    for year in range(2010, 2024):
        make_case(collection=make_collection(f"test-{year}", year=year))
    for _case in range(7):
        make_case()
    make_case(collection=make_collection("hidden", year=2025), status=Case.Status.DRAFT)
    response = client.get("/")
    assert (response.context["newest"].slug, len(response.context["cases"])) == ("test-2024", 6)
    assert '<a href="/collections/test-2024/">这一批次的全部 7 件</a>' in response.text
    assert [batch.year for batch in response.context["earlier"]] == list(range(2023, 2011, -1))
    assert "更早的批次" in response.text


def test_overview_of_an_empty_catalogue(client):
    response = client.get("/")
    assert (response.status_code, response.context["total"]) == (200, 0)
    assert "还没有发布的批次。" in response.text


@pytest.mark.parametrize("count", [1, 3, 6])
def test_overview_queries_do_not_grow(client, django_assert_num_queries, count):
    make_region()
    source = make_source()
    for number in range(1, count + 1):
        case = make_case(number=number, region_id="330000", keywords=(f"词{number}",), source=source)
        outcome = make_outcome(case, kind="change", metric=f"指标{number}")
        make_evidence(case, source, "12件", field="outcome", outcome=outcome)
    client.get("/cases/")
    # The version, the batches, three for the numbers, three for the lines.
    with django_assert_num_queries(8):
        client.get("/")
    with django_assert_num_queries(1):
        client.get("/")
