from hypothesis import given
from hypothesis import strategies as st

from reform_cases.catalogue.marked_passages import (
    Closing,
    Opening,
    SpanMark,
    Text,
    annotate,
    passages,
    pieces_within,
)

marks = st.lists(
    st.builds(SpanMark, st.integers(0, 13), st.integers(0, 13), st.sampled_from(["a", "b"])), max_size=8
)


def written(text, *spans, within=None):
    """The pieces as a line of brackets, `+` where a passage goes on."""
    line = ""
    pieces = annotate(text, [SpanMark(start, end, "a") for start, end in spans])
    for piece in pieces_within(pieces, *within) if within else pieces:
        if isinstance(piece, Text):
            line += piece.text
        elif isinstance(piece, Opening):
            line += "+[" if piece.continued else "["
        else:
            line += "]"
    return line


def test_text_without_marks():
    assert annotate("信访", []) == [Text("信访")]
    assert annotate("", []) == []


def test_marks_inside_each_other():
    assert written("abcdef", (1, 3), (0, 6), (1, 5)) == "[a[[bc]de]f]"


def test_marks_side_by_side():
    assert written("abcdef", (0, 3), (3, 6)) == "[abc][def]"


def test_marks_with_one_span_are_one_passage():
    first, second = (
        SpanMark(1, 3, "outcome", "量化成效", "12件"),
        SpanMark(1, 3, "number", "非成效数字", href="#o-1"),
    )
    (passage,) = passages([first, second], 4)
    assert (passage.anchor, passage.kinds) == ("s-1-3", ("outcome", "number"))
    assert (passage.caption, passage.link) == ("量化成效：12件；非成效数字", second)
    assert written("abcd", (1, 3), (1, 3)) == "a[bc]d"


def test_of_two_crossing_passages_the_longer_is_cut():
    assert written("abcdefgh", (0, 5), (4, 7)) == "[abcd][+[e]fg]h"
    assert written("abcdefgh", (0, 3), (2, 8)) == "[ab[c]]+[defgh]"


def test_marks_outside_the_text_are_left_out():
    assert written("abc", (2, 4), (1, 1), (3, 5)) == "abc"


@given(st.text("字a<&\r\n", max_size=12), marks)
def test_pieces_join_to_the_text_and_nest(text, given_marks):
    pieces = annotate(text, given_marks)
    assert "".join(piece.text for piece in pieces if isinstance(piece, Text)) == text
    depth = 0
    for piece in pieces:
        depth += isinstance(piece, Opening) - isinstance(piece, Closing)
        assert depth >= 0
    assert depth == 0


@given(st.text("字a", min_size=12, max_size=12), marks)
def test_each_passage_begins_once_and_covers_its_span(text, given_marks):
    at, opened, began, covered = 0, [], [], {}
    for piece in annotate(text, given_marks):
        if isinstance(piece, Opening):
            opened.append(piece.passage)
            if not piece.continued:
                began.append(piece.passage.anchor)
                assert at == piece.passage.start
        elif isinstance(piece, Closing):
            opened.pop()
        else:
            for passage in opened:
                covered.setdefault(passage, set()).update(range(at, at + len(piece.text)))
            at += len(piece.text)
    expected = passages(given_marks, len(text))
    assert sorted(began) == sorted(passage.anchor for passage in expected)
    assert covered == {passage: set(range(passage.start, passage.end)) for passage in expected}


def test_pieces_within_a_part():
    assert written("abcdefgh", (0, 8), (1, 3), (5, 7), within=(2, 6)) == "+[+[c]de[f]]"
    assert written("abcdefgh", (0, 2), (2, 4), (6, 8), within=(2, 6)) == "[cd]ef"


@given(st.text("字a\n", max_size=12), marks, st.integers(0, 12), st.integers(0, 12))
def test_pieces_within_are_those_of_their_characters(text, given_marks, start, end):
    start, end = sorted((start, end))
    pieces = pieces_within(annotate(text, given_marks), start, end)
    assert "".join(piece.text for piece in pieces if isinstance(piece, Text)) == text[start:end]
    opened, at, covered, began = [], start, {}, []
    for piece in pieces:
        if isinstance(piece, Opening):
            opened.append(piece.passage)
            began += [] if piece.continued else [piece.passage]
        elif isinstance(piece, Closing):
            opened.pop()
        else:
            for passage in opened:
                covered.setdefault(passage, set()).update(range(at, at + len(piece.text)))
            at += len(piece.text)
    assert opened == []
    shown = [p for p in passages(given_marks, len(text)) if p.start < min(end, len(text)) and p.end > start]
    assert covered == {p: set(range(max(p.start, start), min(p.end, end))) for p in shown if start < end}
    assert sorted(began) == sorted(p for p in shown if p.start >= start and start < end)
