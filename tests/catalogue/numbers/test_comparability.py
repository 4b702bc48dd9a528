from __future__ import annotations

import pytest

from reform_cases.catalogue.numbers.comparability import (
    Reason,
    agreement,
    base_unit,
    reasons,
    same_period,
    why_not,
)
from reform_cases.models import Outcome

SAME = {
    "metric": "信访总量",
    "kind": "change",
    "unit": "%",
    "scope": "河南省检察机关",
    "period": "2024年以来",
    "basis": "同比",
}


def number(**fields: str) -> Outcome:
    return Outcome(**{**SAME, **fields})


def test_numbers_that_agree_are_comparable():
    assert why_not([number(), number(quote="19.7%"), number(quote="35.6%")]) == ""


@pytest.mark.parametrize(
    ("fields", "name", "reason"),
    [
        ({"metric": "重复信访"}, "metric", "指标不同（信访总量、重复信访）"),
        ({"metric": ""}, "metric", "指标不明（信访总量、原文未写明）"),
        ({"unit": "百分点"}, "unit", "单位不同（%、百分点）"),
        ({"unit": ""}, "unit", "单位不明（%、原文未写明）"),
        ({"scope": "浙江省"}, "scope", "范围不同（河南省检察机关、浙江省）"),
        ({"scope": ""}, "scope", "范围不明（河南省检察机关、原文未写明）"),
        ({"period": "2023年以来"}, "period", "时期不同（2024年以来、2023年以来）"),
        ({"period": "近年来"}, "period", "时期不明（2024年以来、近年来）"),
        ({"basis": "环比"}, "basis", "基准不同（同比、环比）"),
        ({"basis": "较2021年"}, "basis", "基准不同（同比、较2021年）"),
        ({"basis": ""}, "basis", "基准不明（同比、原文未写明）"),
        ({"status": "planned"}, "status", "状态不同（已实现、计划中）"),
    ],
)
def test_numbers_that_differ_in_one_thing_are_not_comparable(fields, name, reason):
    pair = [number(), number(**fields)]
    assert (why_not(pair), [one.name for one in reasons(pair)]) == (f"不可直接比较：{reason}。", [name])
    assert agreement(pair[0]) != agreement(pair[1])


@pytest.mark.parametrize(
    ("name", "label"),
    [("metric", "指标"), ("unit", "单位"), ("scope", "范围"), ("period", "时期"), ("basis", "基准")],
)
def test_what_neither_text_says_is_not_the_same(name, label):
    silent = number(**{name: ""})
    assert reasons([silent, silent]) == [Reason(name, label, differ=False, values=("",))]
    assert (why_not([silent, silent]), agreement(silent)) == (f"不可直接比较：{label}不明。", None)


def test_only_a_change_needs_a_basis():
    count = number(kind="count", unit="件", basis="")
    assert why_not([count, count]) == ""
    assert why_not([count, number(unit="件")]) == ("不可直接比较：类型不同（数量、变化）；基准不同（同比）。")


def test_every_difference_is_named():
    assert why_not([number(), number(unit="件", period="2023年")]) == (
        "不可直接比较：单位不同（%、件）；时期不同（2024年以来、2023年）。"
    )


def test_many_differences_of_one_sort_are_counted_not_named():
    four = [number(unit=unit) for unit in "件人个家"]
    assert why_not(four) == "不可直接比较：单位不同（件、人、个、家）。"
    assert why_not([*four, number(unit="条")]) == "不可直接比较：单位不同（5 种）。"


def test_tenths_are_counted_in_per_cent():
    assert (base_unit(number(unit="成")), why_not([number(), number(unit="成")])) == ("%", "")


@pytest.mark.parametrize("alone", [number(), number(metric="", period="")])
def test_one_number_alone_has_nothing_to_be_compared_with(alone):
    assert (why_not([alone]), why_not([])) == ("", "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2024年", "二〇二四年"),
        ("2024年", "２０２４ 年度"),
        ("2024年1至10月", "2024年1月—10月"),
        ("2024年1至10月", "二〇二四年一月至十月"),
        ("2023至2024年", "2023年—2024年"),
        ("2024年一季度", "2024年第一季度"),
        ("2024年3月", "2024年3月份"),
    ],
)
def test_periods_written_otherwise_are_the_same(one, other):
    assert same_period(one) == same_period(other) != ""
    assert why_not([number(period=one), number(period=other)]) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2023年1至10月", "2024年1至10月"),
        ("2024年", "2024年以来"),
        ("2024年上半年", "2024年"),
        ("2024年1月", "2024年10月"),
        ("截至2024年底", "2024年底"),
    ],
)
def test_other_periods_stay_others(one, other):
    assert same_period(one) != same_period(other)
    assert [one.name for one in reasons([number(period=one), number(period=other)])] == ["period"]


@pytest.mark.parametrize("period", ["", "近年来", "今年以来", "1至10月", "上半年", "目前"])
def test_period_without_a_year_is_not_known(period):
    assert same_period(period) == ""
    assert [one.differ for one in reasons([number(period=period), number(period=period)])] == [False]
