"""Which case has which value, asked from either end."""

from __future__ import annotations

import numpy as np

from reform_cases.catalogue.snapshot import Attribute


def attribute(*pairs):
    cases, values = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return Attribute(("a", "b", "c"), ("甲", "乙", "丙"), cases, values)


def test_cases_of_a_value_and_values_of_a_case():
    held = attribute((4, 1), (0, 2), (4, 0), (1, 1))
    assert [held.cases_of(value).tolist() for value in range(3)] == [[4], [4, 1], [0]]
    assert [held.values_of(case).tolist() for case in range(6)] == [[2], [1], [], [], [1, 0], []]


def test_attribute_that_no_case_has():
    held = attribute()
    assert ([held.cases_of(value).tolist() for value in range(3)], held.values_of(0).tolist()) == (
        [[], [], []],
        [],
    )
