"""What is struck out, deleted, hidden or raised never stands beside a number; it is listed where it stood."""

from __future__ import annotations

import pytest

from reform_cases.sourcetext.files.convert import text_of
from reform_cases.sourcetext.files.decode import LeftOut
from reform_cases.sourcetext.read import read_source
from tests.sourcetext.leaves import assert_whole
from tests.sourcetext.papers import word_file, word_paragraph

HEAD = [
    "检察改革典型事例(2025年)",
    "事例1:江苏省苏州市人民检察院试行样例机制",
    "【关键词】",
    "样例 机制",
    "【改革情况】",
]
TAIL = ["【典型意义】", "这一做法有参考价值。", "来源:检察日报社"]


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def word_batch(body, others=None):
    """A Word file of one case, whose reform section is `body` (WordprocessingML)."""
    return word_file("".join(map(word_paragraph, HEAD)) + body + "".join(map(word_paragraph, TAIL)), others)


def web_batch(body):
    lines = ["".join(f"<p>{line}</p>" for line in lines) for lines in (HEAD, TAIL)]
    return f"{lines[0]}{body}{lines[1]}".encode()


def quotes(document):
    return [outcome.quote for case in document.cases for outcome in case.outcomes]


def remarks(document):
    return [one.message for one in document.warnings if "未读入" in one.message]


STYLES = (
    '<w:styles xmlns:w="w"><w:style w:type="character" w:styleId="Gone"><w:name w:val="gone"/><w:rPr><w:vanish/></w:rPr>'
    '</w:style><w:style w:type="character" w:styleId="Heir"><w:basedOn w:val="Gone"/></w:style></w:styles>'
)


@pytest.mark.parametrize(
    ("before", "dropped", "after", "listed"),
    [
        (run("全市办理案件"), run("100", "<w:strike/>"), run("120件。"), "划去的文字未读入:3字"),
        (run("全市办理案件"), run("100", "<w:dstrike w:val='1'/>"), run("120件。"), "划去的文字未读入:3字"),
        (run("全市办理案件"), run("100", "<w:vanish/>"), run("120件。"), "隐藏的文字未读入:3字"),
        (run("全市办理案件"), run("100", "<w:sz w:val='2'/>"), run("120件。"), "隐藏的文字未读入:3字"),
        (run("全市办理案件"), run("100", "<w:rStyle w:val='Heir'/>"), run("120件。"), "隐藏的文字未读入:3字"),
        (run("全市办理案件"), f"<w:moveFrom>{run('100')}</w:moveFrom>", run("120件。"), "已删除的文字未读入:3字"),
        (
            run("全市办理案件"),
            "<w:del><w:r><w:delText>1</w:delText></w:r><w:r><w:delText>00</w:delText></w:r></w:del>",
            f"<w:ins>{run('120')}</w:ins>{run('件。')}",
            "已删除的文字未读入:3字",
        ),
        (run("全市办理案件120"), run("2", "<w:vertAlign w:val='superscript'/>"), run("件。"), "上标的文字未读入:2"),
        (run("全市办理案件120"), run("2", "<w:vertAlign w:val='subscript'/>"), run("件。"), "下标的文字未读入:2"),
    ],
)  # fmt: skip
def test_word_text_that_is_not_read_stands_in_no_number(before, dropped, after, listed):
    document = read_source(
        word_batch(f"<w:p>{before}{dropped}{after}</w:p>", {"word/styles.xml": STYLES}), "a.docx"
    )
    assert (quotes(document), remarks(document)) == (["120件"], [f"此处{listed}"])
    assert "全市办理案件120件。\n" in document.text
    assert_whole(document)


