"""Faults made by hand in the reader that no test noticed once, each at the level of a whole document."""

from __future__ import annotations

import pytest

from reform_cases.sourcetext.case.limits import LONGEST_HEADING
from reform_cases.sourcetext.read import read_source

BATCH = (
    "检察改革典型事例(2025年)\n事例1:江苏省苏州市人民检察院试行样例机制\n【关键词】\n样例 机制\n"
    "【改革情况】\n{body}\n【典型意义】\n这一做法有参考价值。\n来源:样例日报社\n"
)


def case_of(body):
    (case,) = read_source(BATCH.format(body=body).encode()).cases
    return case


def numbers(body):
    return [
        (o.quote, o.direction, o.kind, o.status, o.value_from, o.value_to) for o in case_of(body).outcomes
    ]


@pytest.mark.parametrize(
    "word", ["减少", "下降", "降低", "下滑", "回落", "缩短", "压缩", "压降", "缩减", "锐减"]
)
def test_word_of_falling(word):
    assert numbers(f"信访总量同比{word}12%。") == [("12%", "down", "change", "achieved", None, None)]


@pytest.mark.parametrize("word", ["降至", "减至", "降到", "减到", "缩至"])
def test_sign_of_falling_before_a_word_of_arrival(word):
    assert numbers(f"信访总量从80件{word}12件。") == [
        (f"从80件{word}12件", "down", "change", "achieved", 80, 12)
    ]


@pytest.mark.parametrize("word", ["减", "降"])
def test_sign_of_falling_after_a_basis(word):
    assert numbers(f"信访总量同比{word}12%。") == [("12%", "down", "change", "achieved", None, None)]


@pytest.mark.parametrize("between", [0, 15, 25])
def test_plan_said_well_before_the_number(between):
    """The word may stand far before its number, in the same clause."""
    words = ("在辖区乡镇街道社区村组企业学校医院周边的道路桥梁河道堤坝农田水利设施附近" * 2)[:between]
    assert numbers(f"计划于明年底前{words}建设集中堆粪棚100个。") == [
        ("100个", "", "count", "planned", None, None)
    ]


def test_values_of_different_units_are_no_change():
    found = numbers("采纳情况从80件提升至89%。")
    assert [one for one in found if one[4:] != (None, None)] == []
    assert "从80件提升至89%" not in [quote for quote, *_ in found]


def test_unit_is_lent_along_a_list_only():
    """Only what stands beside the next number, with a sign of a list between them, takes its unit."""
    lent = case_of("批捕率、起诉率分别上升0.09和1.05个百分点。").outcomes
    assert [(o.quote, o.unit) for o in lent] == [("0.09", "百分点"), ("1.05个百分点", "百分点")]
    apart = case_of("分别设立编号0.09经核对后上升1.05个百分点。").outcomes
    assert [(o.quote, o.unit) for o in apart] == [("1.05个百分点", "百分点")]


def test_lower_number_of_a_row_is_prose():
    """`1.` after `2.` begins no new measure; it is a sentence that happens to begin so."""
    case = case_of(
        "一、健全机制\n1.建立台账。逐案登记。\n2.定期通报。逐月通报。\n1.本款所称台账。是指登记簿。\n3.公开结果。"
    )
    (top,) = case.measures
    assert [one.label for one in top.children] == ["1", "2", "3"]
    assert "本款所称台账" in top.children[1].body.text


@pytest.mark.parametrize(("lines", "found"), [(1, 1), (4, 4)])
def test_title_of_up_to_four_lines(lines, found):
    assert titled(lines) == "".join(LINES[:found])


def test_fifth_line_is_no_title():
    assert titled(5) != "".join(LINES)


LINES = (
    "江苏省苏州市人民检察院",
    "健全样例工作机制",
    "深化样例协作配合",
    "推进样例系统治理",
    "提升样例工作质效",
)


def titled(count):
    """The title that is read when `count` lines stand behind the label of the case."""
    lines = "\n".join(LINES[:count])
    text = f"检察改革典型事例(2025年)\n事例1:\n{lines}\n【关键词】\n样例 机制\n【改革情况】\n办理案件12件。\n【典型意义】\n好。\n"
    (case,) = read_source(text.encode()).cases
    return case.title.text


ADVERT = "《投注官网》"


def test_adverts_side_by_side_are_both_noise():
    document = read_source(BATCH.format(body=f"健全{ADVERT}{ADVERT}机制,办理案件12件。").encode())
    assert [noise.text for noise in document.noise] == [ADVERT, ADVERT]
    assert document.unplaced() == []


@pytest.mark.parametrize("before", [LONGEST_HEADING - 20, LONGEST_HEADING - 2])
@pytest.mark.parametrize("beyond", [-1, 0, 7])
def test_title_with_an_advert_inside_is_divided_by_its_own_characters(before, beyond):
    """What the advert takes counts in neither part."""
    title = "江苏省人民检察院" + "甲" * (LONGEST_HEADING + beyond - 8)
    text = BATCH.replace("江苏省苏州市人民检察院试行样例机制", title[:before] + ADVERT + title[before:])
    document = read_source(text.format(body="办理案件12件。").encode())
    (case,) = document.cases
    assert case.title.text == title[:LONGEST_HEADING]
    assert "".join(document.text[start:end] for start, end in case.title.parts) == case.title.text
    rest = [title[LONGEST_HEADING:]] if beyond > 0 else []
    assert [noise.text for noise in document.noise] == [ADVERT, *rest]
    assert document.unplaced() == []


def test_advert_beyond_the_limit_stays_apart_from_the_rest_of_a_heading():
    heading = "甲" * LONGEST_HEADING + "乙" * 9
    cut = LONGEST_HEADING - 2, LONGEST_HEADING + 4
    written = heading[: cut[0]] + ADVERT + heading[cut[0] : cut[1]] + ADVERT + heading[cut[1] :]
    document = read_source(BATCH.format(body=f"一、{written}\n办理案件12件。").encode())
    (measure,) = document.cases[0].measures
    assert (measure.heading.text, measure.body.text) == ("甲" * LONGEST_HEADING, "乙" * 9 + "办理案件12件。")
    for passage in (measure.heading, measure.body):
        assert "".join(document.text[start:end] for start, end in passage.parts) == passage.text
    assert [noise.text for noise in document.noise] == [ADVERT, ADVERT]
