import pytest

from reform_cases.text.verbatim import sentences, verbatim, without_label


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("办理案件１２件，占６５．４％。", "办理案件12件,占65.4%。"),
        ("“双提升”", '"双提升"'),
        ("办理 案件\n12件", "办理案件12件"),
        ("办理\u200b案件", "办理案件"),
    ],
)
def test_width_and_white_space_are_no_difference(one, other):
    assert verbatim(one).letters == verbatim(other).letters


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("账本", "帐本"),
        ("12%", "12‰"),
        ("12%", "12"),
        ("案件。", "案件"),
        ("國", "国"),
        ("①", "1"),
        ("一", "—"),
        ("甲、乙", "甲,乙"),
    ],
)
def test_look_alikes_and_marks_of_meaning_are_a_difference(one, other):
    assert verbatim(one).letters != verbatim(other).letters


def test_places_are_those_of_the_text_as_given():
    read = verbatim(" 甲 乙\r\n丙")
    assert (read.letters, read.places, read.lines) == ("甲乙丙", [1, 3, 6], frozenset({2}))


@pytest.mark.parametrize(
    ("text", "words", "stands"),
    [
        ("全年办案13件。", "3件。", (False, True)),
        ("案值1,983元。", "案值1", (True, False)),
        ("案值983元,追回一半。", "案值983元", (True, True)),
        ("一、加强协作\n近年来,成效好。", "加强协作", (True, True)),
        ("(一)线索管理。坚持统一。", "线索管理。", (True, True)),
        ("办案20余件。", "办案20", (True, False)),
        ("甲、乙、丙协作。", "乙、丙协作。", (False, True)),
    ],
)
def test_clauses_begin_and_end(text, words, stands):
    read = verbatim(text)
    at = read.letters.index(words)
    assert (read.begins(at), read.ends(at + len(words))) == stands


def test_sentences_have_their_places():
    text = "【改革情况】\n 甲做了。“乙也做了！”丙;\n2.\n"
    found = sentences(text)
    assert [one.text for one in found] == ["甲做了。", "“乙也做了！”", "丙;"]
    assert [text[one.start : one.end] for one in found] == [one.text for one in found]


def test_a_label_and_the_last_mark_are_no_part_of_what_is_looked_up():
    assert without_label("(一)线索管理一体化。") == "线索管理一体化"
