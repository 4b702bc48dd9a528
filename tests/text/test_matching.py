import unicodedata
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reform_cases.reference.signs import EARLIER, GROUPS, INVISIBLE, RADICALS
from reform_cases.reference.variants import FOR_SEARCH
from reform_cases.reference.word_forms import LEFT_OUT, WORD_FORMS
from reform_cases.text.matching import normalise, normalise_with_spans, sought
from tests.search.oracle import folded as plainly_folded

LETTERS = "检察檢著乾帐件aAzZ09ＡｂĀée\u0301ﬁ①㍿%+“”「‘，,：:。-—～·• \u3000\t\r\n\x00\x1f\xa0\u200b\ufe0f⻓⼀😀𠮷İß\ud800"
TEXTS = st.text(LETTERS, max_size=30)


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
        ("e\u200b\u0301", "é"),
        ("", ""),
        (
            "2024 年，办理案件 731 件，依托 “云哨兵” 平台 24 小时值守",
            '2024年,办理案件731件,依托"云哨兵"平台24小时值守',
        ),
        ("数字 检察 AI model 2 v 3", "数字 检察ai model2v3"),
        ("1,983", "1983"),
        ("1，983，000", "1983000"),
        ("1\u202f983\u2009件", "1983件"),
        ("信访,1件,", "信访,1件,"),
        ("2023—2027 2023～2027 2023－2027", "2023-20272023-20272023-2027"),
        ("——甲––乙--", "-甲-乙-"),
        ("「检警+」『检警+』‘检警+’＂检警+＂", '"检警+"' * 4),
        ("阿·甲 阿・甲 阿•甲", "阿·甲 阿·甲 阿·甲"),
        ("〔2023〕1号 [2023]1号 【2023】1号", "(2023)1号(2023)1号(2023)1号"),
        ("信\u200b访\ufeff\u00ad\u202e\ufe0f", "信访"),
        ("⼀、建⽴⻓效机制", "一、建立长效机制"),
        ("二○二四年", "二〇二四年"),
        ("帳本、台帐", "账本、台账"),
        ("甲……乙", "甲......乙"),
    ],
)
def test_folded(text, folded):
    assert normalise(text) == folded


@given(TEXTS)
def test_folding_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)


@given(TEXTS)
def test_folded_as_the_rules_say(text):
    """By one who knows the rules only, and takes them character by character."""
    assert normalise(text) == plainly_folded(text)


@given(TEXTS, TEXTS)
def test_texts_that_meet_between_chinese_characters_fold_apart(one, other):
    assert normalise(f"{one}信访{other}") == normalise(f"{one}信") + normalise(f"访{other}")


@given(TEXTS, st.integers(0, 29), st.integers(1, 30))
def test_piece_of_a_text_stands_in_the_folded_text(text, start, length):
    piece = text[start : start + length]
    # A mark that joins what is before it is not cut from it.
    assume(not any(map(unicodedata.combining, text[start : start + 1] + text[start + length :][:1])))
    wanted = sought(piece)
    # Nobody can tell of a comma alone whether it stood inside a number.
    assert wanted in normalise(text) or set(wanted) == {","}


@given(TEXTS)
def test_spans_lead_back_to_the_character(text):
    folded, spans = normalise_with_spans(text)
    assert folded == normalise(text)
    assert spans == sorted(spans)
    pairs = zip(folded, spans, strict=True)
    assert [
        letter
        for letter, (start, end) in pairs
        if letter != " " and letter not in normalise(f"信{text[start:end]}信").strip("信")
    ] == []


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("1,983 件", [(0, 1), (2, 3), (3, 4), (4, 5), (6, 7)]),
        ("信\u200b访", [(0, 2), (2, 3)]),
        ("甲—— 乙", [(0, 1), (1, 2), (4, 5)]),
        ("甲  乙", [(0, 1), (1, 2), (3, 4)]),
        (" ① ", [(1, 2)]),
    ],
)
def test_spans_of_what_does_not_count(text, spans):
    assert normalise_with_spans(text)[1] == spans


def test_every_sign_of_a_group_counts_as_its_first():
    assert [
        (sign, group[0])
        for group in GROUPS
        for sign in group
        if normalise(f"甲{sign}乙") != f"甲{group[0]}乙"
        or normalise(f"甲{sign}乙") != plainly_folded(f"甲{sign}乙")
    ] == []


def test_no_sign_stands_in_two_groups():
    signs = [*"".join(GROUPS), *EARLIER]
    assert len(signs) == len(set(signs))


def test_invisible_characters_do_not_count():
    assert [code for codes in INVISIBLE for code in codes if normalise(f"信{chr(code)}访") != "信访"] == []


def test_every_radical_is_its_character():
    assert len(RADICALS) == 112
    assert [
        chr(radical)
        for radical, letter in RADICALS.items()
        if normalise(chr(radical)) != normalise(chr(letter))
        or not unicodedata.name(chr(radical)).startswith("CJK RADICAL")
    ] == []


def test_no_simplified_form_is_a_variant_itself():
    assert set(FOR_SEARCH.values()) & set(FOR_SEARCH) == set()
    assert len(FOR_SEARCH) == 4130


def test_words_written_in_two_ways_are_one():
    """As the rule has them: the recommended form, a dash, the others."""
    groups = [group.split("—") for form in WORD_FORMS for group in form.words.split("、")]
    assert [group for group in groups if len(group) != 2 or len(set(map(normalise, group))) != 1] == []


def test_word_forms_left_out_would_find_something_else():
    assert [pair for pair in LEFT_OUT if pair.word in pair.text] == []
    assert [pair for pair in LEFT_OUT if pair.word not in pair.text.replace(pair.odd, pair.plain)] == []
    assert [pair for pair in LEFT_OUT if normalise(pair.odd) == normalise(pair.plain)] == []


def test_what_must_stay_apart_stays_apart():
    """Signs that mean something of their own."""
    apart = ["1.5", "1:5", "1/5", "1-5", "1%5", "1+5", "1、5", "15", "1 甲5"]
    assert [
        (one, other)
        for one, other in product(apart, apart)
        if one != other and normalise(one) == normalise(other)
    ] == []
