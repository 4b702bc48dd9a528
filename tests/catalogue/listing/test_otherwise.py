"""What a reader is offered whose search found nothing, or little."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from reform_cases.models import Case
from reform_cases.search.refresh import refresh
from tests.factories import make_case, make_measure

# The version; the search, its parts twice, the slips and the wordings, two each; names; the near hits with their passages.
ASKED = 15

pytestmark = pytest.mark.django_db


def said(offers):
    return [(offer.label, offer.count, unquote(offer.query)) for offer in offers]


@pytest.fixture
def four(db):
    """减少 and 重复信访 in 1, 信访 in 2, all of it in a draft and only there connected."""
    make_measure(make_case(number=1, background="减少了重复信访", keywords=("重复信访",)), body="减少来信")
    make_case(number=2, background="信访工作，有人重复上访")
    make_case(number=3, background="减少重复信访", status="draft", keywords=("秘密词语",))
    make_case(number=4, background="别的")
    refresh(Case.objects.values_list("pk", flat=True))


def test_parts_of_a_search_that_finds_nothing(four, listing):
    otherwise = listing("q=减少重复信访混乱").otherwise
    assert said(otherwise.parts) == [
        ("减少", 1, "?q=减少"),
        ("重复信访", 1, "?q=重复信访"),
    ]
    assert otherwise.missing == ["混乱"]
    assert said([otherwise.together]) == [("几个词都有", 1, "?q=减少+重复信访")]


def test_words_that_only_ask_are_no_parts(four, listing):
    assert said(listing("q=怎样减少重复信访呢").otherwise.parts) == [
        ("减少", 1, "?q=减少"),
        ("重复信访", 1, "?q=重复信访"),
    ]


def test_nothing_is_offered_where_enough_is_found(four, listing):
    make_case(number=5, background="信访")
    assert listing("q=信访").total == 3
    assert listing("q=信访").otherwise is None
    assert listing("").otherwise is None
    assert listing("q=信访&year=abc").otherwise is None


@pytest.mark.parametrize("typed", ["重复信仿", "重复新信访", "重复访", "虫复信访", "多发重复信仿"])
def test_slip_of_one_character(four, listing, typed):
    meant = typed.replace("重复信仿", "重复信访") if typed.startswith("多发") else "重复信访"
    make_case(number=6, background="多发重复信访")
    offered = said(listing(f"q={typed}").otherwise.slips)
    assert [(label, query) for label, _count, query in offered] == [(meant, f"?q={meant}")]


def test_slip_towards_a_draft_is_not_offered(four, listing):
    assert said(listing("q=秘密词汇").otherwise.slips) == []


def test_search_without_the_filters_that_leave_nothing(four, listing):
    otherwise = listing("q=信访&year=2023").otherwise
    assert said([otherwise.without_filters]) == [("不限条件", 2, "?q=信访")]
    assert listing("q=鼋鼍&year=2023").otherwise.without_filters is None


def test_other_wordings_of_a_search_that_finds_nothing(four, listing):
    make_case(number=5, background="群众")
    make_case(number=6, background="群众告状")
    otherwise = listing("q=老百姓怎么上访&level=province").otherwise
    assert said(otherwise.wordings) == []
    otherwise = listing("q=老百姓怎么告状&year=2024").otherwise
    assert said(otherwise.wordings) == [("群众 告状", 1, "?year=2024&q=群众+告状")]
    assert [offer.said for offer in otherwise.wordings] == ["群众 ≈ 老百姓"]


def test_wordings_lead_to_as_many_as_they_say(four, listing):
    make_case(number=5, background="重复信访下降")
    wordings = listing("q=减少重复信访混乱").otherwise.wordings
    assert [(offer.label, offer.said) for offer in wordings] == [
        ("下降 重复信访", "下降 ≈ 减少，不要“混乱”"),
        ("减少 OR 重复信访", "有一个即可"),
    ]
    assert [listing(offer.query[1:]).total for offer in wordings] == [offer.count for offer in wordings]
    assert listing("q=减少来信").otherwise.wordings == []


def test_near_hits_leave_out_what_was_found(four, listing):
    found = listing("q=重复信访")
    assert [case.number for case in found.page] == [1]
    assert [hit.href for hit in found.otherwise.near] == ["/cases/test-2024-02/#background"]


def test_search_that_finds_nothing_asks_as_often_for_any_number_of_cases(
    four, listing, django_assert_num_queries
):
    def offered(query):
        otherwise = listing(query).otherwise
        return (
            otherwise.parts,
            otherwise.missing,
            otherwise.filters,
            otherwise.slips,
            otherwise.wordings,
            otherwise.near,
        )

    for number in (5, 6, 7):
        make_case(number=number, background="减少信访，重复信访")
        offered("q=没有")
        with django_assert_num_queries(ASKED):
            offered("q=减少重复信访混乱")


def test_page_says_what_was_not_found_and_offers_the_rest(four, client):
    page = client.get("/cases/?q=减少重复信访混乱").text
    assert '<ol id="near">' in page
    assert "意思相近的举措" in page
    assert "没有一件事例照字面写着“减少重复信访混乱”。" in page
    assert "秘密" not in page
    assert '<ol id="near">' not in client.get("/cases/?q=鼋鼍").text


def test_no_choice_that_shows_nothing_is_offered_beside_a_search_that_finds_nothing(four, client):
    assert 'class="filters"' not in client.get("/cases/?q=减少重复信访混乱").text
    assert 'class="filters"' not in client.get("/outcomes/?q=减少重复信访混乱").text
    # What is found in another year, and what a refused value is mended with.
    assert 'class="filters"' in client.get("/cases/?q=信访&year=2023").text
    assert 'class="filters"' in client.get("/cases/?q=减少重复信访混乱&year=abc").text
