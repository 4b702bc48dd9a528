"""Texts made to trip a reader up: one sign over and over, with and without a case before it."""

from __future__ import annotations

import pytest

from reform_cases.sourcetext.document import SourceError
from reform_cases.sourcetext.read import read_source
from tests.sourcetext.leaves import assert_whole

HEAD = "案例一\n某市检察院某案\n【关键词】\n水\n【改革情况】\n"
UNITS = [
    "【",
    "1",
    "一",
    "，检察机关办案",
    "【关键词】",
    "\n",
    "一、",
    "（一）",
    "一是，",
    "**",
    "字(a)",
    "“",
    "《官网下载",
    "北京市",
    "人民检察院",
    "某案\n【关键词】\n",
    "案例一：某案\n",
    "⛎",
    "来源:",
    "附件:\n",
    "甲乙\n— 3 —\n",
    "一、基本案情\n二、典型意义\n",
    "江苏省某市检察院",
    "[关键词",
    "&ensp;甲",
    "《江苏省检察院",
    "●基本案情\n",
    "甲[1]\n[1] 乙\n",
    "|1|2|\n",
    "单位\t立案(件)\n甲院\t12\n",
    "1\t2\n",
    "01\n甲\n",
    "背景情况：甲\n",
]


@pytest.mark.parametrize("unit", UNITS)
def test_repeated_sign_after_a_case_is_placed_to_the_last_character(unit):
    document = read_source((HEAD + unit * (20_000 // len(unit))).encode())
    assert document.cases[0].title.text == "某市检察院某案"
    assert_whole(document)


@pytest.mark.parametrize("unit", ["【", "1", "字", "【关键词】", "案例一"])
def test_repeated_sign_without_a_case_is_refused(unit):
    with pytest.raises(SourceError):
        read_source((unit * (20_000 // len(unit))).encode())
