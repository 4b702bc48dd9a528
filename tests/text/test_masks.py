"""Names put out of sight: found whatever stands between their characters, masks as long as what they hide."""

from __future__ import annotations

import hashlib

import pytest

from reform_cases.text.masks import found, masked, pattern_of, proof, sum_of_the_rest


@pytest.mark.parametrize(
    ("name", "text", "after"),
    [
        ("赵明远", "由赵明远、赵明牵头", "由×××、赵明牵头"),
        ("赵明远", "赵 明\n远与赵\u200b明远", "× ×\n×与×\u200b××"),
        ("赵 明远", "赵明远", "×××"),
        ("阿不都·热合曼", "阿不都•热合曼和阿不都热合曼", "×××××××和××××××"),
        ("Smith", "SMITH smith", "××××× ×××××"),
        ("赵明", "没有这个人", "没有这个人"),
    ],
)
def test_every_character_of_a_name_is_masked(name, text, after):
    assert masked(text, found(text, pattern_of(name))) == after


def test_name_with_something_cut_out_of_it():
    text = "由赵《广告》明远牵头"
    assert found(text, pattern_of("赵明远")) == []
    assert found(text, pattern_of("赵明远"), [(2, 6)]) == [(1, 2), (6, 8)]


def test_proof_is_the_sum_of_what_was_left_before():
    spans, left = proof("由赵明远牵头", "由×××牵头")
    assert (spans, left) == ([(1, 4)], hashlib.sha256("由牵头".encode()).hexdigest())
    assert sum_of_the_rest("由×××牵头", spans) == left


def test_proof_of_a_second_name_keeps_the_places_of_the_first():
    spans, left = proof("由×××和钱牵头", "由×××和×牵头", [(1, 4)])
    assert (spans, left) == ([(1, 4), (5, 6)], hashlib.sha256("由和牵头".encode()).hexdigest())


def test_texts_of_two_lengths_are_proved_up_to_where_they_differ():
    spans, left = proof('["×a","赵明","z"]', '["×a","某-2","z"]', [(2, 3)])
    assert (spans, left) == ([(2, 3), (7, 16)], hashlib.sha256(b'["a","').hexdigest())
    assert sum_of_the_rest('["×a","某-2","z"]', spans) == left
