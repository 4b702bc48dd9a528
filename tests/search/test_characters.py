"""Every character becomes a word of FTS5."""

from hypothesis import given
from hypothesis import strategies as st

from reform_cases.search.characters import spaced, words
from reform_cases.search.folding import Texts
from reform_cases.text.matching import normalise


def test_characters_parted_by_spaces():
    assert spaced(["检察", "", "a1", "😀𠮷"]) == ["检 察 ", "", "a 1 ", "😀 𠮷 "]


def test_signs_exchanged_for_what_no_folded_text_holds():
    signs = "".join(chr(code) for code in range(0x20, 0x7F) if not chr(code).isalnum()) + "\n"
    exchanged = spaced([signs])[0].replace(" ", "")
    assert len(set(exchanged)) == len(signs)
    assert [letter for letter in exchanged if letter.isascii() or normalise(letter) == letter] == []


@given(st.lists(st.text("检a+ \n😀"), min_size=1))
def test_texts_stay_apart(texts):
    assert spaced(texts) == [spaced([text])[0] for text in texts]


def test_rows_of_both_tables():
    assert words([]) == []
    assert words([Texts(7, "题", "词", "举", "成", "他", "意", "正")]) == [
        ((7, "题 ", "词 ", "举 "), (7, "正 ", "意 ", "他 ", "成 "))
    ]
