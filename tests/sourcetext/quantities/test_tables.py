"""A cell takes unit and metric from the head of its column and its scope from the head of its row."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reform_cases.sourcetext.files.convert import text_of
from reform_cases.sourcetext.files.html_text import page_text
from reform_cases.sourcetext.quantities.certainty import NO_RESULT
from reform_cases.sourcetext.quantities.rules import NO_HEADS
from reform_cases.sourcetext.read import read_source
from tests.sourcetext.marked import marked, outcomes_of
from tests.sourcetext.papers import word_file

TABLE = "各院情况如下:\n单位\t立案(件)\t同比\t金额(万元)\n城东区院\t120\t+12%\t3.5\n城西区院\t56\t-8%\t1,200\n以上共2个院。"


def test_cells_take_the_heads_of_row_and_column() -> None:
    found = [
        (one.quote, one.unit, one.base_value, one.metric, one.scope, one.direction, one.basis, one.review)
        for one in outcomes_of(TABLE)[:6]
    ]
    assert [(quote, unit, str(value), *rest) for quote, unit, value, *rest in found] == [
        ("120", "件", "120", "立案", "城东区院", "", "", ""),
        ("+12%", "%", "12", "立案", "城东区院", "up", "同比", ""),
        ("3.5", "元", "35000", "金额", "城东区院", "", "", NO_RESULT),
        ("56", "件", "56", "立案", "城西区院", "", "", ""),
        ("-8%", "%", "8", "立案", "城西区院", "down", "同比", ""),
        ("1,200", "元", "12000000", "金额", "城西区院", "", "", NO_RESULT),
    ]


def test_head_of_a_row_that_is_no_holder_belongs_to_the_metric() -> None:
    (outcome,) = outcomes_of("项目\t数量(件)\n立案\t120")
    assert (outcome.metric, outcome.scope, outcome.unit) == ("立案数量", "", "件")


def test_lines_of_cells_without_heads_are_no_table() -> None:
    assert marked("城东区院\t120\n城西区院\t56") == "城东区院\t{120}\n城西区院\t{56}"


def test_lines_with_other_cells_are_no_rows() -> None:
    assert marked("单位\t立案(件)\n城东区院\t120\t7") == "单位\t立案(件)\n城东区院\t{120}\t{7}"


def rows(*lines: str) -> str:
    """A table written with spaces between its cells."""
    return "\n".join(line.replace(" ", "\t") for line in lines)


Row = tuple[str, str, str, str, str, str, str, str]
# Quote, unit, value in the unit's own scale, metric, whose, direction, basis, period.
SIBLINGS: dict[str, tuple[str, list[Row]]] = {
    "two rows of heads": (
        rows("单位 2023年 ← 2024年 ←", "〃 立案(件) 起诉(人) 立案(件) 起诉(人)", "甲区院 10 20 30 40"),
        [
            ("10", "件", "10", "立案", "甲区院", "", "", "2023年"),
            ("20", "人", "20", "起诉", "甲区院", "", "", "2023年"),
            ("30", "件", "30", "立案", "甲区院", "", "", "2024年"),
            ("40", "人", "40", "起诉", "甲区院", "", "", "2024年"),
        ],
    ),
    "row heads in column two": (
        rows("序号 单位 办理检察建议(份)", "1 甲县院 35", "2 乙县院 41"),
        [
            ("35", "份", "35", "办理检察建议", "甲县院", "", "", ""),
            ("41", "份", "41", "办理检察建议", "乙县院", "", "", ""),
        ],
    ),
    "heads of rows with units, years above": (
        rows("指标 2023年 2024年", "立案(件) 100 120", "采纳率(%) 90.5 95"),
        [
            ("100", "件", "100", "立案", "", "", "", "2023年"),
            ("120", "件", "120", "立案", "", "", "", "2024年"),
            ("90.5", "%", "90.5", "采纳率", "", "", "", "2023年"),
            ("95", "%", "95", "采纳率", "", "", "", "2024年"),
        ],
    ),
    "a column of units": (
        rows("项目 单位 数值", "追缴税款 万元 35", "发出检察建议 份 12"),
        [
            ("35", "元", "350000", "追缴税款数值", "", "", "", ""),
            ("12", "份", "12", "发出检察建议数值", "", "", "", ""),
        ],
    ),
    "percent without its sign": (
        rows("地区 受理(件) 同比(%) 占比(%)", "甲市 50 -8.5 12", "乙市 60 10 15"),
        [
            ("50", "件", "50", "受理", "甲市", "", "", ""),
            ("-8.5", "%", "8.5", "受理", "甲市", "down", "同比", ""),
            ("12", "%", "12", "占比", "甲市", "", "", ""),
            ("60", "件", "60", "受理", "乙市", "", "", ""),
            ("10", "%", "10", "受理", "乙市", "", "同比", ""),
            ("15", "%", "15", "占比", "乙市", "", "", ""),
        ],
    ),
    "rise and fall in the head": (
        rows("部门 起诉(人) 较2023年下降", "一部 80 12%"),
        [
            ("80", "人", "80", "起诉", "一部", "", "", ""),
            ("12%", "%", "12", "起诉", "一部", "down", "较2023年", ""),
        ],
    ),
    "unit above the table": (
        "单位:件\n" + rows("院别 立案 同比", "甲院 12 +3%"),
        [
            ("12", "件", "12", "立案", "甲院", "", "", ""),
            ("+3%", "%", "3", "立案", "甲院", "up", "同比", ""),
        ],
    ),
    "empty cells": (
        rows("单位 立案(件) 起诉(人)", "甲院 — 7", "乙院 5 —"),
        [("7", "人", "7", "起诉", "甲院", "", "", ""), ("5", "件", "5", "立案", "乙院", "", "", "")],
    ),
    "merged head of rows": (
        rows("类型 单位 案件数(件)", "刑事 甲院 6", "〃 乙院 9"),
        [
            ("6", "件", "6", "刑事案件数", "甲院", "", "", ""),
            ("9", "件", "9", "刑事案件数", "乙院", "", "", ""),
        ],
    ),
    "a row of sums": (
        rows("单位 立案(件)", "甲院 6", "合计 15"),
        [("6", "件", "6", "立案", "甲院", "", "", ""), ("15", "件", "15", "立案", "", "", "", "")],
    ),
    "units in the cells": (
        rows("县区 收回欠款 户数", "甲县 1.2亿元 300余户"),
        [
            ("1.2亿元", "元", "120000000", "收回欠款", "甲县", "", "", ""),
            ("300余户", "户", "300", "户数", "甲县", "", "", ""),
        ],
    ),
    "years at the side": (
        rows("年份 受理(件) 办结率", "2022年 31 88%", "2023年 45 91%"),
        [
            ("31", "件", "31", "受理", "", "", "", "2022年"),
            ("88%", "%", "88", "办结率", "", "", "", "2022年"),
            ("45", "件", "45", "受理", "", "", "", "2023年"),
            ("91%", "%", "91", "办结率", "", "", "", "2023年"),
        ],
    ),
    "Markdown": (
        "| 单位 | 立案(件) | 同比 |\n|---|---:|---:|\n| 甲院 | 12 | -5% |",
        [
            ("12", "件", "12", "立案", "甲院", "", "", ""),
            ("-5%", "%", "5", "立案", "甲院", "down", "同比", ""),
        ],
    ),
    "places among others": (
        rows("单位 立案(件) 排名", "甲院 12 3"),
        [("12", "件", "12", "立案", "甲院", "", "", "")],
    ),
    "arrows": (
        rows("单位 信访(件) 环比", "甲院 40 ↓4.5%"),
        [
            ("40", "件", "40", "信访", "甲院", "", "", ""),
            ("↓4.5%", "%", "4.5", "信访", "甲院", "down", "环比", ""),
        ],
    ),
    "a group with its change": (
        rows("单位 立案 ← 起诉 ←", "〃 数量(件) 同比 数量(人) 同比", "甲院 8 +1% 9 -2%"),
        [
            ("8", "件", "8", "立案数量", "甲院", "", "", ""),
            ("+1%", "%", "1", "立案", "甲院", "up", "同比", ""),
            ("9", "人", "9", "起诉数量", "甲院", "", "", ""),
            ("-2%", "%", "2", "起诉", "甲院", "down", "同比", ""),
        ],
    ),
    "a number like a year": (
        rows("单位 走访企业(家)", "甲院 2023", "乙院 310"),
        [
            ("2023", "家", "2023", "走访企业", "甲院", "", "", ""),
            ("310", "家", "310", "走访企业", "乙院", "", "", ""),
        ],
    ),
    "no heads": (rows("甲院 12 3", "乙院 8 5"), []),
}


@pytest.mark.parametrize("name", SIBLINGS)
def test_table_is_read_by_its_heads(name: str) -> None:
    table, wanted = SIBLINGS[name]
    assert [
        (
            one.quote,
            one.unit,
            f"{(one.base_value or Decimal(0)).normalize():f}",
            one.metric,
            one.scope,
            one.direction,
            one.basis,
            one.period,
        )
        for one in outcomes_of(table)
    ] == wanted


def test_numbers_without_heads_are_warned_of() -> None:
    text = "检察改革典型事例(2025年)\n案例一\n江苏省检察院某案\n【改革情况】\n各院情况:\n甲院\t12\n乙院\t8\n"
    document = read_source(text.encode())
    assert [(one.quote, one.reason) for one in document.cases[0].numbers] == [
        ("12", NO_HEADS[1]),
        ("8", NO_HEADS[1]),
    ]
    assert [(text[slice(*one.span)], one.message) for one in document.warnings] == [
        ("12\n乙院\t8", "表格没有表头,其中2个数字未作为成效")
    ]


_CELL = "<w:tc>{about}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def _word_row(*cells: str) -> str:
    """A row of a Word table: 立案>2 reaches over two columns, v单位 begins a cell that goes on below, ^ goes on."""
    written = ""
    for cell in cells:
        text, _, columns = cell.partition(">")
        about = f'<w:gridSpan w:val="{columns}"/>' if columns else ""
        about += {"v": '<w:vMerge w:val="restart"/>', "^": "<w:vMerge/>"}.get(text[0], "")
        written += _CELL.format(about=f"<w:tcPr>{about}</w:tcPr>", text=text.strip("v^"))
    return f"<w:tr>{written}</w:tr>"


def test_merged_cells_of_word_files_and_web_pages_are_the_same_lines() -> None:
    word = f"<w:tbl>{_word_row('v单位', '2023年>2', '同比')}{_word_row('^', '立案', '起诉', '立案')}{_word_row('甲院', '1', '2', '3')}</w:tbl>"
    page = (
        "<table><tr><th rowspan=2>单位</th><th colspan=2>2023年</th><th>同比</th></tr>"
        "<tr><th>立案</th><th>起诉</th><th>立案</th></tr><tr><td>甲院</td><td>1</td><td>2</td><td>3</td></tr></table>"
    )
    lines = "单位\t2023年\t←\t同比\n〃\t立案\t起诉\t立案\n甲院\t1\t2\t3\n"
    assert (text_of(word_file(word), "a.docx").text, page_text(page)) == (lines, lines)


def test_last_cells_may_reach_down() -> None:
    page = "<table><tr><td>甲</td><td>乙</td><td rowspan=3>丙</td></tr><tr><td>丁</td><td>戊</td></tr><tr><td>己</td><td>庚</td></tr></table>"
    assert page_text(page) == "甲\t乙\t丙\n丁\t戊\t〃\n己\t庚\t〃\n"


def test_struck_text_behind_an_empty_cell_is_listed_where_it_stood() -> None:
    read = text_of("<table><tr><td>甲</td><td></td><td>1<s>2</s>3</td></tr></table>".encode(), "a.html")
    assert (read.text, [(one.at, one.text) for one in read.left_out]) == ("甲\t—\t13\n", [(5, "2")])


def test_bars_inside_prose_are_no_table() -> None:
    text = "立案|起诉(件)\n共办理12件|办结9件"
    assert [(one.quote, one.scope) for one in outcomes_of(text)] == [("12件", ""), ("9件", "")]
