"""`/compare/`: the table, choosing, and what is told about what cannot be compared."""

from __future__ import annotations

import re
from html import escape

import pytest

from reform_cases.models import Case, Function
from reform_cases.search.refresh import refresh
from tests.catalogue.samples import make_batch
from tests.factories import make_case, make_evidence, make_instrument, make_measure, make_outcome, make_source
from tests.views.pages import SECRETS

pytestmark = pytest.mark.django_db

BOTH = "/compare/?case=sample-2024-01&case=sample-2024-03"


def offered(page):
    """Slugs that can be ticked."""
    return re.findall(r'<input type="checkbox" name="case" value="([^"]+)">', page)


def told(page):
    """What the page says was left out."""
    alert = page.partition('<div class="alert" role="alert">')[2].partition("</div>")[0]
    return re.findall(r"<li>([^<]+)</li>", alert)


def test_cases_stand_side_by_side(client):
    make_batch()
    page = client.get(BOTH).text
    assert "<title>比较：浙江省检察机关健全数字机制；河南省检察机关改进信访 - 检察改革事例库</title>" in page
    assert f'<link rel="canonical" href="http://testserver{escape(BOTH)}">' in page
    assert "noindex" not in page
    table = page.partition('<table class="comparison" role="table">')[2].partition("</table>")[0]
    assert re.findall(r"<caption>([^<]+)</caption>", table) == [
        "并列比较：浙江省检察机关健全数字机制；河南省检察机关改进信访"
    ]
    assert re.findall(r'<th scope="col" role="columnheader"><a href="([^"]+)">', table) == [
        "/cases/sample-2024-01/",
        "/cases/sample-2024-03/",
    ]
    assert re.findall(r'<th scope="row" role="rowheader">([^<]+)</th>', table) == [
        "地区",
        "关键词",
        "怎么做",
        "只有一件写了的",
        "计划中，不是成效",
        "改革背景",
        "原文",
    ]
    assert [secret for secret in SECRETS if secret in page] == []


def test_shared_keyword_is_marked_and_measure_leads_to_its_anchor(client):
    make_batch()
    page = client.get(BOTH).text
    assert re.findall(r'<a href="/keywords/[^"]+">([^<]+)</a> <span class="shared">共有</span>', page) == [
        "信访",
        "信访",
    ]
    assert re.findall(r'<li><a href="([^"]+)">一、健全机制</a>', page) == ["/cases/sample-2024-01/#m-1"]


def test_every_number_is_a_link_to_its_characters(client):
    batch = make_batch()
    page = client.get(BOTH).text
    numbers = page.partition('<tr role="row" class="single">')[2].partition('id="background"')[0]
    links = re.findall(r'<a class="number" href="(/cases/[^/]+/source/)#s-(\d+)-(\d+)">([^<]+)</a>', numbers)
    assert [batch.source.text[int(start) : int(end)] for _page, start, end, _quote in links] == [
        quote for *_rest, quote in links
    ]
    assert [quote for *_rest, quote in links] == [
        "从80%提升至89.4%",
        "12件",
        "2.3亿余元",
        "下降19.7%",
        "100个",
    ]


def test_what_was_built_has_a_row_platforms_first(client):
    batch = make_batch()
    for order, (name, kind) in enumerate((("《办案规定》", "文件"), ("清泉,平台", "平台")), start=1):
        make_instrument(batch.first, name, kind, order=order)
    page = client.get(BOTH).text
    row = page.partition('<tr role="row" id="instrument">')[2].partition("</tr>")[0]
    assert re.findall(r">([^<>]+)</a>", row) == ["清泉，平台", "《办案规定》"]
    record = client.get(batch.first.get_absolute_url()).text
    line = record.partition('id="instrument">')[2].partition("</p>")[0]
    assert re.findall(r">([^<>]+)</a>", line) == ["清泉，平台", "《办案规定》"]


def test_plan_has_a_row_of_its_own_and_a_badge(client):
    make_batch()
    page = client.get(BOTH).text
    achieved, planned = page.partition('<tr role="row" class="numbers" id="planned">')[::2]
    assert ("100个" in achieved, "100个" in planned) == (False, True)
    assert re.findall(r'<strong class="badge">([^<]+)</strong>', page) == ["计划中"]


def test_numbers_that_differ_say_why(client):
    cases = [make_case(number=number, title=f"事例{number}") for number in (1, 2, 3)]
    for case, unit, period in zip(cases, ("件", "件", "人"), ("2023年", "2023年", "2024年"), strict=True):
        make_outcome(case, quote=f"{case.number}{unit}", unit=unit, period=period, scope="全省")
    page = client.get("/compare/?" + "&".join(f"case={case.slug}" for case in cases)).text
    rows = re.findall(r'<tr role="row" class="numbers">.*?</tr>', page, re.DOTALL)
    alike, unlike = rows
    quotes = re.compile(r'<a class="number" href="([^"]+)">([^<]+)</a>')
    # Without evidence a number leads to its record.
    assert quotes.findall(alike) == [("/cases/test-2024-01/#o-1", "1件"), ("/cases/test-2024-02/#o-1", "2件")]
    assert quotes.findall(unlike) == [("/cases/test-2024-03/#o-1", "3人")]
    assert "单位不同（件、人）；时期不同（2023年、2024年）。" in page.partition(unlike)[2]
    assert [re.search(r'rowheader">([^<]+)<', row)[1] for row in rows] == ["可以并看", "不可直接比较"]