@pytest.mark.parametrize(
    ("body", "listed"),
    [
        ("办理案件<del>100</del><ins>120</ins>件。", "已删除的文字未读入:3字"),
        ("办理案件<s>100</s>120件。", "划去的文字未读入:3字"),
        ("办理案件<strike>100</strike>120件。", "划去的文字未读入:3字"),
        ("办理案件<span style='text-decoration: line-through'>100</span>120件。", "划去的文字未读入:3字"),
        ("办理案件<span style='display:none'>100</span>120件。", "隐藏的文字未读入:3字"),
        ("办理案件<span style='visibility:hidden'>100</span>120件。", "隐藏的文字未读入:3字"),
        ("办理案件<span style='mso-hide:all'>100</span>120件。", "隐藏的文字未读入:3字"),
        ("办理案件<span style='font-size:0.0px'>100</span>120件。", "隐藏的文字未读入:3字"),
        ("办理案件<span hidden>100</span>120件。", "隐藏的文字未读入:3字"),
        ("办理案件120<sup>2</sup>件。", "上标的文字未读入:2"),
        ("办理案件120<span style='vertical-align: super'>2</span>件。", "上标的文字未读入:2"),
        ("办理案件120<sub>2</sub>件。", "下标的文字未读入:2"),
        ("办理案件<ruby>120<rp>(</rp><rt>3</rt><rp>)</rp></ruby>件。", "注音的文字未读入:3"),
    ],
)
def test_web_text_that_is_not_read_stands_in_no_number(body, listed):
    document = read_source(web_batch(f"<p>{body}</p>"), "a.html")
    assert (quotes(document), remarks(document)) == (["120件"], [f"此处{listed}"])
    assert "\n办理案件120件。\n" in document.text
    assert_whole(document)


@pytest.mark.parametrize("style", ["font-size:0", "font-size: 0px;", "opacity: 0", "visibility: hidden"])
def test_hidden_paragraph_gives_no_outcome(style):
    document = read_source(web_batch(f"<p style='{style}'>隐藏94件</p><p>办理案件120件。</p>"), "a.html")
    assert (quotes(document), remarks(document)) == (["120件"], ["此处隐藏的文字未读入:5字"])


def test_block_without_a_size_whose_parts_have_one_is_read():
    body = "<div style='font-size:0'><span style='font-size:16px'>甲</span></div>"
    assert text_of(body.encode(), "a.html").text == "甲\n"


def test_power_stays_with_its_unit_and_index_with_its_letter():
    html = "<p>清理面积3万m<sup>2</sup>，减排CO<sub>2</sub>。</p>"
    raised = run("2", "<w:vertAlign w:val='superscript'/>")
    lowered = run("2", "<w:vertAlign w:val='subscript'/>")
    word = f"<w:p>{run('清理面积3万m')}{raised}{run('，减排CO')}{lowered}{run('。')}</w:p>"
    expected = ("清理面积3万m²，减排CO2。\n", ())
    for data, name in ((html.encode(), "a.html"), (word_file(word), "a.docx")):
        decoded = text_of(data, name)
        assert (decoded.text, decoded.left_out) == expected


def test_place_of_what_was_left_out_is_where_it_stood():
    html = "<h2>甲  乙<del>丙</del>丁</h2><table><tr><td>戊</td><td>己<s>庚</s></td></tr></table><p><s>辛</s></p>"
    decoded = text_of(html.encode(), "a.html")
    assert decoded.text == "## 甲 乙丁\n戊\t己\n"
    assert decoded.left_out == (
        LeftOut(6, "已删除", "丙"),
        LeftOut(11, "划去", "庚"),
        LeftOut(12, "划去", "辛"),
    )


def test_passages_are_listed_by_their_length_and_many_by_their_number():
    document = read_source(
        web_batch(f"<p><del>{'长' * 61}</del>甲</p>" + "<p>乙<del>丙</del></p>" * 201), "a.html"
    )
    listed = remarks(document)
    assert listed[:2] == ["此处已删除的文字未读入:61字", "此处已删除的文字未读入:1字"]
    assert (len(listed), listed[-1]) == (201, "此处起另有2处划去、删除、隐藏或升降的文字未读入")


def test_paragraph_whose_end_was_deleted_runs_on():
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    body = f"<w:p>{mark}{run('办理案件')}</w:p><w:p>{run('120件。')}</w:p><w:p>{run('下一段。')}</w:p>"
    assert text_of(word_file(body), "a.docx").text == "办理案件120件。\n下一段。\n"
