"""What is found is what plain reading finds: every substring, in the column in which it stands, and nothing else."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reform_cases.search.engine import lookup, segment
from reform_cases.search.engine.folding import Texts
from reform_cases.search.engine.lookup import Lookup
from reform_cases.search.engine.segment import Directory, build
from reform_cases.search.query import FIELDS, NOT_FOUND, Term
from tests.conftest import thoroughly

# Few letters, so that texts repeat themselves; one that takes two words of UTF-16, one that is the last there is.
LETTERS = "信访a+%\U00020bb7\U0010ffff"
LINES = st.lists(st.text(LETTERS, min_size=1, max_size=12), max_size=3).map("\n".join)
CASES = st.lists(st.tuples(*[LINES] * 7), min_size=1, max_size=6)
TERMS = st.builds(Term, st.text(LETTERS, min_size=1, max_size=9), st.sampled_from(sorted(FIELDS)))


def texts(columns):
    return [Texts(10 * (place + 1), *one) for place, one in enumerate(columns)]


def ranks(segments, term):
    """The rank of `term` in each case that holds it, by primary key."""
    directories = {number: Directory.read(one.blocks[0]) for number, one in enumerate(segments)}
    blocks = {
        number: {at: segments[number].blocks[at] for at in directory.numbers(term.text)}
        for number, directory in directories.items()
    }
    held = Lookup(directories)
    assert held.cases.tolist() == [case for one in segments for case in one.cases.tolist()]
    found = zip(held.cases.tolist(), held.ranks(term, blocks).tolist(), strict=True)
    return {case: rank for case, rank in found if rank != NOT_FOUND}


def read(cases, term):
    """The same by plain reading."""
    found = {}
    for case in cases:
        for rank in range(3, -1, -1):
            if any(
                term.text in line for name in term.scopes[rank] for line in getattr(case, name).split("\n")
            ):
                found[case.case] = rank
    return found


@thoroughly
@given(CASES, TERMS, st.integers(1, 6))
def test_terms_stand_where_plain_reading_finds_them(columns, term, size):
    """However the cases are divided into segments."""
    cases = texts(columns)
    segments = [one for start in range(0, len(cases), size) for one in build(cases[start : start + size])]
    assert ranks(segments, term) == read(cases, term)


@thoroughly
@given(CASES, st.data())
def test_pieces_of_the_texts_are_found_in_many_small_blocks_and_runs(columns, data):
    """With a few bytes read at a time, too."""
    cases = texts(columns)
    before = segment.BLOCK, segment.RUN, lookup.AT_A_TIME
    segment.BLOCK, segment.RUN, lookup.AT_A_TIME = 16, 2, 8
    try:
        segments = [one for case in cases for one in build([case])]
        lines = [line for case in cases for column in case[1:] for line in column.split("\n") if line]
        if lines:
            line = data.draw(st.sampled_from(lines))
            start = data.draw(st.integers(0, len(line) - 1))
            term = Term(line[start : data.draw(st.integers(start + 1, len(line)))])
            assert ranks(segments, term) == read(cases, term)
    finally:
        segment.BLOCK, segment.RUN, lookup.AT_A_TIME = before


def test_without_segments_nothing_is_found():
    assert ranks([], Term("信访")) == {}


def test_texts_without_a_character():
    [empty] = build(texts([[""] * 7, [""] * 7]))
    assert ranks([empty], Term("信")) == ranks([empty], Term("信访")) == {}


def test_texts_too_long_for_one_segment(monkeypatch):
    """Of two halves each finds its own."""
    postings = segment._postings
    monkeypatch.setattr(segment, "_postings", lambda points: postings(points) if len(points) < 50 else None)
    cases = texts([["信访工作"] * 7, ["访信"] * 7, ["信访"] * 7, ["x"] * 7])
    segments = list(build(cases))
    assert [one.cases.tolist() for one in segments] == [[10], [20], [30, 40]]
    for word in ("信访", "访", "信访工作", "x"):
        assert ranks(segments, Term(word)) == read(cases, Term(word))


def test_places_of_cases_in_all_segments():
    segments = [one for case in texts([["信访"] * 7] * 3) for one in build([case])]
    held = Lookup({number: Directory.read(one.blocks[0]) for number, one in enumerate(segments)})
    nothing = np.zeros(0, np.int64)
    assert held.indexes({0: nothing, 1: np.array([0]), 2: np.array([0])}).tolist() == [1, 2]
