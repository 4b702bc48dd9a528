"""A cell takes unit and metric from the head of its column and its scope from the head of its row."""

from __future__ import annotations

from tests.sourcetext.marked import marked, outcomes_of

TABLE = "各院情况如下:\n单位\t立案(件)\t同比\t金额(万元)\n城东区院\t120\t+12%\t3.5\n城西区院\t56\t-8%\t1,200\n以上共2个院。"


def test_cells_take_the_heads_of_row_and_column() -> None:
    found = [
        (one.quote, one.unit, one.base_value, one.metric, one.scope, one.direction, one.basis, one.review)
        for one in outcomes_of(TABLE)[:6]
    ]
    assert [(quote, unit, str(value), *rest) for quote, unit, value, *rest in found] == [
        ("120", "件", "120", "立案", "城东区院", "", "", ""),
        ("+12%", "%", "12", "立案", "城东区院", "up", "同比", ""),
        ("3.5", "元", "35000", "金额", "城东区院", "", "", ""),
        ("56", "件", "56", "立案", "城西区院", "", "", ""),
        ("-8%", "%", "8", "立案", "城西区院", "down", "同比", ""),
        ("1,200", "元", "12000000", "金额", "城西区院", "", "", ""),
    ]


def test_head_of_a_row_that_is_no_holder_belongs_to_the_metric() -> None:
    (outcome,) = outcomes_of("项目\t数量(件)\n立案\t120")
    assert (outcome.metric, outcome.scope, outcome.unit) == ("立案数量", "", "件")


def test_lines_of_cells_without_heads_are_no_table() -> None:
    assert marked("城东区院\t120\n城西区院\t56") == "城东区院\t{120}\n城西区院\t{56}"


def test_lines_with_other_cells_are_no_rows() -> None:
    assert marked("单位\t立案(件)\n城东区院\t120\t7") == "单位\t立案(件)\n城东区院\t{120}\t{7}"
