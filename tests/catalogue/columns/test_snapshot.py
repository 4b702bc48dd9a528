"""Which case has which value, asked from either end."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_cases.catalogue.columns import snapshot
from reform_cases.catalogue.columns.snapshot import Attribute


def attribute(*pairs):
    cases, values = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return Attribute.of(("a", "b", "c"), ("甲", "乙", "丙"), cases, values)


def test_cases_of_a_value_and_values_of_a_case():
    held = attribute((4, 1), (0, 2), (4, 0), (1, 1))
    assert [held.cases_of(value).tolist() for value in range(3)] == [[4], [1, 4], [0]]
    assert [held.values_of(case).tolist() for case in range(6)] == [[2], [1], [], [], [1, 0], []]


def test_attribute_that_no_case_has():
    held = attribute()
    assert ([held.cases_of(value).tolist() for value in range(3)], held.values_of(0).tolist()) == (
        [[], [], []],
        [],
    )


PAIRS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 2)), unique=True, max_size=30)
# A case has at most one value, and from some case on none has any.
SINGLE = st.lists(st.integers(0, 2), max_size=12).map(lambda values: list(enumerate(values)))


@pytest.mark.parametrize("few", [1, 100])
@given(pairs=PAIRS | SINGLE, among=st.lists(st.booleans(), min_size=12, max_size=12))
def test_counts_among_some_cases(few, pairs, among):
    """Whether they are few or many."""
    before, snapshot.FEW = snapshot.FEW, few
    try:
        held = attribute(*pairs)
        wanted = [sum(1 for case, value in pairs if value == one and among[case]) for one in range(3)]
        mask = np.array(among)
        assert held.counts(mask).tolist() == wanted
        assert held.counts(mask, np.flatnonzero(mask)).tolist() == wanted
        assert held.counts(None).tolist() == [sum(value == one for _case, value in pairs) for one in range(3)]
    finally:
        snapshot.FEW = before
