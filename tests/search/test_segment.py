"""A segment finds what plain reading finds: every substring, in the column in which it stands, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reform_cases.search import segment
from reform_cases.search.folding import Texts
from reform_cases.search.query import FIELDS, Term
from reform_cases.search.segment import NOT_FOUND, Directory, build

# Few letters, so that texts repeat themselves; one that takes two words of UTF-16, one that is the last there is.
LETTERS = "信访a+%\U00020bb7\U0010ffff"
LINES = st.lists(st.text(LETTERS, min_size=1, max_size=12), max_size=3).map("\n".join)
CASES = st.lists(st.tuples(*[LINES] * 7), min_size=1, max_size=6)
TERMS = st.builds(Term, st.text(LETTERS, min_size=1, max_size=9), st.sampled_from(sorted(FIELDS)))


def texts(columns):
    return [Texts(10 * (place + 1), *one) for place, one in enumerate(columns)]


def ranks(segments, term):
    """The rank of `term` in each case that holds it, by primary key."""
    found = {}
    for one in segments:
        directory = Directory.read(one.blocks[0])
        assert directory.cases.tolist() == one.cases.tolist()
        blocks = {number: one.blocks[number] for number in directory.numbers(term.text)}
        of_cases = directory.ranks(term, blocks).tolist()
        found |= {
            case: rank for case, rank in zip(one.cases.tolist(), of_cases, strict=True) if rank != NOT_FOUND
        }
    return found


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


@given(CASES, TERMS)
def test_terms_stand_where_plain_reading_finds_them(columns, term):
    cases = texts(columns)
    [one] = build(cases)
    assert ranks([one], term) == read(cases, term)


@given(CASES, st.data())
def test_pieces_of_the_texts_are_found_in_many_small_blocks(columns, data):
    cases = texts(columns)
    before = segment.BLOCK
    segment.BLOCK = 16
    try:
        segments = list(build(cases))
    finally:
        segment.BLOCK = before
    lines = [line for case in cases for column in case[1:] for line in column.split("\n") if line]
    if lines:
        line = data.draw(st.sampled_from(lines))
        start = data.draw(st.integers(0, len(line) - 1))
        term = Term(line[start : data.draw(st.integers(start + 1, len(line)))])
        assert ranks(segments, term) == read(cases, term)


def test_no_texts_make_no_segment():
    assert list(build([])) == []


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


def test_same_texts_make_the_same_bytes():
    cases = texts([["信访", "", "举措", "", "其他", "", "正文"]])
    assert [one.blocks for one in build(cases)] == [one.blocks for one in build(cases)]
