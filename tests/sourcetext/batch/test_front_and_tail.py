from __future__ import annotations

import pytest

from reform_cases.sourcetext.document import Document
from reform_cases.sourcetext.read import read_source

CASE = "案例一 甲市治水公益诉讼案\n【关键词】\n水\n【典型意义】\n好。\n"


def read(text) -> Document:
    return read_source(text.encode())


@pytest.mark.parametrize(
    ("front", "head"),
    [
        ("“高质效办案”\n检察改革典型事例(2024年)\n", ("检察改革典型事例(2024年)", "高质效办案", 2024, "")),
        ("最高检发布4件惩治盗采典型案例\n", ("惩治盗采典型案例", "惩治盗采典型案例", None, "")),
        (
            "第十三批指导性案例_最高人民检察院\n,2018-12-25\n",
            ("第十三批指导性案例", "第十三批指导性案例", 2018, ""),
        ),
        ("甲典型案例\n最高人民检察院  2022年10月31日\n", ("甲典型案例", "甲典型案例", 2022, "")),
        ("甲典型案例\n来源：检察日报 作者：乙\n", ("甲典型案例", "甲典型案例", None, "检察日报")),
        ("甲典型案例\n时间：2022-11-15 来源：最高检网站\n", ("甲典型案例", "甲典型案例", 2022, "最高检网站")),
        ("没有标题,只有一句话。\n", ("", "", None, "")),
        ("检察改革典型事例(二〇二四年)\n", ("检察改革典型事例(二〇二四年)", "检察改革典型事例", 2024, "")),
        ("治水典型案例（二○二三年）\n", ("治水典型案例（二○二三年）", "治水典型案例", 2023, "")),
        ("## 第二批“甲乙转化典型案例”\n", ("第二批“甲乙转化典型案例”",) * 2 + (None, "")),
        ("## 酒驾以案释法案例\n", ("酒驾以案释法案例",) * 2 + (None, "")),
        ("治水参考案例汇编（第一辑）\n", ("治水参考案例汇编（第一辑）",) * 2 + (None, "")),
        (
            "关于印发最高人民检察院第九十九批指导性案例的通知\n各院:\n",
            ("最高人民检察院第九十九批指导性案例",) * 2 + (None, ""),
        ),
        (
            "甲省人民检察院关于印发《治水典型案例（2025年）》的通知\n",
            ("治水典型案例（2025年）", "治水典型案例", 2025, ""),
        ),
        ("检察机关守护碧水\n典型案例（第一批）\n", ("检察机关守护碧水典型案例（第一批）",) * 2 + (None, "")),
        ("最高人民检察院\n治水典型案例\n", ("治水典型案例", "治水典型案例", None, "")),
        ("甲。\n乙。\n丙。\n请参考以下案例\n", ("", "", None, "")),
    ],
)
def test_head_of_a_document(front, head):
    document = read(front + CASE)
    assert (document.title, document.series, document.year, document.source) == head


def test_document_without_a_title_is_pointed_out():
    assert [(one.span, one.message) for one in read(CASE).warnings] == [((0, 1), "没有找到文献标题")]


def roles(text):
    return [
        (one.role, one.text) for one in read(text).furniture if one.role not in {"layout", "section_name"}
    ]


def test_contents_lines_and_notes_are_furniture():
    assert roles("目　录\n甲市治水公益诉讼案\n——有成效\n2.乙案\n各地:\n" + CASE) == [
        ("contents", "目　录"),
        ("contents", "甲市治水公益诉讼案"),
        ("contents", "——有成效"),
        ("contents", "2.乙案"),
        ("preface", "各地:"),
        ("case_label", "案例一"),
    ]


def test_running_text_that_names_the_cases_is_contents():
    text = "两件案例是:甲市治水公益诉讼案;乙市治山公益诉讼案。\n" + CASE
    text += CASE.replace("案例一 甲市治水", "案例二 乙市治山")
    assert roles(text)[0] == ("contents", "两件案例是:甲市治水公益诉讼案;乙市治山公益诉讼案。")


def test_contents_list_with_too_few_or_too_many():
    text = (
        "甲典型案例\n案例一 甲市治水公益诉讼案\n案例三 丙案\n" + CASE + CASE.replace("案例一 甲", "案例二 乙")
    )
    assert [one.message for one in read(text).warnings] == [
        "目录没有列出事例2,正文中有",
        "目录列出了事例3,正文中没有",
    ]


@pytest.mark.parametrize(
    ("tail", "source", "noise"),
    [
        ("来源:检察日报社\n无关。\n", "检察日报社", [("无关。", "来源行之后的无关文字")]),
        (
            "作者：甲 编辑：乙\n推荐一段\n",
            "",
            [
                ("作者：甲 编辑：乙", "记者、作者或编辑署名,不属于事例"),
                ("推荐一段", "正文结束之后的页面文字"),
            ],
        ),
        ("往期回顾\n", "", [("往期回顾", "链接,不属于正文")]),
        ("再好。\n", "", []),
    ],
)
def test_tail_of_a_document(tail, source, noise):
    document = read(CASE + tail)
    assert document.source == source
    assert [(one.text, one.reason) for one in document.noise] == noise


def test_noise_line_between_sections_does_not_end_the_case():
    document = read("案例一 甲市治水公益诉讼案\n【关键词】\n水\n预览时标签不可点\n【典型意义】\n好。\n")
    assert [one.text for one in document.noise] == ["预览时标签不可点"]
    assert document.cases[0].significance is not None
    assert document.cases[0].significance.text == "好。"


@pytest.mark.parametrize("heading", ["附件:", "附件：1.办法", "附件1", "附录一：办法", "附件"])
def test_annex_stands_apart(heading):
    annex = f"{heading}\n1.线索管理办法\n第一条 办理案件999件。\n"
    document = read("甲典型案例\n" + CASE + annex + CASE.replace("案例一 甲", "案例二 乙") + annex)
    assert [case.significance.text for case in document.cases] == ["好。", "好。"]
    assert [case.outcomes for case in document.cases] == [(), ()]
    assert "".join(one.text for one in document.furniture if one.role == "annex") == 2 * annex.replace(
        "\n", ""
    )


def test_annexes_before_the_first_case_are_notes():
    assert [case.title.text for case in read("甲典型案例\n附件:案例\n" + CASE).cases] == [
        "甲市治水公益诉讼案"
    ]


@pytest.mark.parametrize(
    ("line", "publisher", "day"),
    [
        ("发布时间:2025-02-14  来源:最高人民检察院", "最高人民检察院", "2025-02-14"),
        ("时间：2022年1月5日 来源：最高检网站", "最高检网站", "2022-01-05"),
        ("2022-11-15 10:00 来源：检察日报", "检察日报", "2022-11-15"),
        ("发布时间:2025-13-14  来源:最高人民检察院", "", ""),
    ],
)
def test_publisher_and_day_stand_below_the_title(line, publisher, day):
    batch = read(f"甲典型案例\n{line}\n" + CASE).batch
    assert (batch.publisher, batch.published_on) == (publisher, day)
