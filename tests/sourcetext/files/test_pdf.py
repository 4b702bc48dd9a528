"""A PDF file gives the text of its pages: paragraphs whole, what stands on every page out."""

from __future__ import annotations

import pytest

from reform_cases.sourcetext.document import SourceError
from reform_cases.sourcetext.files.convert import text_of
from reform_cases.sourcetext.read import read_source
from tests.sourcetext.leaves import assert_whole
from tests.sourcetext.papers import pdf_file


def sheet(number, *lines):
    """A page with a running title, a page number, and `lines`: a space before a text sets it two characters in."""
    body = [
        (70 if text.startswith(" ") else 50, 440 - 15 * at, text.strip()) for at, text in enumerate(lines)
    ]
    return [(50, 480, "检察改革典型事例选编"), *body, (190, 20, f"— {number} —")]


BATCH = pdf_file(
    sheet(
        1, "检察改革典型事例(2025年)", "事例1:江苏省苏州市人民检察院试行样例机制", "【关键词】", " 样例 机制", "【改革情况】",
        " 全市检察机关改进线索移送的方式以来,共办理案件1", "20件，同比上升3.5%,追回资金2000万元，全都发",
    ),
    sheet(2, "还被害企业。", " 发出检察建议12份。"),
    sheet(3, "【典型意义】", " 这一做法有参考价值。", " 来源:检察日报社"),
)  # fmt: skip


def test_case_of_a_pdf_file_with_numbers_that_lines_and_pages_cut():
    document = read_source(BATCH, "a.pdf")
    [case] = document.cases
    assert [outcome.quote for outcome in case.outcomes] == ["120件", "3.5%", "2000万元", "12份"]
    assert "，全都发还被害企业。\n发出检察建议12份。\n" in document.text
    assert (document.media_type, case.region.code) == ("application/pdf", "320500")
    assert ("— 2 —" in document.text, document.text.count("选编")) == (False, 0)
    assert [one.message for one in document.warnings if "未读入" in one.message] == [
        "此处页眉或页脚的文字未读入:检察改革典型事例选编"
    ]
    assert_whole(document)


def test_spaces_that_are_only_distance_are_no_text():
    assert text_of(pdf_file([(50, 400, "检察机关")], spacing=12), "a.pdf").text == "检察机关\n"
    assert text_of(pdf_file([(50, 400, "样例 机制 AB")]), "a.pdf").text == "样例 机制 AB\n"


def test_page_without_text_is_told_of():
    decoded = text_of(pdf_file([(50, 400, "第一页。")], [], [(50, 400, "第三页。")]), "a.pdf")
    assert (decoded.text, [(one.at, one.reason, one.text) for one in decoded.left_out]) == (
        "第一页。\n第三页。\n", [(5, "扫描页", "第2页")],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", pdf_file([], []), "the PDF file has no text, only pictures (2 pages): have its text recognised"),
        ("a.txt", BATCH, "this is a PDF file: its name must end in .pdf"),
        ("a.pdf", b"%PDF-1.7", "the PDF file is damaged: "),
        ("a.pdf", b"text", "this is no PDF file"),
        ("a.pdf", BATCH.replace(b"trailer<<", b"trailer<</Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + b"00" * 32 + b">/U<" + b"00" * 32 + b">>>/ID[<00><00>]"), "the PDF file is protected by a password"),
    ],
)  # fmt: skip
def test_pdf_file_that_cannot_be_read_is_one_sentence(name, data, reason):
    with pytest.raises(SourceError) as caught:
        text_of(data, name)
    assert (str(caught.value).startswith(reason), "\n" in str(caught.value)) == (True, False), str(
        caught.value
    )
