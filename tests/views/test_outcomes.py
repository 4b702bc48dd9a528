from __future__ import annotations

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from reform_cases.models import Evidence, Outcome, SourceDocument
from reform_cases.search.refresh import refresh
from tests.catalogue.samples import make_batch
from tests.factories import make_case, make_outcome
from tests.shipped import load_shipped
from tests.views.pages import SECRETS, SourceText

pytestmark = pytest.mark.django_db

SVG = re.compile(r"<svg .*?</svg>", re.DOTALL)


def rows(page):
    return re.findall(
        r'<td class="value">(?:<span[^>]*>[^<]*</span> )?<a class="number" href="([^"]+)">([^<]+)</a></td>',
        page,
    )


def test_page_shows_results_of_published_cases_each_on_its_characters(client):
    make_batch()
    page = client.get("/outcomes/").text
    shown = {
        f"/cases/{e.case.slug}/source/#s-{e.start}-{e.end}": e.quote
        for e in Evidence.objects.filter(field="outcome", case__status="published").exclude(key="o-4")
    }
    assert dict(rows(page)) == shown
    assert [secret for secret in SECRETS if secret in page] == []
    for href, quote in shown.items():
        address, _, anchor = href.partition("#")
        assert SourceText(client.get(address).text).marked[anchor] == quote


def test_number_without_evidence_leads_to_the_record(client):
    case = make_case(number=1)
    make_outcome(case)
    page = client.get("/outcomes/").text
    assert rows(page) == [("/cases/test-2024-01/#o-1", "12件")]
    assert 'id="o-1"' in client.get("/cases/test-2024-01/").text


@pytest.mark.parametrize(
    "query",
    [
        "year=abc",
        "region=99",
        "unit=x",
        "unit=%00",
        "kind=x",
        "direction=x",
        "status=x",
        "status=" + "长" * 2000,
        "kind=%ff%fe",
        "unit=%ED%A0%80",
        "order=title",
        "page=0",
        "page=999",
        "page_size=1000",
        "&".join(f"unit={i}" for i in range(900)),
    ],
)
def test_bad_value_keeps_the_form_and_shows_nothing(client, query):
    make_batch()
    response = client.get(f"/outcomes/?{query}")
    name = query.partition("=")[0]
    assert response.status_code == 200
    assert "有的条件不成立，没有列出数字" in response.text
    assert f"（参数 <code>{name}</code>）的值“" in response.text
    assert '<input type="checkbox" name="kind" value="count">' in response.text
    assert rows(response.text) == []
    assert "<svg" not in response.text


def test_bad_value_is_escaped(client):
    page = client.get("/outcomes/?unit=<script>alert(1)</script>").text
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_form_keeps_what_is_chosen_and_asks_here(client):
    make_batch()
    page = client.get("/outcomes/?unit=件&unit=x&order=metric").text
    assert re.findall(r'name="(\w+)" value="([^"]+)" checked', page) == [("unit", "件")]
    assert '<input type="hidden" name="order" value="metric">' in page
    main = page[page.index("<main") : page.index("</main>")]
    assert set(re.findall(r'<form [^>]*action="([^"]+)"', main)) == {"/outcomes/", "/outcomes/#results"}


def test_empty_result_is_explained_with_a_way_out(client):
    make_batch()
    page = client.get("/outcomes/?unit=件&kind=rate").text
    assert "没有同时符合这些条件的数字。" in page
    assert '<a href="/outcomes/">查看全部数字</a>' in page


def test_plans_are_marked_and_apart(client):
    make_batch()
    page = client.get("/outcomes/").text
    assert "计划中</strong>" not in page
    assert '<a href="/outcomes/?status=planned">另有 1 个计划中的数字</a>' in page
    both = client.get("/outcomes/?status=planned&status=achieved").text
    results, plans = both.split('<h3 id="group-2">计划中</h3>')
    assert '<h3 id="group-1">已实现</h3>' in results
    assert [quote for _href, quote in rows(results)] == ["从80%提升至89.4%", "12件", "2.3亿余元", "下降19.7%"]
    assert [quote for _href, quote in rows(plans)] == ["100个"]
    assert "计划中</strong>" not in results
    assert plans.count('<strong class="badge">计划中</strong>') == 1


@pytest.mark.parametrize(("query", "noindex"), [("", False), ("?unit=件", True), ("?utm_source=x", False)])
def test_only_the_plain_page_is_for_search_engines(client, query, noindex):
    make_batch()
    assert ('<meta name="robots" content="noindex">' in client.get(f"/outcomes/{query}").text) is noindex


def test_navigation_leads_here_from_everywhere(client):
    page = client.get("/outcomes/").text
    nav = re.search(r'<nav aria-label="全站">.*?</nav>', page, re.DOTALL)[0]
    assert re.findall(r'<a href="([^"]+)"', nav)[:3] == ["/cases/", "/outcomes/", "/regions/"]
    assert '<a href="/outcomes/" aria-current="page">数字</a>' in nav
    assert '<a href="/outcomes/">数字</a>' in client.get("/about/").text


