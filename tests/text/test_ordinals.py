from __future__ import annotations

import pytest

from reform_cases.text.ordinals import ordinal


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("3", 3),
        ("49", 49),
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("三十五", 35),
        ("一百零三", 103),
        ("一〇三", 103),
        ("〇", 0),
        ("", None),
        ("甲", None),
        ("3a", None),
        ("²", None),
    ],
)
def test_ordinal(numeral, number):
    assert ordinal(numeral) == number
