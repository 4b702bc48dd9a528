"""A number in any form is read with its value, or listed as unread; no part of it is ever a value."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from hypothesis import given, settings

from reform_cases.sourcetext.lines.clean import CleanText
from reform_cases.sourcetext.quantities.find import find_quantities
from tests.sourcetext.quantities.written_numbers import Written, any_number, chinese, decimals

READ: Counter[bool] = Counter()


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
def test_number_is_read_whole_or_listed_as_unread(written: Written) -> None:
    text, value = written
    found = _values(f"全年累计{text}。")
    READ[found[0] == [value]] += 1
    assert found in (([value], []), ([], ["未读"]))


def test_nearly_all_of_them_are_read() -> None:
    assert READ[True] >= 0.97 * READ.total()
