"""A segment is made of texts and of nothing else, and says everything that stands in it."""

from __future__ import annotations

import numpy as np

from reform_cases.search.engine.folding import Texts
from reform_cases.search.engine.segment import BEYOND, Directory, build

TEXTS = [
    Texts(3, "信访", "", "举措\n信访", "", "", "", "信"),
    Texts(7, "访", "", "", "", "", "", "信访"),
]


def contents(one, without=(), low=0, high=BEYOND):
    """(case, column, place, pair) of every position, in order."""
    directory = Directory.read(one.blocks[0])
    blocks = dict(enumerate(one.blocks))
    rows = directory.contents(blocks, np.array(without, np.int64), low, high).T.tolist()
    return sorted(
        (case, column, place, chr(pair >> 21) + chr(pair & 0x1FFFFF)) for case, column, place, pair in rows
    )


def test_contents_of_all_columns():
    [one] = build(TEXTS)
    assert contents(one) == [
        (3, 0, 0, "信访"),
        (3, 0, 1, "访\n"),
        (3, 2, 0, "举措"),
        (3, 2, 1, "措\n"),
        (3, 2, 3, "信访"),
        (3, 2, 4, "访\n"),
        (3, 6, 0, "信\n"),
        (7, 0, 0, "访\n"),
        (7, 6, 0, "信访"),
        (7, 6, 1, "访\n"),
    ]


def test_contents_without_cases_that_have_gone():
    [one] = build(TEXTS)
    assert contents(one, without=[0]) == [(7, 0, 0, "访\n"), (7, 6, 0, "信访"), (7, 6, 1, "访\n")]


def test_contents_of_some_pairs():
    [one] = build(TEXTS)
    first, second = ord("信") << 21, (ord("信") + 1) << 21
    assert contents(one, low=first, high=second) == [
        (3, 0, 0, "信访"),
        (3, 2, 3, "信访"),
        (3, 6, 0, "信\n"),
        (7, 6, 0, "信访"),
    ]


def test_no_texts_make_no_segment():
    assert list(build([])) == []


def test_same_texts_make_the_same_bytes():
    assert [one.blocks for one in build(TEXTS)] == [one.blocks for one in build(TEXTS)]
