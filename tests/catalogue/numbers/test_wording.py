from decimal import Decimal

import pytest

from reform_cases.catalogue.numbers.wording import ends_as_written, unsaid_direction


@pytest.mark.parametrize(
    ("quote", "direction", "said"),
    [
        ("19.7%", "down", "下降"),
        ("3%", "up", "上升"),
        ("下降19.7%", "down", ""),
        ("增加13个百分点", "up", ""),
        ("减少5件", "down", ""),
        ("提升至89.4%", "up", ""),
        ("12件", "", ""),
        ("12件", "sideways", ""),
    ],
)
def test_direction_is_said_where_the_number_does_not(quote, direction, said):
    assert unsaid_direction(quote, direction) == said


@pytest.mark.parametrize(
    ("quote", "before", "after", "unit", "written"),
    [
        ("从0.8亿元增至2.3亿元", "80000000", "230000000", "元", ("0.8亿元", "2.3亿元")),
        ("从2021年的70.1%上升至2024年的83.2%", "70.1", "83.2", "%", ("70.1%", "83.2%")),
        ("从七成提高到九成", "7", "9", "成", ("七成", "九成")),
        ("由1,200件增至1.4万件", "1200", "14000", "件", ("1,200件", "1.4万件")),
        ("由百分之八十升至百分之九十", "80", "90", "%", ("八十%", "九十%")),
        ("翻了一番", "5", "10", "件", ("5件", "10件")),
    ],
)
def test_ends_of_a_change_are_said_as_written(quote, before, after, unit, written):
    assert ends_as_written(quote, Decimal(before), Decimal(after), unit) == written
