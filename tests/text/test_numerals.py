from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_cases.text.numerals import parse_number, plain_decimal


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("12", "12"),
        ("84,633", "84633"),
        ("２０", "20"),
        ("６５．４６", "65.46"),
        ("2.3亿", "230000000"),
        ("1.4万", "14000"),
        ("3 万", "30000"),
        ("8.53万", "85300"),
        ("3千万", "30000000"),
        ("八", "8"),
        ("两", "2"),
        ("十", "10"),
        ("二十三", "23"),
        ("一百二十", "120"),
        ("八万", "80000"),
        ("十二亿", "1200000000"),
        ("百", "100"),
        ("千万", "10000000"),
        ("二〇二四", "2024"),
        ("二○二四", "2024"),
        ("1亿2000万", "120000000"),
        ("1亿零200万", "102000000"),
        ("12万8千", "128000"),
        ("23亿7600万", "2376000000"),
        ("1亿2345万6789", "123456789"),
        ("3千5百", "3500"),
        ("3万亿", "3000000000000"),
        ("一点二亿", "120000000"),
        ("九十五点六", "95.6"),
        ("十二亿三千万", "1230000000"),
        ("一百零五", "105"),
        ("一万五", "15000"),
        ("伍拾万", "500000"),
        ("貳拾萬", "200000"),
        ("1 983", "1983"),
        ("1\u202f983.5", "1983.5"),
        ("1’983", "1983"),
    ],
)
def test_parse_number_forms(numeral: str, value: str) -> None:
    assert parse_number(numeral) == Decimal(value)


@pytest.mark.parametrize(
    "numeral",
    [
        "",
        "abc",
        "1.2.3",
        ".5",
        "亿亿亿亿",
        "12345678901234567",
        "1.12345678",
        "²",
        "12万8",
        "十十",
        "点五",
        "一点",
        "2.3亿5000万",
    ],
)
def test_parse_number_refuses_what_is_no_number(numeral: str) -> None:
    assert parse_number(numeral) is None


def test_parse_number_keeps_the_decimals_as_written() -> None:
    assert str(parse_number("65.40")) == "65.40"
    assert str(parse_number("2.3亿")) == "230000000"


@given(st.text(alphabet="0123456789０５.,，〇零一二两三十百千万亿 a", max_size=30))
def test_parse_number_never_raises(numeral: str) -> None:
    value = parse_number(numeral)
    assert value is None or value >= 0


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ("80.000000", "80"),
        ("1.400000", "1.4"),
        ("0.000001", "0.000001"),
        ("100", "100"),
        ("-3.50", "-3.5"),
        ("-0.5", "-0.5"),
        ("1E+3", "1000"),
        ("230000000.000000", "230000000"),
        ("0.00", "0"),
    ],
)
def test_plain_decimal(value, plain):
    assert plain_decimal(Decimal(value)) == plain
