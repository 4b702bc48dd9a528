"""What a comparison shows of which cases, and which numbers stand in one row."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from reform_cases.catalogue.comparison.comparison import Comparison, comparison_query
from reform_cases.models import Case, Function, Section
from tests.catalogue.samples import make_batch
from tests.factories import make_case, make_evidence, make_measure, make_outcome, make_source

pytestmark = pytest.mark.django_db

SAME = {
    "metric": "信访总量", "kind": "change", "unit": "%", "scope": "全省", "period": "2024年", "basis": "同比", "value": 1,
}  # fmt: skip


def compare(*cases):
    return Comparison.from_params(QueryDict(comparison_query(one if isinstance(one, str) else one.slug for one in cases)[1:]))  # fmt: skip


def quotes(cells):
    return [[line.outcome.quote for line in column] for column in cells]


def rows(lines):
    return [(quotes(line.cells), line.note) for line in lines]


def test_cases_stand_in_the_order_asked_for_each_once():
    batch = make_batch()
    comparison = compare(batch.third, batch.first, batch.third)
    assert (comparison.slugs, comparison.remarks, comparison.room) == (
        ["sample-2024-03", "sample-2024-01"],
        [],
        2,
    )
    assert comparison.titles == "河南省检察机关改进信访；浙江省检察机关健全数字机制"
    assert [column.without for column in comparison.cases] == ["?case=sample-2024-01", "?case=sample-2024-03"]


def test_draft_is_as_unknown_as_any_other_word():
    batch = make_batch()
    comparison = compare(batch.first, batch.draft, "nothing-here", "有\0空字节")
    assert comparison.slugs == ["sample-2024-01"]
    assert comparison.remarks == [
        "没有找到事例“sample-2024-02”，已略去。",
        "没有找到事例“nothing-here”，已略去。",
        "没有找到事例“有�空字节”，已略去。",
    ]


def test_fifth_case_is_left_out_and_told():
    cases = [make_case(number=number) for number in range(1, 7)]
    comparison = compare(*cases)
    assert (len(comparison.cases), comparison.room) == (4, 0)
    assert comparison.remarks == ["一次最多比较 4 例，只取前 4 例，另外 2 例已略去。"]


def test_thousands_of_wrong_values_are_told_in_a_few_words():
    remarks = compare(*(f"none-{n}" for n in range(3000))).remarks
    assert (len(remarks), remarks[-1]) == (6, "另有 2995 个值，已略去。")


def test_shared_keywords_and_functions_are_marked():
    civil, digital = (
        Function.objects.create(name=name, order=order) for order, name in enumerate(("民事检察", "数字检察"))
    )
    first = make_case(keywords=("信访", "甲"), functions=(civil, digital))
    second = make_case(keywords=("乙", "信访"), functions=(digital,))
    # A draft that shares 甲 makes it shared with nobody.
    draft = make_case(keywords=("甲",), functions=(civil,), status=Case.Status.DRAFT)
    comparison = compare(first, second, draft)
    assert [[(k.name, k.shared) for k in column.keywords] for column in comparison.cases] == [
        [("信访", True), ("甲", False)],
        [("乙", False), ("信访", True)],
    ]
    assert [[(f.name, f.shared) for f in column.functions] for column in comparison.cases] == [
        [("民事检察", False), ("数字检察", True)],
        [("数字检察", True)],
    ]


def shown(numbers):
    return [(one.theme, rows(one.rows)) for one in numbers.themes]


def singles(numbers):
    return [
        [(one.theme, one.lines[0].outcome.quote, len(one.lines)) for one in column]
        for column in numbers.single
    ]


def test_numbers_that_agree_share_a_row():
    first, second, third = (make_case() for _ in range(3))
    make_outcome(first, quote="10%", **SAME)
    make_outcome(second, quote="20%", **SAME)
    make_outcome(third, quote="30%", **{**SAME, "period": "2023年"})
    numbers = compare(first, second, third).numbers
    assert shown(numbers) == [
        (
            "信访",
            [([["10%"], ["20%"], []], ""), ([[], [], ["30%"]], "时期不同（2024年、2023年）")],
        )
    ]
    assert [row.elsewhere for row in numbers.themes[0].rows] == [(False, False, True), (True, True, False)]
    assert (numbers.single, numbers.planned) == ([], [])


def test_metrics_that_share_a_noun_stand_side_by_side_with_every_reason():
    first, second = make_case(), make_case()
    make_outcome(first, quote="10%", **SAME)
    make_outcome(second, quote="20件", **{**SAME, "metric": "重复信访", "unit": "件", "kind": "count"})
    reason = "指标不同（信访总量、重复信访）；类型不同（变化、数量）；单位不同（%、件）；基准不同（同比）"
    assert shown(compare(first, second).numbers) == [("信访", [([["10%"], ["20件"]], reason)])]


def test_same_metric_without_a_noun_is_a_theme():
    first, second = make_case(), make_case()
    for case, quote in ((first, "3件"), (second, "4件")):
        make_outcome(case, quote=quote, metric="办理案件")
    assert [one.theme for one in compare(first, second).numbers.themes] == ["办理案件"]


def test_what_no_other_case_reports_is_named_with_the_way_to_it():
    first, second = make_case(), make_case()
    make_outcome(first, "o-1", quote="10%", **SAME)
    make_outcome(first, "o-2", quote="11%", **SAME)
    # Two numbers of which nobody says what they measure are not the same thing.
    make_outcome(first, "o-3", quote="3件", metric="")
    make_outcome(second, "o-1", quote="4件", metric="")
    numbers = compare(first, second).numbers
    assert numbers.themes == []
    assert singles(numbers) == [[("信访", "10%", 2), ("数量", "3件", 1)], [("数量", "4件", 1)]]


def test_plan_never_stands_among_results():
    first, second = make_case(), make_case()
    make_outcome(first, quote="10%", **SAME)
    make_outcome(second, quote="20%", status="planned", **SAME)
    numbers = compare(first, second).numbers
    assert numbers.themes == []
    assert (singles(numbers), quotes(numbers.planned)) == ([[("信访总量", "10%", 1)], []], [[], ["20%"]])


def test_what_no_text_says_is_not_compared():
    first, second = make_case(), make_case()
    for case in (first, second):
        make_outcome(case, **{**SAME, "scope": ""})
    (theme,) = compare(first, second).numbers.themes
    assert [row.note for row in theme.rows] == ["范围不明"]


def test_number_to_be_looked_at_is_not_compared():
    first, second = make_case(), make_case()
    make_outcome(first, quote="10%", **SAME)
    make_outcome(second, quote="20%", review="没有指标", **SAME)
    comparison = compare(first, second)
    assert (comparison.numbers.themes, singles(comparison.numbers)) == ([], [[("信访总量", "10%", 1)], []])
    assert [len(column.numbers) for column in comparison.cases] == [1, 0]


def test_sections_of_all_cases_have_rows_under_their_names():
    first, second = make_case(), make_case()
    for case, name in ((first, "线索发现"), (second, "整改"), (second, "线索发现")):
        Section.objects.create(case=case, anchor=f"s-{name}"[:20], name=name, text=f"{name}的内容。")
    comparison = compare(first, second)
    assert comparison.section_names == ["线索发现", "整改"]
    assert [list(column.sections) for column in comparison.cases] == [["线索发现"], ["整改", "线索发现"]]


def test_every_number_leads_to_its_own_characters():
    batch = make_batch()
    for column in compare(batch.first, batch.third).cases:
        spans = [line.trail.links[0].rpartition("#s-")[2].split("-") for line in column.numbers]
        assert [batch.source.text[int(start) : int(end)] for start, end in spans] == [
            line.outcome.quote for line in column.numbers
        ]


def test_nothing_asked_for():
    comparison = compare()
    assert (comparison.cases, comparison.remarks, comparison.room) == ([], [], 4)
    assert not comparison.numbers


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(django_assert_num_queries, count):
    source = make_source()
    function = Function.objects.create(name="刑事检察")
    cases = []
    for _ in range(count):
        case = make_case(keywords=("信访", "共有"), functions=(function,), source=source)
        measure = make_measure(case)
        outcome = make_outcome(case, measure=measure)
        make_evidence(case, source, "12件", field="outcome", key="o-1", outcome=outcome)
        cases.append(case)
    # Cases with their batch, evidence, numbers, all other parts.
    with django_assert_num_queries(4):
        assert len(compare(*cases).cases) == count
