"""Searching in a listing: parameters, order, snippets, the same cases in every way of asking."""

from __future__ import annotations

import random
import re

import pytest
from django.http import QueryDict

from reform_cases.catalogue.listing.arrangement import DEEPEST
from reform_cases.catalogue.listing.cases import CaseListing
from reform_cases.catalogue.marked_passages import Opening, Text
from reform_cases.models import Case, Section
from reform_cases.search.refresh import refresh
from tests.catalogue.listing.test_facets import CHOICES, known, make_catalogue
from tests.catalogue.oracle import listed, readers_cases
from tests.factories import make_case, make_measure, make_outcome
from tests.search.oracle import catalogue

pytestmark = pytest.mark.django_db


def marked(snippet):
    """The text of a snippet with its marks in brackets."""
    signs = {Opening: "["}
    return "".join(p.text if isinstance(p, Text) else signs.get(type(p), "]") for p in snippet.pieces)


@pytest.fixture
def three(db):
    """信访 in the body of 1, a heading of 2, and the title of 3."""
    _first, second = make_case(number=1, background="甲乙，信访工作"), make_case(number=2)
    make_measure(second, "m-1", heading="规范信 访", body="正文里的信\r\n访")
    make_measure(second, "m-2", heading="规范信访", body="另有信访和法院的衔接" + "长" * 200)
    make_outcome(second, "o-1", metric="信访总量", quote="下降19.7%")
    make_case(number=3, title="信访改革")
    refresh(Case.objects.values_list("pk", flat=True))


def test_relevance_is_the_order_of_a_search(three, listing, numbers):
    assert numbers("q=信访") == [3, 2, 1]
    assert numbers("q=信访&order=relevance") == [3, 2, 1]
    assert numbers("q=信访&order=-year") == [1, 2, 3]
    assert [(o.label, o.selected) for o in listing("q=信访").orders][:2] == [
        ("相关度", True),
        ("年份从新到旧", False),
    ]
    assert next(o.label for o in listing().orders) == "年份从新到旧"
    assert numbers("order=relevance") == [1, 2, 3]


def test_search_is_a_chip_and_part_of_the_description(three, listing):
    found = listing("q=信访 -法院&level=")
    assert [(c.name, c.group, c.label, c.query) for c in found.chips] == [("q", "检索词", "信访 -法院", "")]
    assert found.description == "含“信访 -法院”的事例"
    assert found.unfiltered_query == ""


def test_query_that_cannot_be_asked_is_refused_in_a_sentence(three, listing):
    for q, reason in [
        ("信" * 201, "检索词太长，最多 200 个字。"),
        ("+".join(f"词{n}" for n in range(21)), "检索词太多，最多 20 个。"),
        ('""', "引号里没有可以检索的字。"),
    ]:
        found = listing(f"q={q}")
        assert [(r.name, r.label, r.reason, r.query) for r in found.refusals] == [("q", "检索词", reason, "")]
        assert (found.lines, found.total) == ([], 0)


def bare(snippet):
    """Where it leads, without the search that is carried along."""
    return re.sub(r"\?[^#]*", "", snippet.href)


def test_snippet_is_the_passage_that_holds_most_with_its_anchor(three, listing):
    by_number = {case.number: case.snippet for case in listing("q=信访 -改革").lines}
    assert (bare(by_number[1]), marked(by_number[1])) == (
        "/cases/test-2024-01/#background",
        "甲乙，[信访]工作",
    )
    assert (bare(by_number[2]), marked(by_number[2])) == ("/cases/test-2024-02/#m-2", "规范[信访]")
    (both,) = listing("q=信访 法院").lines
    assert bare(both.snippet) == "/cases/test-2024-02/#m-2"
    assert marked(both.snippet).startswith("另有[信访]和[法院]的衔接长")
    assert (both.snippet.cut_before, both.snippet.cut_after) == (False, True)
    (outcome,) = listing("q=成效:信访").lines
    assert (bare(outcome.snippet), marked(outcome.snippet)) == ("/cases/test-2024-02/#o-1", "[信访]总量")
    assert [case.snippet for case in listing("q=标题:信访").lines] == [None]


def test_snippet_marks_characters_as_written(listing):
    case = make_case(number=1, background="ＰＣ端、ﬁ、檢察 建議")
    Section.objects.create(case=case, anchor="s-1", name="链接", text="<b>信访</b>")
    refresh([case.pk])
    for q, shown in [
        ("pc端", "[ＰＣ端]、ﬁ、檢察 建議"),
        ("i", "ＰＣ端、[ﬁ]、檢察 建議"),
        ('"检察 建议"', "ＰＣ端、ﬁ、[檢察 建議]"),
    ]:
        assert [marked(c.snippet) for c in listing(f"q={q}").lines] == [shown], q


def test_snippet_is_escaped_on_the_page(client):
    case = make_case(number=1, background="<b>信访</b>")
    refresh([case.pk])
    assert "&lt;b&gt;<mark>信访</mark>&lt;/b&gt;" in client.get("/cases/?q=信访").text


@pytest.mark.parametrize("seed", range(3))
def test_page_is_what_plain_reading_gives_for_any_parameters(seed, listing):
    make_catalogue(seed, count=40)
    chance = random.Random(seed)
    for case in Case.objects.all():
        case.background = "".join(chance.choices("信访法院检察", k=6))
        case.title = "".join(chance.choices("信访Ba甲一", k=4))
        case.save()
    refresh(Case.objects.values_list("pk", flat=True))
    cases, texts = readers_cases(), catalogue()
    for _round in range(60):
        wanted = {
            name: [v for v in chance.sample(values, chance.randint(1, 2)) if known(name, v)]
            for name, values in CHOICES.items()
            if chance.random() < 0.3
        }
        order = chance.choice(["relevance", "-year", "number", "region", "title"])
        text = "".join(chance.choices("信访法院检察 -", k=chance.randint(1, 4)))
        data = QueryDict(mutable=True)
        data.update({"order": order, "q": text, "page_size": "100"})
        for name, values in wanted.items():
            data.setlist(name, values)
        found = CaseListing.from_params(data)
        assert [case.pk for case in found.page] == listed(cases, texts, wanted, order, text), data.urlencode()
        for group in found.facets:
            for choice in group.choices:
                data.setlist(group.name, [choice.value])
                assert CaseListing.from_params(data).total == choice.count
            data.setlist(group.name, wanted.get(group.name, []))


def test_depth_of_pages_is_capped_with_a_sentence(monkeypatch, listing):
    monkeypatch.setattr("reform_cases.catalogue.listing.arrangement.DEEPEST", 4)
    for number in range(1, 8):
        make_case(number=number)
    assert [c.number for c in listing("page_size=2&page=2").page] == [3, 4]
    assert [o.label for o in listing("page_size=2").pages] == ["1", "2"]
    (refusal,) = listing("page_size=2&page=3").refusals
    assert refusal.reason == "列表最多翻到第 4 条，请再加条件或检索词。"
    (refusal,) = listing("page_size=2&page=5").refusals
    assert refusal.reason == "这个列表只有 2 页。"
    assert DEEPEST == 10_000


def test_count_is_exact_and_written_in_threes(listing):
    for number in range(1, 4):
        make_case(number=number)
    found = listing()
    assert found.total_shown == "3"
    found.total = 12345
    assert found.total_shown == "12,345"
