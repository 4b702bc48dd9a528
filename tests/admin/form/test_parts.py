"""Anchors of new parts, and choices among the parts of one case."""

import pytest

from reform_cases.admin.form.parts import next_number


@pytest.mark.parametrize(
    ("anchors", "number"),
    [([], 1), (["m-1"], 2), (["m-1", "m-3"], 4), (["m-2-7", "m-1"], 3), (["m-10", "m-9"], 11), (["odd"], 1)],
)
def test_next_number_is_behind_the_highest(anchors, number):
    assert next_number(anchors) == number
