from __future__ import annotations

import pytest

from reform_cases.reference.noise import PAGE
from reform_cases.sourcetext.read import read_source

TITLE = "检察改革典型事例(2025年)"
TEXT = (
    TITLE + "\n事例1:江苏省苏州市人民检察院试行样例机制\n【关键词】\n样例 机制\n【改革情况】\n"
    "全市检察机关建立线索管理台账并逐案核查办理情况共办理案件{}120件，全部办结。\n【典型意义】\n有参考价值。\n"
)


@pytest.mark.parametrize("foot", ["— 3 —", "- 3 -", "－3－", "—3—", "第3页", "第 3 页 共 10 页", "3/10页"])
@pytest.mark.parametrize("head", ["", TITLE + "\n"])
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n"])
def test_foot_of_a_page_is_noise_and_the_sentence_goes_on(foot, head, gap):
    broken = gap + foot + gap + (head and head + gap)
    document = read_source(TEXT.format(broken).encode())
    (case,) = document.cases
    assert case.background.text == TEXT.format("").split("\n")[5]
    assert document.title == TITLE
    noise = [(one.text, one.reason) for one in document.noise]
    assert noise == [(foot, PAGE), *([(TITLE, PAGE)] if head else [])]


def test_paragraph_that_ended_above_the_foot_of_a_page_stays_one():
    text = TEXT.format("").replace("全部办结。\n", "全部办结。\n— 3 —\n另有新机制运行。\n")
    (case,) = read_source(text.encode()).cases
    assert case.background.text.splitlines()[-1] == "另有新机制运行。"


def test_running_head_of_its_own_is_noise_where_it_stands_beside_two_numbers():
    text = TEXT.format("\n— 3 —\n样例汇编节选\n").replace(
        "【典型意义】\n有", "【典型意义】\n— 4 —\n样例汇编节选\n有"
    )
    document = read_source(text.encode())
    assert [one.text for one in document.noise].count("样例汇编节选") == 2
    assert document.cases[0].significance.text == "有参考价值。"


def test_line_that_stands_once_beside_a_page_number_is_text():
    text = TEXT.format("").replace("全部办结。\n", "全部办结。\n— 3 —\n机制运行平稳\n")
    assert read_source(text.encode()).cases[0].background.text.endswith("机制运行平稳")
