"""Numbers of things that go, stay and come."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reform_cases.catalogue.columns.numbering import Keys, Renumbering

PLACES = st.lists(st.integers(0, 99), max_size=12)


@given(places=PLACES | PLACES.map(sorted), coming=PLACES, data=st.data())
def test_everything_stands_in_order_afterwards(places, coming, data):
    """What has the same place stands as it did, and in a list that stays in order before what was not there."""
    gone = data.draw(st.sets(st.integers(0, len(places) - 1))) if places else set()
    numbers = Renumbering.of(np.array(places, int), np.array(sorted(gone), int), np.array(coming, int))
    carried = numbers.carried(np.array(places, int), np.array(coming, int)).tolist()
    assert carried == sorted([*(place for at, place in enumerate(places) if at not in gone), *coming])
    assert [number for at, number in enumerate(numbers.now.tolist()) if at in gone] == [-1] * len(gone)
    stays = [number for number in numbers.now.tolist() if number >= 0]
    assert sorted([*stays, *numbers.new.tolist()]) == list(range(numbers.size))
    assert numbers.in_order == (stays == sorted(stays))


def test_what_takes_the_places_of_what_goes_moves_nothing():
    places, gone = np.array([10, 20, 30]), np.array([1])
    assert [
        Renumbering.of(places, gone, np.array(coming, int)).unmoved
        for coming in ([20], [25], [5], [], [20, 21])
    ] == [
        True,
        True,
        False,
        False,
        False,
    ]


@given(ids=st.lists(st.integers(1, 50), unique=True), wanted=st.lists(st.integers(0, 60)))
def test_number_of_each_key(ids, wanted):
    found = Keys(np.array(ids, np.int64)).indexes(np.array(wanted, np.int64)).tolist()
    assert found == [ids.index(one) if one in ids else -1 for one in wanted]
