"""Made-up cases: the same for a seed, true to their own numbers, and as unevenly spread as real ones."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from random import Random

import pytest

from madeup.recombine import _Sentence, _Telling, made_cases
from reform_cases.reference import regions
from reform_cases.sourcetext.document import OutcomeText, Passage
from tests.sourcetext.shipped import shipped_document


@pytest.fixture(scope="module")
def thousand():
    return list(made_cases(shipped_document(), 1, 1_000))


def texts(case):
    """Every text of a case in one string."""
    measures = [m for top in case.measures for m in (top, *top.children)]
    parts = [case.title, *case.keywords, case.background, case.significance]
    return "\n".join([*parts, *(text for m in measures for text in (m.heading, m.body))])


def test_same_seed_gives_the_same_cases_and_fewer_are_the_first_of_more(thousand):
    assert list(made_cases(shipped_document(), 1, 10)) == thousand[:10]


def test_another_seed_gives_other_cases(thousand):
    assert next(made_cases(shipped_document(), 2, 1)) != thousand[0]


def test_case_is_named_after_its_division(thousand):
    for case in thousand:
        names = "".join(division.name for division in regions.path(case.region))
        assert case.organ.startswith(names)
        assert case.title.startswith(case.organ)
        assert case.level == regions.table()[case.region].level


def test_no_name_is_left_open_and_no_name_of_the_source_stands_for_another(thousand):
    everything = "\n".join(texts(case) for case in thousand)
    assert [word for word in "{}" if word in everything] == []
    assert [case.region for case in thousand if "柯城区" in texts(case) and case.region != "330802"] == []


def test_every_number_stands_in_its_sentence_and_the_sentence_in_its_measure(thousand):
    checked = 0
    for case in thousand:
        for measure in (m for top in case.measures for m in (top, *top.children)):
            for outcome in measure.outcomes:
                checked += 1
                assert outcome.quote in outcome.sentence
                assert outcome.sentence in measure.body
    assert checked > 3_000


def test_all_31_provinces_and_12_years_occur(thousand):
    assert len({case.region[:2] for case in thousand}) == 31
    assert sorted({case.year for case in thousand}) == list(range(2015, 2027))


def test_words_and_keywords_are_spread_unevenly(thousand):
    holding = Counter(word for case in thousand for word in ("信访", "烟草") if word in texts(case))
    assert 400 < holding["信访"] < 550
    assert holding["烟草"] < 10
    keywords = Counter(keyword for case in thousand for keyword in case.keywords)
    once = [keyword for keyword, count in keywords.items() if count == 1]
    assert max(keywords.values()) > 50
    assert len(once) > 200
    assert {len(case.keywords) for case in thousand} == {3, 4, 5}


def every_outcome(case):
    return [o for top in case.measures for m in (top, *top.children) for o in m.outcomes]


def test_scope_is_one_of_the_case_itself(thousand):
    scopes = {outcome.scope for case in thousand for outcome in every_outcome(case)}
    assert len(scopes) > 500
    for case in thousand:
        place = regions.path(case.region)[-1].name
        own = {"", case.organ, place, f"{place}检察机关", f"{place}辖区基层检察院"}
        assert {outcome.scope for outcome in every_outcome(case)} <= own


def test_metrics_are_varied_and_stand_in_the_sentence_where_the_source_has_them_there(thousand):
    outcomes = [outcome for case in thousand for outcome in every_outcome(case)]
    assert len({outcome.metric for outcome in outcomes}) > 1_000
    # The shares of outcomes whose metric is the source's own, and is that of a field.
    plain = sum(outcome.metric == outcome.model.metric for outcome in outcomes) / len(outcomes)
    assert 0.4 < plain < 0.6


def outcome(quote, value, base, metric=""):
    return OutcomeText(
        quote=quote,
        metric=metric,
        span=(0, 1),
        sentence=Passage("", (0, 0), ()),
        unit="",
        kind="count",
        value=value,
        base_value=base,
    )


def told(text, *outcomes):
    return _Telling(Random(1), "某院", "某地", ("食品安全",)).body([_Sentence(text, outcomes)])


def test_number_keeps_its_form_and_its_scale():
    text, (one,) = told(
        "{place}挽回损失2.3亿余元。", outcome("2.3亿余元", Decimal("2.3"), Decimal(230_000_000))
    )
    assert (text, one.quote, one.sentence) == (f"某地挽回损失{one.quote}。", one.quote, text)
    assert one.quote.endswith("亿余元")
    assert one.base_value == one.value * 100_000_000
    assert one.value != Decimal("2.3")


def test_number_inside_another_keeps_both_readable():
    text, found = told(
        "先后10件，共210件。",
        outcome("10件", Decimal(10), Decimal(10)),
        outcome("210件", Decimal(210), Decimal(210)),
    )
    assert [one.quote in text for one in found] == [True, True]


def test_number_in_chinese_numerals_stays_as_written():
    text, (one,) = told("落实五项内容。", outcome("五项", Decimal(5), Decimal(5)))
    assert (text, one.quote, one.value) == ("落实五项内容。", "五项", Decimal(5))


def test_metric_of_a_field_is_told_in_the_sentence():
    found = {
        _Telling(Random(seed), "某院", "某地", ("食品安全",)).body(
            [_Sentence("信访总量下降五项。", (outcome("五项", Decimal(5), Decimal(5), metric="信访总量"),))]
        )[1][0]
        for seed in range(20)
    }
    assert {(one.metric, one.sentence) for one in found} == {
        ("信访总量", "信访总量下降五项。"),
        ("食品安全信访总量", "食品安全信访总量下降五项。"),
    }
