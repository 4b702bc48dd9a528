"""Lines of a list: in the order asked for, with the numbers that tell most, and nothing of a draft."""

import pytest
from django.urls import reverse

from reform_cases.catalogue.listing.case_lines import LONGEST, Headline, KeywordLink, case_lines
from reform_cases.models import Case, Section
from tests.catalogue.samples import make_batch
from tests.factories import make_case, make_measure, make_outcome

pytestmark = pytest.mark.django_db


def test_lines_hold_what_a_reader_chooses_by():
    batch = make_batch()
    third, first = case_lines([batch.third.pk, batch.draft.pk, batch.first.pk])
    assert (first.slug, first.title, first.number, first.facts) == (
        "sample-2024-01",
        "浙江省检察机关健全数字机制",
        1,
        ("2024年 第1例",),
    )
    assert (first.url, third.url) == ("/cases/sample-2024-01/", "/cases/sample-2024-03/")
    assert first.keywords == tuple(
        KeywordLink(name, reverse("keyword", args=[name])) for name in ("数字检察", "信访")
    )


def test_numbers_are_achieved_ones_with_direction_and_their_characters():
    batch = make_batch()
    (first,) = case_lines([batch.first.pk])
    (third,) = case_lines([batch.third.pk])
    spans = {e.quote: f"/source/#s-{e.start}-{e.end}" for e in batch.first.evidence.filter(field="outcome")}
    assert first.headlines == tuple(
        Headline(metric, quote, f"/cases/sample-2024-01{spans[quote]}")
        for metric, quote in (("办案率", "从80%提升至89.4%"), ("办理案件", "12件"), ("挽回损失", "2.3亿余元"))
    )
    assert [(n.metric, n.direction, n.quote) for n in third.headlines] == [("信访总量", "", "下降19.7%")]


def test_direction_that_the_characters_do_not_say_is_added():
    case = make_case()
    make_outcome(case, quote="19.7%", metric="信访总量", kind="change", direction="down", unit="%")
    make_outcome(case, "o-2", quote="上升3%", metric="结案率", kind="change", direction="up", unit="%")
    (line,) = case_lines([case.pk])
    assert [(n.direction, n.quote) for n in line.headlines] == [("下降", "19.7%"), ("", "上升3%")]


def test_three_most_telling_numbers_in_the_order_of_the_text():
    case = make_case()
    kinds = ["count", "count", "amount", "rate", "ranking", "change"]
    for order, kind in enumerate(kinds, 1):
        make_outcome(case, f"o-{order}", order=order, kind=kind, metric=f"指标{order}", quote=f"{order}件")
    make_outcome(case, "o-7", order=7, kind="change", metric="", quote="7件")
    make_outcome(case, "o-8", order=8, kind="change", metric="打算", quote="8件", status="planned")
    (line,) = case_lines([case.pk])
    assert [(n.metric, n.href) for n in line.headlines] == [
        (f"指标{n}", f"/cases/{case.slug}/#o-{n}") for n in (3, 4, 6)
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_lines_take_four_queries(django_assert_num_queries, count):
    for _number in range(count):
        make_outcome(make_case(keywords=("信访", "共有")))
    ids = list(Case.objects.values_list("pk", flat=True))
    with django_assert_num_queries(4):
        assert len(case_lines(ids)) == count
    with django_assert_num_queries(0):
        assert case_lines([]) == []


def test_line_says_what_was_done_in_one_sentence():
    many, told, none = make_case(), make_case(background="某院改革。效果好。"), make_case()
    for at, heading in enumerate(("健全机制。", "强化监督")):
        make_measure(many, anchor=f"m-{at}", order=at, heading=heading)
    make_measure(told, heading="")
    Section.objects.create(case=none, anchor="s-1", name="基本案情", text="某人偷盗。", order=0)
    Section.objects.create(case=none, anchor="s-2", name="履职过程", text="依法监督。后来如何。", order=1)
    lines = case_lines([many.pk, told.pk, none.pk, make_case().pk])
    assert [line.did for line in lines] == ["健全机制；强化监督。", "某院改革。", "依法监督。", ""]


def test_long_sentence_of_what_was_done_is_cut():
    case = make_case()
    make_measure(case, heading="长" * (LONGEST + 5))
    assert case_lines([case.pk])[0].did == "长" * (LONGEST - 1) + "…"
