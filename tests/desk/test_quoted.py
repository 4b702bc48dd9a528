"""What the quote of a number says, and what says another thing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reform_cases.desk.quoted import base_value, contradictions, fill_in, read_quote

SENTENCE = "由其牵头，共办理案件1.4万余件，同比上升20%。"


def said():
    return read_quote("1.4万余件", SENTENCE)


def test_a_quote_is_read_in_its_sentence_and_alone():
    one = said()
    assert (one.value, one.base_value, one.unit, one.approximation, one.kind) == (
        *(Decimal("1.4"), Decimal(14000), "件", "余", "count"),
    )
    assert read_quote("20%", SENTENCE).direction == "up"
    assert read_quote("3万元", "没有这句").base_value == 30000
    assert read_quote("万余件", SENTENCE) is None
    assert read_quote("", "") is None


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ({"value": Decimal("1.4"), "unit": "件", "approximation": "余", "kind": "count"}, []),
        ({"value": Decimal("1.400000")}, []),
        ({"value": Decimal("9.9"), "unit": "人"}, ["value", "unit"]),
        (
            {"value": None, "value_low": Decimal(1), "value_high": Decimal(2)},
            ["value", "value_low", "value_high"],
        ),
        ({"approximation": "", "direction": "up"}, ["approximation", "direction"]),
    ],
)
def test_what_says_another_thing_is_named(values, names):
    assert contradictions(said(), values, list(values)) == names


@pytest.mark.parametrize(
    ("quote", "values", "base"),
    [
        ("1.4万余件", {"value": Decimal("1.4"), "unit": "件"}, Decimal(14000)),
        ("1.4万余件", {"value": Decimal("1.5"), "unit": "件"}, Decimal(15000)),
        ("八成", {"value": Decimal(9), "unit": "成"}, Decimal(90)),
        ("1.4万余件", {"value": None}, None),
    ],
)
def test_base_value_is_worked_out_in_the_scale_of_the_quote(quote, values, base):
    assert base_value(read_quote(quote, quote), values) == base


def test_base_value_of_what_the_reader_cannot_read():
    assert base_value(None, {"value": Decimal(7), "unit": "件"}) == 7
    assert base_value(None, {"value": Decimal(7), "unit": "成"}) == 70


def test_what_is_left_open_is_filled_in_from_the_quote():
    values = {"value": None, "unit": "", "approximation": "", "kind": "count", "direction": ""}
    fill_in(said(), values)
    assert values == {
        "value": Decimal("1.4"),
        "unit": "件",
        "approximation": "余",
        "kind": "count",
        "direction": "",
    }
    given = {"value": Decimal(2), "value_low": None, "unit": "", "approximation": "", "direction": ""}
    fill_in(said(), given)
    assert given == {
        "value": Decimal(2),
        "value_low": None,
        "unit": "件",
        "approximation": "余",
        "direction": "",
    }
