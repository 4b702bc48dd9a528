"""A number in any form is read with its value; what touches another one is listed as unread, and no part of it is a value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings

from reform_cases.sourcetext.lines.clean import CleanText
from reform_cases.sourcetext.quantities.find import find_quantities
from tests.sourcetext.quantities.written_numbers import Written, any_number, chinese, decimals


def test_generator_writes_what_it_says() -> None:
    assert [chinese(number) for number in (12, 120, 105, 10_005, 1_230_000_000)] == [
        "一十二",
        "一百二十",
        "一百零五",
        "一万零五",
        "一十二亿三千万",
    ]
    assert decimals(Decimal("95.6")) == "九十五点六"


def _values(source: str) -> tuple[list[Decimal | None], list[str]]:
    """The normalised values of the outcomes of `source`, and the roles of its other numbers."""
    outcomes, numbers = find_quantities(CleanText.of(source), source)
    return [one.base_value for one in outcomes], [one.role for one in numbers]


@settings(max_examples=2000, deadline=None)
@given(any_number)
def test_number_is_read_whole(written: Written) -> None:
    text, value = written
    assert _values(f"全年累计{text}。") == ([value], [])


@pytest.mark.parametrize(
    "text",
    [
        "12万8件",
        "1亿5件",
        "1 20件",
        "1.234.567件",
        "12,34件",
        "3.5.1万元",
        "5公里300米",
        "3元5角",
        "十2件",
        "123456789012345678件",
    ],
)
def test_numeral_that_touches_another_is_unread(text: str) -> None:
    assert _values(f"全年累计{text}。") == ([], ["未读"])
