from reform_cases.search.engine.folding import Texts
from reform_cases.search.phrases import LOOKED_THROUGH, MOST, phrases


def text(prose, case=1):
    return Texts(case, "", "", "", "", "", "", prose)


def test_phrase_is_as_long_as_what_is_repeated():
    assert phrases([text("加强检察建议,检察建议的落实;发检察建议。")]) == ["检察建议"]


def test_shorter_phrase_stands_for_itself_when_it_is_frequent_alone():
    prose = "重复信访。重复信访。重复信访。" + "信访。" * 6
    assert phrases([text(prose)]) == ["信访", "重复信访"]


def test_phrases_of_many_cases_are_bounded():
    many = [text(f"{chr(0x4E00 + n)}{chr(0x5E00 + n)}。" * 3, n) for n in range(1000)]
    assert 0 < len(phrases(many)) <= LOOKED_THROUGH
    one = text("".join(f"{chr(0x6000 + n)}{chr(0x7000 + n)}。" * 3 for n in range(100)))
    assert len(phrases([one])) == MOST
    assert phrases([]) == []
