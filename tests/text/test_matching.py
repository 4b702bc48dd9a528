import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_cases.text.matching import normalise, normalise_with_offsets
from reform_cases.text.variants import FOR_SEARCH

LETTERS = st.text(
    "检察檢著乾aAzZ09ＡｂĀée\u0301ﬁ①㍿%+“”，,：: \u3000\t\r\n\x00\x1f\xa0😀𠮷İß\ud800", max_size=30
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("檢察建議", "检察建议"),
        ("ＰＣ端，Pc端", "pc端,pc端"),
        ("  甲 \r\n\u3000乙\t", "甲 乙"),
        ("信\x00访", "信 访"),
        ("\ud800", "\N{REPLACEMENT CHARACTER}"),
        ("６５．４６％", "65.46%"),
        ("e\u0301", "é"),
        ("", ""),
    ],
)
def test_folded(text, folded):
    assert normalise(text) == folded


@given(LETTERS)
def test_folding_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)


@given(LETTERS)
def test_offsets_lead_back_to_the_character(text):
    folded, offsets = normalise_with_offsets(text)
    assert folded == normalise(text)
    assert offsets == sorted(offsets)
    pairs = zip(folded, offsets, strict=True)
    assert [
        letter for letter, start in pairs if letter != " " and letter not in normalise(text[start:])
    ] == []


def test_no_simplified_form_is_a_variant_itself():
    assert set(FOR_SEARCH.values()) & set(FOR_SEARCH) == set()
    assert len(FOR_SEARCH) == 4130
