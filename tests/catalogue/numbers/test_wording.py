from decimal import Decimal

import pytest

from reform_cases.catalogue.numbers.wording import ends_as_written, in_a_sentence, unsaid_direction


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


@pytest.mark.parametrize(
    ("places", "quotes", "directions", "more", "said"),
    [
        (
            ["徐州", "辽宁", "徐州"],
            ["14件", "17件", "70余件"],
            ["", "", ""],
            False,
            "徐州、辽宁写明，14件至70余件",
        ),
        (
            ["河南"] * 3,
            ["10.8%", "19.7%", "35.6%"],
            ["下降"] * 3,
            False,
            "河南：3 个数字都下降，10.8%至35.6%",
        ),
        (["河南"] * 2, ["3%", "5%"], ["下降", "上升"], False, "河南写明，3%至5%"),
        (["河南", "徐州"], ["3%", "3%"], ["上升", "上升"], False, "河南、徐州：2 个数字都上升，3%"),
        # Nobody has seen that those left out go down too.
        (["河南"] * 2, ["3%", "5%"], ["下降"] * 2, True, "河南等地写明，3%至5%"),
        (
            ["甲", "乙", "丙", "丁"],
            ["1件", "2件", "3件", "4件"],
            [""] * 4,
            False,
            "甲、乙、丙等地写明，1件至4件",
        ),
    ],
)
def test_numbers_of_one_strip_in_a_sentence(places, quotes, directions, more, said):
    assert in_a_sentence(places, quotes, directions, more=more) == said
