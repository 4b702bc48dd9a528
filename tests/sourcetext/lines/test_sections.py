from __future__ import annotations

import pytest

from reform_cases.sourcetext.lines.sections import Mark, find_sections, prose, section_mark
from tests.sourcetext.samples import lines_of


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("【关键词】", Mark("关键词", 5)),
        ("　【 关 键 词 】水", Mark("关键词", 9)),
        ("**【典型意义】**", Mark("典型意义", 6)),
        ("【整改“三同步”】", Mark("整改“三同步”", 9)),
        ("## 典型意义", Mark("典型意义", 4)),
        ("**线索发现**", Mark("线索发现", 4)),
        ("基本案情", Mark("基本案情", 4)),
        ("关键词：水 河", Mark("关键词", 4)),
        ("【關鍵詞】", Mark("關鍵詞", 5)),
        ("## 其他", None),
        ("线索发现", None),
        ("【编辑:马稷】", None),
        ("【编辑 马稷】", None),
        ("【案例一】", None),
        ("【导语】", None),
        ("【2023】5号", None),
        ("【没有结束", None),
        ("他说【典型意义】", None),
    ],
)
def test_section_mark(text, mark):
    assert section_mark(lines_of(text)[0]) == mark


def test_sections_in_order_with_what_stands_before():
    text = "题注\n【要旨】甲\n\n乙\n【新栏目】\n丙"
    before, sections = find_sections(lines_of(text))
    assert [line.form for line in before] == ["题注"]
    assert [(one.name, [line.form for line in one.lines]) for one in sections] == [
        ("要旨", ["甲", "乙"]),
        ("新栏目", ["丙"]),
    ]


def test_prose_keeps_one_line_end_between_paragraphs():
    text = "　甲。\r\n\r\n　乙。\r\n"
    lines = [line for line in lines_of(text) if not line.blank]
    assert prose(lines, text).text == "甲。\r\n乙。"
