"""Other wordings of a search that finds nothing."""

from __future__ import annotations

import numpy as np

from reform_cases.catalogue.found.wordings import wordings

# Which of four cases hold a word.
HELD = {
    "信访": [1, 1, 1, 0],
    "群众": [1, 0, 1, 1],
    "下降": [0, 1, 0, 0],
    "降低": [0, 1, 1, 0],
    "减少": [0, 0, 0, 1],
}


def mask(word):
    return np.array(HELD.get(word, [0, 0, 0, 0]), np.bool_)


def holding(texts):
    return [mask(text) for text in texts]


def worded(typed, *parts):
    found = wordings(typed, {part: mask(part) for part in parts}, holding)
    return [(one.text, one.mask.astype(int).tolist(), one.said) for one in found]


def test_words_that_no_case_has_are_put_into_words_of_the_texts():
    assert worded("老百姓上访") == [("群众 信访", [1, 0, 1, 0], "群众 ≈ 老百姓，信访 ≈ 上访")]


def test_each_word_that_has_another_is_put_otherwise_by_itself():
    assert worded("减少信访")[0] == ("降低 信访", [0, 1, 1, 0], "降低 ≈ 减少")


def test_words_without_another_are_kept_or_left_out():
    assert worded("上访停车") == [("信访", [1, 1, 1, 0], "信访 ≈ 上访，不要“停车”")]
    assert worded("停车") == []
    assert worded("群众") == []


def test_rarest_part_is_left_out_until_one_case_has_the_rest():
    assert worded("信访 群众 下降", "信访", "群众", "下降") == [
        ("信访 群众 降低", [0, 0, 1, 0], "降低 ≈ 下降"),
        ("信访 群众", [1, 0, 1, 0], "不要“下降”"),
        ("信访 OR 群众 OR 下降", [1, 1, 1, 1], "有一个即可"),
    ]


def test_any_of_two_parts():
    assert worded("停车信访", "信访") == []
    assert worded("减少 下降", "减少", "下降")[-1] == ("减少 OR 下降", [0, 1, 0, 1], "有一个即可")


def test_no_more_wordings_than_are_read(monkeypatch):
    monkeypatch.setattr("reform_cases.catalogue.found.wordings.MOST", 2)
    assert [said for _text, _mask, said in worded("信访 群众 下降", "信访", "群众", "下降")] == [
        "降低 ≈ 下降",
        "不要“下降”",
    ]
