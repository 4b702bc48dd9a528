from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reform_cases.sourcetext.lines.clean import CleanText
from tests.conftest import thoroughly


@st.composite
def cleaned(draw):
    source = draw(st.text(min_size=1, max_size=40))
    edges = sorted(draw(st.sets(st.integers(0, len(source)), max_size=8)))
    cuts = list(zip(edges[::2], edges[1::2], strict=False))
    return source, cuts, CleanText.of(source, without=cuts)


@thoroughly
@given(cleaned())
def test_every_character_knows_where_it_came_from(case):
    source, cuts, clean = case
    kept = [at for at in range(len(source)) if not any(start <= at < end for start, end in cuts)]
    assert list(clean.origin) == kept
    assert clean.text == "".join(source[at] for at in kept)


@thoroughly
@given(cleaned(), st.data())
def test_parts_of_a_passage_join_to_its_text(case, data):
    source, _, clean = case
    if not clean.text:
        return
    start = data.draw(st.integers(0, len(clean.text) - 1))
    end = data.draw(st.integers(start + 1, len(clean.text)))
    passage = clean.passage(source, start, end)
    assert passage.text == clean.text[start:end] == "".join(source[a:b] for a, b in passage.parts)
    assert passage.span == (passage.parts[0][0], passage.parts[-1][1]) == clean.span(start, end)
    assert all(left[1] < right[0] for left, right in zip(passage.parts, passage.parts[1:], strict=False))


@thoroughly
@given(cleaned())
def test_pieces_join_to_the_whole(case):
    _, _, clean = case
    half = len(clean.text) // 2
    joined = CleanText.join([clean.slice(0, half), clean.slice(half, len(clean.text))])
    assert (joined.text, joined.origin) == (clean.text, clean.origin)
