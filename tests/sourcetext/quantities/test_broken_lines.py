"""A line end inside a number is read over and kept in the quote; other line ends part sentences."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reform_cases.sourcetext.quantities.certainty import BROKEN
from tests.sourcetext.marked import marked, outcomes_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("办理案件1\n20件", "120"),
        ("办理案件120\n件", "120"),
        ("追回资金1亿\n2000万元", "120000000"),
        ("追回资金三百\n二十万元", "3200000"),
        ("采纳率达百分之\n三十", "30"),
        ("办理案件1,\n983件", "1983"),
        ("追回伍拾\n万元", "500000"),
    ],
)
def test_number_is_read_over_a_line_end(text: str, value: str) -> None:
    (outcome,) = outcomes_of(f"前文。{text}。")
    assert (outcome.base_value, outcome.quote, outcome.review) == (Decimal(value), outcome.quote, BROKEN)
    assert f"前文。{text}。"[slice(*outcome.span)] == outcome.quote
    assert "\n" in outcome.sentence.text


@pytest.mark.parametrize(
    "text",
    ["案例1\n20件已办结", "共八十\n二是健全机制", "列入第三\n百姓满意", "办结12件\n30件在办"],
)
def test_other_line_ends_part_numbers(text: str) -> None:
    assert not any("\n" in one.quote for one in outcomes_of(text))


def test_numbers_behind_a_break_stand_where_they_are_said_to() -> None:
    assert (
        marked("办理1\n20件,移送3\n件,自2024年起结案5件。")
        == "办理【1\n20件】,移送【3\n件】,自{2024年}起结案【5件】。"
    )
