from __future__ import annotations

import pytest

from reform_cases.sourcetext.batch.titles import title_after, title_before, title_text
from reform_cases.sourcetext.read import read_source
from tests.sourcetext.samples import lines_of


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("甲市检察院\n督促治水案\n【关键词】", "甲市检察院督促治水案"),
        ("**贩** **卖毒品、洗钱案**\n【关键词】", "贩卖毒品、洗钱案"),
        ("张某盗窃、\n李某诈骗案\n——并案审查\n【关键词】", "张某盗窃、李某诈骗案——并案审查"),
        ("张某盗窃案\n检察官走访现场\n【关键词】", "张某盗窃案"),
        ("督促整治涉案\n财物管理案\n正文在此。\n【关键词】", "督促整治涉案财物管理案"),
        ("推行 APP Store 备案 机制\n【关键词】", "推行APP Store备案机制"),
    ],
)
def test_title_behind_a_label(text, title):
    lines = lines_of(text)
    assert title_text(lines[: title_after(lines, 0, len(lines) - 1)]).text == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("办结此案。\n张某盗窃案\n", "张某盗窃案"),
        ("办结此案。\n甲市检察院\n督促治水案\n\n", "甲市检察院督促治水案"),
        ("《中华人民共和国刑法》第三十条\n\n张某盗窃案\n\n", "张某盗窃案"),
        ("刑法第二百六十四条\n张某盗窃案\n", "张某盗窃案"),
        ("2022年10月31日\n张某盗窃案\n", "张某盗窃案"),
        ("甲典型案例\n张某盗窃案\n", "张某盗窃案"),
        ("旧案\n张某盗窃案\n", "张某盗窃案"),
        ("引言\n**张某**\n**盗窃案**\n", "张某盗窃案"),
        ("1.张某盗窃案\n2.李某诈骗\n王某抢劫案\n", "王某抢劫案"),
        ("办结此案。\n", ""),
        ("目录\n", ""),
    ],
)
def test_title_before_a_section(text, title):
    lines = lines_of(text)
    assert title_text(lines[title_before(lines, 0, len(lines)) :]).text == title


def test_titles_that_end_in_the_same_line_are_no_contents_list():
    case = "**{}**\n**行政公益诉讼案**\n**【关键词】**\n古桥 维修\n**【基本案情】**\n桥面失修。\n**【典型意义】**\n方便了群众。\n"
    text = "**河湾典型案例**\n" + "".join(map(case.format, ("青石县古桥维修", "白鹭湖湿地", "南坡村水井")))
    document = read_source(text.encode())
    assert document.title == "河湾典型案例"
    assert [case.title.text for case in document.cases] == [
        "青石县古桥维修行政公益诉讼案",
        "白鹭湖湿地行政公益诉讼案",
        "南坡村水井行政公益诉讼案",
    ]


@pytest.mark.parametrize("mark", ["#", "##", "# ", "**"])
def test_marks_alone_on_a_line_are_no_part_of_a_title(mark):
    text = f"案例1\n**云峰县人民检察院推行案件回访**\n**提升群众满意度**\n{mark}\n**【关键词】**\n回访\n【典型意义】\n好。\n"
    (case,) = read_source(text.encode()).cases
    assert case.title.text == "云峰县人民检察院推行案件回访提升群众满意度"


TITLES = [
    ("青石县人民检察院", "督促整治古桥损毁", "行政公益诉讼案"),
    ("白鹭县人民检察院", "督促整治湿地污染", "行政公益诉讼案"),
    ("南坡县人民检察院", "督促整治湿地污染", "行政公益诉讼案"),
]


@pytest.mark.parametrize("joint", [None, "", "\n"])
def test_contents_list_of_titles_that_share_lines_is_told_from_them(joint):
    cases = [
        "\n".join(title) + "\n【关键词】\n维修\n【基本案情】\n失修。\n【典型意义】\n好。\n"
        for title in TITLES
    ]
    listed = "" if joint is None else "".join(joint.join(title) + "\n" for title in TITLES)
    document = read_source(("河湾典型案例\n" + listed + "".join(cases)).encode())
    assert [case.title.text for case in document.cases] == ["".join(title) for title in TITLES]


def test_office_that_issued_the_batch_is_no_line_of_a_title():
    text = "治水典型案例\n最高人民检察院第八检察厅\n\n青石县古桥维修\n\n行政公益诉讼案\n\n【关键词】\n桥\n【典型意义】\n好。\n"
    (case,) = read_source(text.encode()).cases
    assert case.title.text == "青石县古桥维修行政公益诉讼案"


def test_numbered_title_below_a_contents_list_is_none_of_its_entries():
    case = "**{}**\n**督促规范设施**\n**行政公益诉讼案**\n**【关键词】**\n设施\n**【基本案情】**\n失修。\n**【典型意义】**\n好。\n"
    text = "**设施典型案例**\n**目录**\n1.青石县检察机关督促规范设施行政公益诉讼案\n2.白鹭县检察机关督促规范设施行政公益诉讼案\n"
    text += case.format("一、青石县检察机关") + case.format("二、白鹭县检察机关")
    assert [case.title.text for case in read_source(text.encode()).cases] == [
        "青石县检察机关督促规范设施行政公益诉讼案",
        "白鹭县检察机关督促规范设施行政公益诉讼案",
    ]
