from __future__ import annotations

import pytest
from django.http import QueryDict

from reform_cases.catalogue.outcomes import found
from reform_cases.catalogue.outcomes.listing import OutcomeListing
from reform_cases.search.refresh import refresh
from tests.factories import make_case, make_collection, make_outcome

pytestmark = pytest.mark.django_db


def listing(query):
    return OutcomeListing.from_params(QueryDict(query))


def quotes(query):
    return [line.outcome.quote for line in listing(query).lines]


@pytest.fixture
def numbers():
    """A case about 信访 with numbers of which one is not, and another one that only cites it in a sentence."""
    sentence = "全省重复信访同比下降35.6%。"
    case = make_case(number=1, title="信访改革", background=sentence)
    make_outcome(case, "o-1", metric="重复信访", quote="35.6%", sentence=sentence)
    make_outcome(case, "o-2", metric="制定制度", quote="17个", sentence="制定制度17个。", order=1)
    text = "移送線索１,２００条，其中信访 线索居多。"
    other = make_case(number=2, title="线索改革", background=text)
    make_outcome(other, "o-1", metric="移送线索", quote="1,200条", sentence=text)
    draft = make_case(number=3, status="draft", background=sentence)
    make_outcome(draft, "o-1", metric="重复信访", quote="99%", sentence=sentence)
    refresh([case.pk, other.pk, draft.pk])


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("q=信访", ["35.6%", "1,200条"]),
        ("q=重复信访", ["35.6%"]),
        ("q=信访 线索", ["1,200条"]),
        ("q=1200条", ["1,200条"]),
        ("q=-信访", ["17个"]),
        ("q=成效:信访", ["35.6%"]),
        ("q=标题:信访", ["35.6%", "17个"]),
        ("q=标题:信访 制度", ["17个"]),
        ("q=没有的词", []),
        ("q=信访&unit=条", []),
    ],
)
def test_search_looks_at_metric_and_sentence(numbers, query, wanted):
    assert quotes(query) == wanted


def test_numbers_that_measure_the_word_come_first(numbers):
    early = make_case(collection=make_collection("b-2025", year=2025), background="其中信访件较多，共5次。")
    make_outcome(early, "o-1", metric="会商", quote="5次", sentence=early.background)
    refresh([early.pk])
    assert quotes("q=信访") == ["35.6%", "5次", "1,200条"]
    assert quotes("q=信访&order=-year") == ["5次", "35.6%", "1,200条"]


def test_word_of_too_many_cases_is_sought_in_metrics_alone_which_is_said(numbers, monkeypatch):
    monkeypatch.setattr(found, "MOST_READ", 1)
    asked = listing("q=信访")
    assert ([line.outcome.quote for line in asked.lines], asked.unread) == (["35.6%"], ("信访",))
    narrowed = listing("q=信访&q=标题:线索")
    assert ([line.outcome.quote for line in narrowed.lines], narrowed.unread) == (["1,200条"], ())


def test_counts_are_of_what_is_found(numbers):
    asked = listing("q=信访")
    assert asked.total == 2
    assert {c.label: c.count for group in asked.facets if group.name == "year" for c in group.choices} == {
        "2024": 2
    }
