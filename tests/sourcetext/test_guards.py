"""Warnings where a reading cannot be right; each beside a text of which nothing is said."""

from __future__ import annotations

import pytest

from reform_cases.sourcetext.read import read_source

BLOCK = "全市检察机关建立线索管理台账,逐案核查办理情况,定期通报结果,并将问题移送主管部门处理,形成工作闭环。"


def case(number=1, keywords="样例 机制", body="运行平稳。", place="江苏省苏州市"):
    return (
        f"事例{number}:{place}人民检察院试行样例机制{number}\n【关键词】\n{keywords}\n"
        f"【改革情况】\n{body}\n【典型意义】\n做法{number}有参考价值。\n"
    )


def warnings(*cases, front=""):
    text = front + "检察改革典型事例(2025年)\n" + "".join(cases)
    document = read_source(text.encode())
    return [(document.text[slice(*one.span)], one.message) for one in document.warnings]


def test_nothing_is_said_of_a_right_reading():
    assert warnings(case(), case(2)) == []


def test_keyword_of_a_sentence():
    word = "检察机关依法督促相关部门全面排查整改隐患并建立长效机制"
    assert warnings(case(keywords=f"样例\n{word}")) == [(word, "这个关键词像一句话,请核对")]


def test_more_than_ten_keywords():
    words = " ".join(f"词{letter}" for letter in "甲乙丙丁戊己庚辛壬癸")
    assert warnings(case(keywords=words)) == []
    assert warnings(case(keywords=words + " 词子")) == [(words + " 词子", "关键词有11个,可能混入了正文")]


def test_section_name_twice():
    assert warnings(case() + "【典型意义】\n再说一次。\n") == [
        ("【典型意义】", "栏目“典型意义”在这件事例中不止一个")
    ]


def test_section_name_inside_prose():
    body = "运行平稳并且有【典型意义】做法"
    assert warnings(case(body=body)) == [(body, "正文里有栏目名“典型意义”,可能漏分了栏目")]
    assert warnings(case(body="详见【典型意义】部分。")) == []


@pytest.mark.parametrize(("lengths", "said"), [((900, 20, 900), "短"), ((20, 2000, 20), "长")])
def test_case_far_shorter_or_longer_than_its_neighbours(lengths, said):
    found = warnings(
        *(case(at, body="稳妥好"[at - 1] * length + "。") for at, length in enumerate(lengths, 1))
    )
    assert [(text, message[:12]) for text, message in found] == [
        ("江苏省苏州市人民检察院试行样例机制2", f"第2例比相邻的事例{said}得多")
    ]


def test_same_block_twice():
    assert warnings(case(body=BLOCK), case(2, body=BLOCK)) == [
        (BLOCK, f"这段文字在前面已经出现过:{BLOCK[:20]}…")
    ]


@pytest.mark.parametrize(
    ("sign", "message"),
    [
        ("\ufffd", "文本中有2个无法识别的字符(�),原字已丢失"),
        ("\ue123", "文本中有2个私用区字符,看不出是什么字"),
        ("⼀", "文本中有2个部首或兼容字符,按对应的汉字处理"),
    ],
)
def test_lost_private_and_compatible_characters(sign, message):
    assert warnings(case(body=f"运行{sign}平稳{sign}。")) == [(sign, message)]


def test_look_alike_numerals_are_read_and_pointed_out():
    text = (
        "检察改革典型事例(2025年)\n案例—\n江苏省苏州市人民检察院试行样例机制\n【关键词】\n样例\n【改革情况】\n"
        "—、建立机制\n(—)统一线索管理。集中交办。\n⼆、健全制度\n有章可循。\n【典型意义】\n好。\n"
    )
    document = read_source(text.encode())
    (read,) = document.cases
    assert (read.number, read.title.text) == (1, "江苏省苏州市人民检察院试行样例机制")
    assert [one.heading.text for one in read.measures] == ["建立机制", "健全制度"]
    assert [one.heading.text for one in read.measures[0].children] == ["统一线索管理"]
    assert [one.message[:12] for one in document.warnings].count("编号中的“—”不是数字,") == 3


@pytest.mark.parametrize("brackets", ["[]", "［］", "〖〗", "『』", "〔〕", "「」", "【]"])
def test_known_name_in_other_brackets_is_a_section_and_pointed_out(brackets):
    left, right = brackets
    text = case().replace("【", left).replace("】", right)
    (read,) = read_source(("检察改革典型事例(2025年)\n" + text).encode()).cases
    assert read.title.text == "江苏省苏州市人民检察院试行样例机制1"
    assert [word.text for word in read.keywords] == ["样例", "机制"]
    assert (read.background.text, read.significance.text) == ("运行平稳。", "做法1有参考价值。")
    said = [message for _, message in warnings(text)]
    assert said == (
        []
        if left == "【"
        else [f"栏目名“{name}”用的不是【】,请核对" for name in ("关键词", "改革情况", "典型意义")]
    )


def test_book_title_marks_are_no_brackets_of_a_section():
    (read,) = read_source(("检察改革典型事例(2025年)\n" + case(body="《典型意义》\n好。")).encode()).cases
    assert read.background.text == "《典型意义》\n好。"


def test_name_of_a_section_outside_the_cases_is_warned_of():
    annex = "附件:\n某项规定如下\n补充材料【基本案情】某厂排放污水\n"
    text = f"检察改革典型事例(2025年)\n事例1:江苏省苏州市人民检察院试行样例机制\n【典型意义】\n这一做法有参考价值。\n{annex}"
    assert [one.message for one in read_source(text.encode()).warnings if "以外" in one.message] == [
        "事例以外的文字里有栏目名“基本案情”,可能漏分了事例"
    ]
