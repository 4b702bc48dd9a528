"""The numbers of PostgreSQL's index: one for each character and pair, found in an array just when they stand in the text."""

import struct

import pytest
from django.db import connection
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


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="COPY is PostgreSQL's")
def test_database_reads_the_rows_that_were_written():
    texts = Texts(7, "标题", "", "", "", "", "😀", "甲")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE copied (id bigint, head int[], body int[], outcomes int[])")
        with cursor.copy("COPY copied FROM STDIN (FORMAT BINARY)") as copy:
            copy.write(b"PGCOPY\n\xff\r\n\0" + bytes(8) + b"".join(copied([texts])) + struct.pack("!h", -1))
        cursor.execute("SELECT * FROM copied")
        rows = cursor.fetchall()
    assert rows == [(7, numbers("标题").tolist(), numbers("甲\n😀").tolist(), [])]
