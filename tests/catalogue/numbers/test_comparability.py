from __future__ import annotations

import pytest

from reform_cases.catalogue.numbers.comparability import agreement, base_unit, caveat, why_not
from reform_cases.models import Outcome

SAME = {
    "metric": "信访总量",
    "kind": "change",
    "unit": "%",
    "scope": "河南省检察机关",
    "period": "2024年以来",
}


def number(**fields: str) -> Outcome:
    return Outcome(**{**SAME, **fields})


def test_numbers_that_agree_are_comparable():
    assert why_not([number(), number(quote="19.7%"), number(quote="35.6%")]) == ""


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"metric": "重复信访"}, "指标不同（信访总量、重复信访）"),
        ({"kind": "rate"}, "类型不同（变化、比率）"),
        ({"unit": "百分点"}, "单位不同（%、百分点）"),
        ({"scope": "浙江省"}, "统计范围不同（河南省检察机关、浙江省）"),
        ({"period": ""}, "时期不同（2024年以来、原文未写明）"),
        ({"status": "planned"}, "有的已实现，有的在计划中（已实现、计划中）"),
    ],
)
def test_numbers_that_differ_in_one_thing_are_not_comparable(fields, reason):
    assert why_not([number(), number(**fields)]) == f"不可直接比较：{reason}。"


def test_every_difference_is_named():
    assert why_not([number(), number(unit="件", period="同比")]) == (
        "不可直接比较：单位不同（%、件）；时期不同（2024年以来、同比）。"
    )


def test_many_differences_of_one_sort_are_counted_not_named():
    four = [number(unit=unit) for unit in "件人个家"]
    assert why_not(four) == "不可直接比较：单位不同（件、人、个、家）。"
    assert why_not([*four, number(unit="条")]) == "不可直接比较：单位不同（5 种）。"


def test_numbers_agree_exactly_when_they_are_comparable():
    assert agreement(number(quote="19.7%")) == agreement(number(quote="35.6%"))
    assert agreement(number()) != agreement(number(scope="浙江省"))


def test_tenths_are_counted_in_per_cent():
    assert (base_unit(number(unit="成")), why_not([number(), number(unit="成")])) == ("%", "")


def test_caveat_names_what_no_text_says():
    assert caveat([number(), number()]) == ""
    assert caveat([number(scope=""), number(scope="")]) == "原文都未写明统计范围，比较时请留意。"
    silent = number(scope="", period="")
    assert caveat([silent, silent]) == "原文都未写明统计范围和时期，比较时请留意。"


def test_numbers_without_a_metric_are_not_comparable():
    nameless = number(metric="")
    assert why_not([nameless, nameless]) == "不可直接比较：指标都未写明。"
    assert why_not([nameless, number()]) == "不可直接比较：指标不同（原文未写明、信访总量）。"
    assert why_not([nameless]) == ""