@pytest.mark.parametrize("query", ["", "?case=", "?q=", "?q=%00"])
def test_nothing_chosen_explains_and_offers_the_newest(client, query):
    make_batch()
    response = client.get(f"/compare/{query}")
    assert (response.status_code, told(response.text)) == (200, [])
    assert offered(response.text) == ["sample-2024-01", "sample-2024-03"]
    assert "把两至四件事例并列" in response.text
    assert [secret for secret in SECRETS if secret in response.text] == []


def test_one_case_may_be_joined_by_those_near_it(client):
    make_batch()
    page = client.get("/compare/?case=sample-2024-03").text
    assert "<title>比较：河南省检察机关改进信访 - 检察改革事例库</title>" in page
    assert offered(page) == ["sample-2024-01"]
    assert page.count('<input type="hidden" name="case" value="sample-2024-03">') == 2
    assert '<a class="remove" href="/compare/"' in page
    assert "<table" not in page


@pytest.mark.parametrize(
    ("query", "remarks"),
    [
        ("case=sample-2024-02", ["没有找到事例“sample-2024-02”，已略去。"]),
        ("case=nothing", ["没有找到事例“nothing”，已略去。"]),
        ("case=%00", ["没有找到事例“�”，已略去。"]),
        ("case=" + "a" * 2000, [f"没有找到事例“{'a' * 40}……”，已略去。"]),
        ("case=<script>", ["没有找到事例“&lt;script&gt;”，已略去。"]),
        ("case=%ff%fe", ["没有找到事例“��”，已略去。"]),
    ],
)
def test_unknown_case_and_draft_are_told_alike_and_the_rest_is_kept(client, query, remarks):
    make_batch()
    response = client.get(f"{BOTH}&{query}")
    assert (response.status_code, told(response.text)) == (200, remarks)
    assert response.text.count('scope="col"') == 2
    assert "草稿机关" not in response.text


def test_more_than_four_are_cut_and_none_may_be_added(client):
    slugs = [make_case(number=number).slug for number in range(1, 6)]
    response = client.get("/compare/?" + "&".join(f"case={slug}" for slug in slugs))
    assert (response.status_code, response.text.count('scope="col"')) == (200, 4)
    assert told(response.text) == ["一次最多比较 4 例，只取前 4 例，另外 1 例已略去。"]
    assert offered(response.text) == []


def test_each_case_can_be_taken_out(client):
    make_batch()
    page = client.get(BOTH).text
    assert re.findall(r'<span class="remove"> · <a href="([^"]+)" aria-label="([^"]+)">', page) == [
        ("/compare/?case=sample-2024-03", "移除：浙江省检察机关健全数字机制"),
        ("/compare/?case=sample-2024-01", "移除：河南省检察机关改进信访"),
    ]


def test_search_offers_what_is_found_but_not_what_is_chosen(client):
    batch = make_batch()
    refresh(Case.objects.values_list("pk", flat=True))
    page = client.get("/compare/?q=信访").text
    assert offered(page) == [batch.third.slug, batch.first.slug]
    page = client.get(f"/compare/?case={batch.third.slug}&q=信访").text
    assert offered(page) == [batch.first.slug]
    page = client.get("/compare/?q=秘密").text
    assert (offered(page), "没有找到别的事例，换个词试试。" in page) == ([], True)


@pytest.mark.parametrize("q", ['"', "-信访", "长" * 500])
def test_search_that_cannot_be_read_says_why(client, q):
    make_batch()
    response = client.get("/compare/", {"q": q})
    assert (response.status_code, offered(response.text)) == (200, [])


def test_comparison_is_only_read(client):
    assert client.post("/compare/").status_code == 405


@pytest.mark.parametrize(
    # The version; cases, evidence, numbers, other parts; with room for more also the related cases and those beside.
    ("count", "queries"),
    [(2, 7), (3, 7), (4, 5)],
)
def test_queries_do_not_grow(client, django_assert_num_queries, count, queries):
    source = make_source()
    function = Function.objects.create(name="刑事检察")
    slugs = []
    for number in range(1, count + 1):
        case = make_case(number=number, keywords=("信访",), functions=(function,), source=source)
        outcome = make_outcome(case, measure=make_measure(case))
        make_evidence(case, source, "12件", field="outcome", key="o-1", outcome=outcome)
        slugs.append(case.slug)
    make_case(number=8, keywords=("信访",))
    make_case(number=9)
    client.get("/cases/?page_size=1")
    with django_assert_num_queries(queries):
        page = client.get("/compare/?" + "&".join(f"case={slug}" for slug in slugs)).text
    assert page.count('scope="col"') == count


def test_only_a_finished_comparison_is_for_search_engines(client):
    make_batch()
    for address in ("/compare/", "/compare/?case=sample-2024-01", f"{BOTH}&q=信访", "/compare/?case=none"):
        assert '<meta name="robots" content="noindex">' in client.get(address).text, address
    assert f'href="http://testserver{escape(BOTH)}"' in client.get(f"{BOTH}&case=none").text
