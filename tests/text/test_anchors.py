"""Anchors: what has been given, what comes next, what is gone."""

import pytest

from reform_cases.text.anchors import former, give, note


@pytest.mark.parametrize(
    ("anchors", "given"),
    [
        ([], {}),
        (["m-1", "m-3"], {"m": 3}),
        (["m-2-7", "m-1"], {"m": 2, "m-2": 7}),
        (["o-10", "o-9", "s-1"], {"o": 10, "s": 1}),
        (["background", "o-", "o-x", "o-99999", "o-1\n", "o-１"], {}),
    ],
)
def test_note_keeps_the_highest_number_below_each_beginning(anchors, given):
    noted = {}
    for anchor in anchors:
        note(noted, anchor)
    assert noted == given


def test_give_goes_on_behind_the_highest():
    given = {"m": 2, "m-2": 3}
    assert [give(given, "m"), give(given, "m-2"), give(given, "m-3"), give(given, "o"), give(given, "o")] == [
        "m-3", "m-2-4", "m-3-1", "o-1", "o-2",
    ]  # fmt: skip
    assert given == {"m": 3, "m-2": 4, "m-3": 1, "o": 2}


def test_former_are_those_given_and_not_there():
    given = {"o": 3, "m": 1, "m-1": 2}
    assert former(given, {"o-2", "m-1", "m-1-2", "s-1"}) == ["m-1-1", "o-1", "o-3"]
