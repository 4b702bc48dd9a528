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
    ],
)
def test_parse_number_forms(numeral: str, value: str) -> None:
    assert parse_number(numeral) == Decimal(value)


@pytest.mark.parametrize(
    "numeral", ["", "abc", "1.2.3", ".5", "亿亿亿亿", "12345678901234567", "1.12345678", "²"]
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
