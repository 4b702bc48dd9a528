"""Which case has which value, asked from either end, and changed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_cases.catalogue.columns import attribute as module
from reform_cases.catalogue.columns.attribute import Attribute, Pairs, Value, Vocabulary, fixed
from reform_cases.catalogue.columns.numbering import Renumbering

VALUES = [Value(key, f"name-{key}", f"值{key}") for key in "abc"]
USED = Vocabulary(lambda keys: [value for value in VALUES if value.key in keys])


def pairs_of(found):
    """`found` are pairs of a case and a key."""
    cases, codes = np.array([(case, "abc".index(key)) for case, key in found], np.int64).reshape(-1, 2).T
    return Pairs(cases, codes, tuple("abc"))


def attribute(*found, vocabulary=USED):
    return Attribute.of(pairs_of(found), vocabulary)


def said(held):
    """The pairs again, in their order."""
    keys = [value.key for value in held.shown]
    return [
        (case, keys[value]) for case, value in zip(held.cases.tolist(), held.values.tolist(), strict=True)
    ]


def test_cases_of_a_value_and_values_of_a_case():
    held = attribute((4, "b"), (0, "c"), (4, "a"), (1, "b"))
    assert said(held) == [(0, "c"), (1, "b"), (4, "a"), (4, "b")]
    assert [held.cases_of(value).tolist() for value in range(3)] == [[4], [1, 4], [0]]
    assert [held.values_of(case).tolist() for case in range(6)] == [[2], [1], [], [], [0, 1], []]


def test_attribute_that_no_case_has():
    for held, values in ((attribute(), 0), (attribute(vocabulary=fixed(VALUES)), 3)):
        assert (len(held.shown), held.totals.tolist(), held.values_of(0).tolist()) == (
            values,
            [0] * values,
            [],
        )
        assert held.having(["name-a"], 2).tolist() == [False, False]


PAIRS = st.lists(st.tuples(st.integers(0, 11), st.sampled_from("abc")), unique=True, max_size=30)
# A case has at most one value, and from some case on none has any.
# Mostly as it was.
ORDERS = st.just(list(range(12))) | st.permutations(range(12))
SINGLE = st.lists(st.sampled_from("abc"), max_size=12).map(lambda values: list(enumerate(values)))


@pytest.mark.parametrize("few", [1, 100])
@given(found=PAIRS | SINGLE, among=st.lists(st.booleans(), min_size=12, max_size=12))
def test_counts_among_some_cases(few, found, among):
    """Whether they are few or many."""
    before, module.FEW = module.FEW, few
    try:
        held = attribute(*found, vocabulary=fixed(VALUES))
        wanted = [sum(1 for case, key in found if key == one and among[case]) for one in "abc"]
        mask = np.array(among)
        assert held.counts(mask).tolist() == wanted
        assert held.counts(mask, np.flatnonzero(mask)).tolist() == wanted
        assert held.counts(None).tolist() == [sum(key == one for _case, key in found) for one in "abc"]
        assert held.sums(mask.astype(np.int64)).tolist() == wanted
    finally:
        module.FEW = before


@pytest.mark.parametrize("vocabulary", [USED, fixed(VALUES)], ids=["used", "fixed"])
@given(found=PAIRS, came=PAIRS, order=ORDERS, gone=st.sets(st.integers(0, 11)))
def test_changed_attribute_is_the_one_made_anew(vocabulary, found, came, order, gone):
    """Cases leave and others come, and all are numbered anew."""
    places = np.array(order)
    cases = Renumbering.of(
        places, np.array(sorted(gone), int), np.array([order[case] for case in sorted(gone)], int)
    )
    free = {order[case] for case in gone}
    came = [(case, key) for case, key in came if case in free]
    held = attribute(*found, vocabulary=vocabulary).changed(cases, pairs_of(came), vocabulary, renamed=False)
    stayed = [(order[case], key) for case, key in found if case not in gone]
    anew = attribute(*stayed, *came, vocabulary=vocabulary)
    assert (said(held), held.shown, held.values.dtype) == (said(anew), anew.shown, anew.values.dtype)
    assert held.totals.tolist() == anew.totals.tolist()
    assert said(held) == sorted([*stayed, *came])


def test_values_that_are_renamed_stand_in_their_new_order():
    held = attribute((0, "a"), (1, "c"), (1, "b"))
    other = [Value(key, f"other-{key}", key) for key in "cba"]
    vocabulary = Vocabulary(lambda keys: [value for value in other if value.key in keys])
    nothing = np.zeros(0, int)
    everybody = Renumbering.of(np.arange(2), nothing, nothing)
    renamed = held.changed(everybody, held.no_pairs, vocabulary, renamed=True)
    assert (renamed.names, said(renamed)) == (
        ("other-c", "other-b", "other-a"),
        [(0, "a"), (1, "c"), (1, "b")],
    )


def test_whether_pairs_are_those_of_some_cases():
    held = attribute((0, "a"), (1, "b"), (1, "c"))
    ones = np.array([1])
    assert [
        held.says(pairs_of(found), ones)
        for found in ([(1, "c"), (1, "b")], [(1, "b")], [(1, "b"), (1, "a")], [])
    ] == [True, False, False, False]


def test_commonest_values_first():
    held = attribute((0, "a"), (0, "c"), (1, "b"), (2, "c")).by_frequency()
    assert (held.names, held.totals.tolist()) == (("name-c", "name-a", "name-b"), [2, 1, 1])
    assert held.having(["name-c"], 3).tolist() == [True, False, True]


def test_one_number_for_each_case():
    held = attribute((0, "c"), (2, "a"), (2, "b"))
    assert held.column(4).tolist() == [2, 3, 1, 3]
    assert held.column(4, np.array([10, 20, 30]), 99).tolist() == [30, 99, 20, 99]
