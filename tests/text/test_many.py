"""Texts folded by the thousand are folded as one by one."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_cases.text import many
from reform_cases.text.many import normalise_all
from reform_cases.text.matching import normalise
from tests.text.test_matching import LETTERS

PLANE = list(map(chr, range(0x10000)))


@given(st.lists(st.one_of(LETTERS, st.text(max_size=20))))
def test_many_texts(texts):
    assert normalise_all(texts) == list(map(normalise, texts))


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""],
        ["", ""],
        ["甲", "", " 乙  丙\n"],
        ["甲\x1e乙", "丙"],
        ["\x1e"],
        ["甲", "\u0301乙", "e", "\u0301"],
        ["…", "……甲…"],
        ["甲\x00乙", "\0", "甲\ud800", "\ud83d", "\ude00"],
        ["😀𠮷", "\U00020000\U000f0000"],
    ],
)
def test_texts_that_could_run_into_each_other(texts):
    assert normalise_all(texts) == list(map(normalise, texts))


@pytest.mark.parametrize("frame", ["{}", "a{}b", "甲{}", "각{}", "{}\u0301"])
def test_every_character_of_the_first_plane(frame):
    texts = [frame.format(letter) for letter in PLANE]
    assert normalise_all(texts) == list(map(normalise, texts))


def test_characters_that_fold_by_themselves_join_nothing():
    """None of them is the second half of a composition, the one way in which a character could change the one before."""
    halves = {
        chr(int(code, 16))
        for letter in map(chr, range(0x110000))
        if (parts := unicodedata.decomposition(letter).split()) and not parts[0].startswith("<")
        for code in parts[1:]
    }
    folded = set(map(chr, filter(None, many._table().tolist())))
    assert halves & (set(many._ALONE) | folded) == set()
    assert [letter for letter in folded if unicodedata.combining(letter)] == []
