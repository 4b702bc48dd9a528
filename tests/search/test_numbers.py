"""The numbers of PostgreSQL's index: one for each character and pair, found in an array just when they stand in the text."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_cases.search.folding import Texts
from reform_cases.search.numbers import copied, numbers, term_numbers
from reform_cases.text.matching import normalise

TEXTS = st.text("检察ab1+ \n😀𠮷\U0001000a", max_size=12)


@given(TEXTS, TEXTS.map(normalise).filter(bool))
def test_numbers_of_a_term_are_among_those_of_a_text(text, term):
    wanted, exact = term_numbers(term)
    found = set(wanted) <= set(numbers(text).tolist())
    assert found or not any(term in line for line in text.split("\n"))
    assert wanted != []
    if exact:
        assert found == (term in text)


@pytest.mark.parametrize(
    ("term", "exact"),
    [
        ("检", True),
        ("检察", True),
        ("检察院", False),
        ("😀", True),
        ("😀检", False),
        ("检😀", False),
        ("𠮷😀", False),
    ],
)
def test_what_the_index_alone_can_tell(term, exact):
    assert term_numbers(term)[1] is exact


def test_no_two_have_one_number():
    letters = list(map(chr, (*range(0xD800), *range(0xE000, 0x10000), 0x1000A, 0x10FFFF)))
    letters.remove("\n")
    ends = ["\0", "a", "\ud7ff", "\ue000", "\uffff"]
    singles = [number for letter in letters for number in numbers(letter).tolist()]
    pairs = [term_numbers(f"{a}{b}")[0] for a in ends for b in ends]
    assert len(set(singles)) == len(letters) == len(singles)
    assert len({pair[0] for pair in pairs} - set(singles)) == len(pairs)


def test_numbers_ascend_and_leave_out_line_feeds():
    assert numbers("甲乙\n甲乙").tolist() == sorted(
        {n for text in ("甲", "乙", "甲乙") for n in term_numbers(text)[0]}
    )
    assert numbers("").tolist() == numbers("\n").tolist() == []


def test_row_for_copy_holds_the_key_and_the_arrays():
    """The bytes as PostgreSQL's manual describes them; that it reads them, the contract of search shows there."""
    (row,) = copied([Texts(7, "标题", "", "", "", "", "😀", "甲")])
    assert struct.unpack_from("!hiq", row) == (4, 8, 7)
    at, arrays = struct.calcsize("!hiq"), []
    while at < len(row):
        length, dimensions, nulls, kind = struct.unpack_from("!iiiI", row, at)
        items = row[at + 16 : at + 4 + length]
        assert (nulls, kind, dimensions) == (0, 23, bool(items))
        arrays.append([struct.unpack_from("!i", items, 12 + 8 * n)[0] for n in range((len(items) - 8) // 8)])
        at += 4 + length
    assert arrays == [numbers("标题").tolist(), numbers("甲\n😀").tolist(), []]
