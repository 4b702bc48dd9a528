from __future__ import annotations

import pytest

from reform_cases.sourcetext.batch.cases import CaseFinder, numbered
from reform_cases.sourcetext.document import SourceError
from tests.sourcetext.samples import lines_of


def cases_of(text):
    finder = CaseFinder(lines_of(text))
    blocks = finder.find()
    return [(block.number, block.title.text) for block in blocks], [label.number for label in finder.listed]


BODY = "\n【关键词】\n水\n【典型意义】\n好。\n"


@pytest.mark.parametrize(
    ("heading", "case"),
    [
        ("事例1:甲市治水案", (1, "甲市治水案")),
        ("案例1\n甲市\n治水案", (1, "甲市治水案")),
        ("案例一\n甲市治水案", (1, "甲市治水案")),
        ("案例一：\n甲市治水案", (1, "甲市治水案")),
        ("案例1.甲市治水案", (1, "甲市治水案")),
        ("案例十二：甲市治水案", (12, "甲市治水案")),
        ("【案例一】\n甲市治水案", (1, "甲市治水案")),
        ("【 案 例 一 】\n甲市治水案", (1, "甲市治水案")),
        ("典型案例1 甲市治水案", (1, "甲市治水案")),
        ("案例1某市检察院治水案", (1, "某市检察院治水案")),
        ("案例一某市检察院治水案", (1, "某市检察院治水案")),
        ("**甲市**\n**治水案**", (None, "甲市治水案")),
        ("一、甲市治水案", (1, "甲市治水案")),
        ("甲市治水案\n\n（检例第49号）\n", (49, "甲市治水案")),
        ("甲市治水案（检例第49号）", (49, "甲市治水案")),
        ("检例第49号\n甲市治水案", (49, "甲市治水案")),
        ("（检例第 49 号）\n甲市\n治水案", (49, "甲市治水案")),
        ("案例一\n甲市治水案\n（检例第49号）", (1, "甲市治水案")),
        ("案例一", (1, "案例一")),
    ],
)
def test_forms_of_a_case_heading(heading, case):
    assert cases_of(heading + BODY) == ([case], [])


def test_labels_without_a_section_only_list_their_case():
    text = "案例一 甲市治水案\n案例三 丙市治林案\n案例一 甲市治水案" + BODY + "案例二 乙市治山案" + BODY
    assert cases_of(text) == ([(1, "甲市治水案"), (2, "乙市治山案")], [1, 3])


def test_prose_between_the_contents_and_the_first_case_tells_no_case():
    prose = (
        "\n近日,最高人民检察院发布本批典型案例,供各级检察机关在办案中参照适用,各地要认真组织学习,抓好落实。\n"
    )
    text = (
        "案例一 甲市治水案\n案例二 乙市治山案"
        + prose
        + "案例一 甲市治水案"
        + BODY
        + "案例二 乙市治山案"
        + BODY
    )
    assert cases_of(text) == ([(1, "甲市治水案"), (2, "乙市治山案")], [1, 2])


def test_labelled_case_told_in_prose_needs_no_section():
    prose = (
        "\n检察机关走访群众,核实线索,督促行政机关依法履行职责,河水变清了,群众满意,成效明显,得到各方好评。\n"
    )
    assert cases_of("案例一 甲市治水案" + prose + "案例二 乙市治山案" + prose) == (
        [(1, "甲市治水案"), (2, "乙市治山案")],
        [],
    )


def test_unlabelled_cases_begin_where_the_first_section_comes_again():
    text = "导语说明情况。\n甲市治水案" + BODY + "乙市治山案" + BODY
    assert cases_of(text) == ([(None, "甲市治水案"), (None, "乙市治山案")], [])


def test_section_that_comes_again_without_a_title_belongs_to_the_same_case():
    assert cases_of("案例一 甲市治水案" + BODY + "【典型意义】\n又好。\n") == ([(1, "甲市治水案")], [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "一段没有事例的文字。",
            "the text holds no case: no label such as 事例1 or 案例一, and no section such as 【关键词】",
        ),
        (
            "案例一 甲\n案例二 乙",
            "the text has case labels but no section 【…】 and no prose under any: only a contents list?",
        ),
        (
            "【关键词】\n水",
            "the text has sections 【…】 but no case label such as 案例一 and no title before them",
        ),
    ],
)
def test_text_without_a_case_is_refused_with_the_cause(text, message):
    with pytest.raises(SourceError) as caught:
        cases_of(text)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("given", "numbers", "anew"),
    [
        ([1, 2, 3], [1, 2, 3], False),
        ([None, None], [1, 2], False),
        ([49, None], [49, 50], False),
        ([1, 2, 1, 2], [1, 2, 3, 4], True),
    ],
)
def test_numbers_of_the_cases(given, numbers, anew):
    assert numbered(given) == (numbers, anew)