def test_unchanged_page_costs_one_query_and_a_changed_one_is_sent_again(client, django_assert_num_queries):
    case = make_case(number=1)
    make_outcome(case)
    refresh([case.pk])
    tag = client.get("/outcomes/")["ETag"]
    with django_assert_num_queries(1):
        assert client.get("/outcomes/", headers={"if-none-match": tag}).status_code == 304
    Outcome.objects.update(quote="13件")
    again = client.get("/outcomes/", headers={"if-none-match": tag})
    assert (again.status_code, rows(again.text)) == (200, [("/cases/test-2024-01/#o-1", "13件")])


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("/outcomes/", 3), ("/outcomes/?unit=件&keyword=共有", 3)])
def test_queries_do_not_grow(client, django_assert_num_queries, count, path, queries):
    for number in range(1, count + 1):
        case = make_case(number=number, keywords=("共有",))
        for at in (1, 2):
            make_outcome(case, f"o-{at}", metric="移送线索", order=at)
    client.get("/outcomes/?page_size=1")
    with django_assert_num_queries(queries):
        assert client.get(path).status_code == 200


def make_drawn():
    """Numbers of one theme in two units, each unit twice, and a change."""
    for number in (1, 2):
        case = make_case(number=number)
        value = {"value": Decimal(10 * number), "base_value": Decimal(10 * number)}
        make_outcome(case, "o-1", metric="移送线索", quote=f"{number}0余件", approximation="余", **value)
        make_outcome(case, "o-2", metric="接收线索", quote=f"{number}0条", unit="条", **value)
    change = {"value": None, "base_value": None, "kind": "change", "unit": "%", "metric": "办结率"}
    make_outcome(case, "o-3", quote="从8%到9%", value_from=Decimal(8), value_to=Decimal(9), **change)


def test_every_picture_is_named_and_of_one_unit(client):
    make_drawn()
    page = client.get("/outcomes/").text
    pictures = [ElementTree.fromstring(svg) for svg in SVG.findall(page) if "data-unit" in svg]
    # A strip for wide and for slim screens each, then the change.
    assert [picture.get("data-unit") for picture in pictures] == ["件", "件", "条", "条", "%"]
    for picture in pictures:
        title = picture.find("title")
        assert title.get("id") in picture.get("aria-labelledby").split()
        assert title.text
        words = ["".join(text.itertext()) for text in picture.iter("text") if text.get("class") != "tick"]
        assert len(words) == 2
        assert [word for word in words if not word.endswith(picture.get("data-unit"))] == []
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert " style=" not in page


def test_every_point_leads_to_its_number_which_stands_in_the_table(client):
    make_drawn()
    page = client.get("/outcomes/").text
    strips = re.findall(r'<svg class="chart strip wide".*?</svg>', page, re.DOTALL)
    points = [href for strip in strips for href in re.findall(r'<a href="([^"]+)"', strip)]
    assert points == [f"/cases/test-2024-0{number}/#o-{at}" for at in (1, 2) for number in (1, 2)]
    assert set(points) <= {href for href, _quote in rows(page)}


def test_why_numbers_may_not_be_compared_is_said_beside_the_strip(client):
    for number, scope in ((1, "甲院"), (2, "乙院")):
        value = {"value": Decimal(number), "base_value": Decimal(number), "quote": f"{number}件"}
        make_outcome(make_case(number=number), metric="移送线索", scope=scope, **value)
    page = client.get("/outcomes/").text
    assert "<p><strong>不可直接比较</strong></p><p>范围不同；时期不明。</p>" in page
    Outcome.objects.update(scope="甲院", period="2024年")
    assert "不可直接比较" not in client.get("/outcomes/").text


def test_shipped_numbers(client):
    """Every result of the six cases on its characters; what is drawn, and what is a plan."""
    load_shipped()
    pages = [client.get(f"/outcomes/?page_size=50&page={number}").text for number in (1, 2)]
    shown = [row for page in pages for row in rows(page)]
    achieved = Outcome.objects.filter(status="achieved")
    assert len(shown) == achieved.count() == 63
    text = SourceDocument.objects.get().text
    for href, _quote in shown:
        start, end = map(int, re.search(r"/source/#s-(\d+)-(\d+)$", href).groups())
        assert Evidence.objects.filter(field="outcome", start=start, end=end, quote=text[start:end]).exists()
    titles = list(dict.fromkeys(re.findall(r"<title id=[^>]+>([^<]+)</title>", pages[0])))
    assert titles == [
        *("检察建议（件）", "线索（件）", "线索（条）", "信访（%）", "信访（件）", "机制（项）"),
        *("补缴税款（家）", "会议（次）", "刑事案件审结率：从80%到89.4%", "案件批捕率：从70.1%到83.2%"),
    ]
    assert [quote for _href, quote in rows(client.get("/outcomes/?status=planned").text)] == ["100个"]
    assert [quote for _href, quote in rows(client.get("/outcomes/?direction=down&order=-value").text)] == [
        "35.6%",
        "19.7%",
        "10.8%",
        "10个百分点",
    ]
