from __future__ import annotations

from decimal import Decimal

import pytest
from django.http import QueryDict

from reform_cases.catalogue.outcomes.listing import OutcomeListing
from reform_cases.catalogue.outcomes.pictures import MOST_CHANGES, MOST_POINTS, MOST_STRIPS, MOST_THEMES
from tests.factories import make_case, make_outcome, make_region

pytestmark = pytest.mark.django_db


def pictures(query=""):
    return OutcomeListing.from_params(QueryDict(query)).pictures


def make_number(amount, metric, unit="件", **fields):
    own = {"value": Decimal(amount), "base_value": Decimal(amount), "quote": f"{amount}{unit}", **fields}
    return make_outcome(make_case(), metric=metric, unit=unit, **own)


def strips(found):
    return [
        (theme.theme, [[mark.point.quote for mark in strip.wide.marks] for strip in theme.strips])
        for theme in found.themes
    ]


def test_numbers_of_one_theme_and_unit_are_drawn_on_one_strip():
    make_region()
    for value, metric, unit in ((9, "移送线索", "件"), (5, "接收线索", "件"), (80, "汇聚线索", "条")):
        make_number(value, metric, unit)
    make_number(3, "开展会商")
    found = pictures()
    assert strips(found) == [("线索", [["5件", "9件"]])]
    (theme,) = found.themes
    assert (theme.numbers, theme.cases, [(r.label, r.differ) for r in theme.strips[0].reasons]) == (
        3,
        3,
        [("指标", True), ("范围", False), ("时期", False)],
    )
    assert [line.outcome.quote for line in theme.strips[0].lines] == ["5件", "9件"]


def test_theme_and_changes_say_in_a_sentence_what_is_drawn():
    henan = make_case(region=make_region("410000", "河南省"))
    hangzhou = make_case(region=make_region("330100", "杭州市", "prefecture"))

    def add(case, anchor, quote, unit, **fields):
        amount = {"value": Decimal(3), "base_value": Decimal(3), **fields}
        make_outcome(case, anchor, quote=quote, unit=unit, **amount)

    for case in (henan, hangzhou):
        add(case, "o-1", "3%", "%", metric="重复信访", kind="change", direction="down")
    add(henan, "o-2", "3件", "件", metric="开展会商")
    add(henan, "o-3", "3次", "次", metric="开展会商")
    found = pictures()
    assert [(theme.theme, theme.says) for theme in found.themes] == [
        ("会商", ""),
        ("重复信访", "河南、杭州：2 个数字都下降，3%"),
    ]
    said = [found.changes_say]
    for anchor, direction in (("o-4", "up"), ("o-5", "up"), ("o-6", "down")):
        ends = {"value": None, "value_from": Decimal(3), "value_to": Decimal(5), "direction": direction}
        add(henan, anchor, "从3%到5%", "%", metric="批捕率", **ends)
        said.append(pictures().changes_say)
    assert said == ["", "", "河南：2 个数字都上升", ""]


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "ranking", "unit": ""},
        {"base_value": None, "value": None, "approximation": "数"},
        {"status": "planned"},
        {"base_value": Decimal(-1)},
    ],
)
def test_rank_number_without_value_and_plan_are_not_drawn(fields):
    make_number(5, "接收线索")
    make_number(7, "移送线索", **fields)
    assert [strip for _theme, strip in strips(pictures())] in ([], [[]])


def test_plans_are_drawn_when_only_they_are_asked_for():
    for value in (5, 9):
        make_number(value, "移送线索", status="planned")
    assert pictures().themes == ()
    assert strips(pictures("status=planned")) == [("移送线索"[2:], [["5件", "9件"]])]


def test_share_and_change_of_one_unit_stand_on_strips_of_their_own():
    for value, kind in ((5, "rate"), (9, "rate"), (3, "change"), (4, "change")):
        make_number(value, "信访总量" if kind == "rate" else "重复信访", "%", kind=kind, direction="down")
    assert strips(pictures()) == [("信访", [["下降 5%", "下降 9%"], ["下降 3%", "下降 4%"]])]


def test_what_filter_leaves_is_drawn_whatever_page_it_stands_on():
    for value in (5, 9, 7):
        make_number(value, "移送线索")
    assert strips(pictures("page_size=1")) == [("线索", [["5件", "7件", "9件"]])]
    assert pictures("page_size=1&page=2").themes == ()


def test_strip_of_many_numbers_goes_evenly_from_smallest_to_largest_and_says_so():
    for value in range(1, 2 * MOST_POINTS):
        make_number(value, "移送线索")
        make_number(1, "接收线索")
    (strip,) = pictures().themes[0].strips
    shown = [mark.point.value for mark in strip.wide.marks]
    assert shown == list(range(1, 2 * MOST_POINTS, 2))
    assert (strip.of, strip.cut) == (4 * MOST_POINTS - 2, True)


def test_themes_and_strips_are_few():
    for at in range(MOST_THEMES + 1):
        for unit in "件条个份次"[: MOST_STRIPS + 1]:
            for value in (1, 2):
                make_number(value, f"移送{'甲乙丙丁戊己庚辛'[at]}物品", unit)
    found = pictures()
    assert [len(theme.strips) for theme in found.themes] in ([MOST_STRIPS] * MOST_THEMES, [MOST_STRIPS])


def test_changes_are_drawn_by_themselves_and_the_others_counted():
    fields = {
        "value": None,
        "base_value": None,
        "kind": "change",
        "quote": "从0.8亿元增至2.3亿元",
        "unit": "元",
    }
    ends = {"value_from": Decimal(80_000_000), "value_to": Decimal(230_000_000)}
    for _ in range(MOST_CHANGES + 1):
        make_outcome(make_case(), metric="挽回损失", **fields, **ends)
    found = pictures()
    assert (len(found.changes), found.more_changes) == (MOST_CHANGES, 1)
    assert (found.changes[0].picture.before.text, found.changes[0].picture.after.text) == (
        "0.8亿元",
        "2.3亿元",
    )
    assert all(theme.strips == () for theme in found.themes)
