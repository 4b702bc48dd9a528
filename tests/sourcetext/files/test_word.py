"""What Word shows but does not write: list numbers, fields, ruby, notes, text boxes; and files of other shapes."""

from __future__ import annotations

import io
import zipfile

import pytest

from reform_cases.reference.noise import NOTES
from reform_cases.sourcetext.document import SourceError
from reform_cases.sourcetext.files.convert import text_of
from reform_cases.sourcetext.files.numbering import counted
from reform_cases.sourcetext.read import read_source
from tests.sourcetext.leaves import assert_whole
from tests.sourcetext.papers import word_file, word_paragraph
from tests.sourcetext.test_left_out import HEAD, TAIL, quotes, run, word_batch


def text(body, others=None):
    return text_of(word_file(body, others), "a.docx").text


def level(at, form, written, *, start=1, more=""):
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{written}"/>{more}</w:lvl>'


def numbering(*lists, levels=None):
    """A numbering part with one abstract list and `lists` (what each overrides), called 1, 2 …."""
    levels = levels or (
        level(0, "chineseCounting", "%1、") + level(1, "chineseCountingThousand", "（%2）") + level(2, "decimal", "%3.")
    )  # fmt: skip
    nums = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{override}</w:num>'
        for number, override in enumerate(lists or ("",), 1)
    )
    return {
        "word/numbering.xml": f'<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{nums}</w:numbering>'
    }


def item(words, at=0, name=1, style=""):
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    numbered = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{name}"/></w:numPr>'
    return f"<w:p><w:pPr>{styled}{numbered}</w:pPr>{run(words)}</w:p>"


def test_measures_of_a_list_that_word_counts():
    body = (
        item("建立机制。办理案件120件。")
        + item("统一线索管理。立案3件。", 1)
        + item("统一办案。立案4件。", 1)
    )
    document = read_source(word_batch(body + item("强化监督。发出建议5份。"), numbering()), "a.docx")
    [case] = document.cases
    assert [(one.label, [child.label for child in one.children]) for one in case.measures] == [
        ("一", ["（一）", "（二）"]),
        ("二", []),
    ]
    assert quotes(document) == ["120件", "3件", "4件", "5份"]
    assert_whole(document)


def test_deeper_level_begins_anew_and_a_second_list_goes_on_or_starts_over():
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    items = [item("甲"), item("乙", 1), item("丙", 2), item("丁"), item("戊", 1), item("己", 0, 2), item("庚", 0, 3)]  # fmt: skip
    assert text("".join(items), numbering("", "", again)) == (
        "一、甲\n（一）乙\n1. 丙\n二、丁\n（一）戊\n三、己\n一、庚\n"
    )


def test_levels_in_one_label_bullets_and_labels_typed_by_hand():
    levels = (
        level(0, "chineseCounting", "第%1章", start=3)
        + level(1, "decimal", "%1.%2", more="<w:isLgl/>")
        + level(2, "bullet", "●")
    )
    items = item("甲") + item("乙", 1) + item("丙", 2) + item("一、丁") + item("", 1) + item("戊", 1)
    assert text(items, numbering(levels=levels)) == "第三章 甲\n3.1 乙\n丙\n一、丁\n4.2 戊\n"


def test_list_that_a_style_names():
    styles = (
        '<w:styles xmlns:w="w"><w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 2"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    levels = level(0, "decimal", "%1.") + level(1, "chineseCounting", "（%2）", more='<w:pStyle w:val="a"/>')
    parts = {**numbering(levels=levels), "word/styles.xml": styles}
    assert text(word_paragraph("甲", style="a") + word_paragraph("乙", style="a"), parts) == (
        "## （一）甲\n## （二）乙\n"
    )


@pytest.mark.parametrize(
    ("form", "number", "written"),
    [
        ("chineseCounting", 10, "十"), ("chineseCounting", 21, "二十一"), ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1005, "一千〇五"), ("chineseLegalSimplified", 12, "壹拾贰"), ("ideographDigital", 20, "二〇"),
        ("ideographTraditional", 3, "丙"), ("ideographZodiac", 13, "13"), ("decimalEnclosedCircleChinese", 3, "③"),
        ("decimalZero", 7, "07"), ("upperRoman", 14, "XIV"), ("lowerLetter", 28, "bb"), ("decimal", 0, "0"),
        ("unheardOf", 4, "4"), ("chineseCounting", 10_000, "10000"), ("none", 1, ""),
    ],
)  # fmt: skip
def test_number_in_the_forms_of_word(form, number, written):
    assert counted(number, form) == written


def test_fields_ruby_links_controls_and_boxes_are_read_and_their_programs_are_not():
    def field(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inner = f"{field('begin')}<w:r><w:instrText>PAGE</w:instrText></w:r>{field('separate')}{run('9')}{field('end')}"
    outer = f"{field('begin')}<w:r><w:instrText>IF</w:instrText></w:r>{inner}{field('separate')}{run('34件')}{field('end')}"
    box = f"<w:txbxContent>{word_paragraph('框内')}</w:txbxContent>"
    pieces = [
        run("发出"), f'<w:fldSimple w:instr="DOCPROPERTY n">{run("12份")}</w:fldSimple>', run("建议，"), outer,
        f"<w:hyperlink>{run('链')}</w:hyperlink><w:smartTag>{run('签')}</w:smartTag>",
        f"<w:sdt><w:sdtPr><w:t>名</w:t></w:sdtPr><w:sdtContent>{run('控')}</w:sdtContent></w:sdt>",
        f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('jian')}</w:rt><w:rubyBase>{run('检')}</w:rubyBase></w:ruby></w:r>",
        "<w:r><w:t>5</w:t><w:noBreakHyphen/><w:t>6</w:t><w:softHyphen/><w:t>件</w:t></w:r>",
        f"<w:r><AlternateContent><Choice>{box}</Choice><Fallback>{box}</Fallback></AlternateContent></w:r>",
    ]  # fmt: skip
    assert (
        text(f"<w:p>{''.join(pieces)}</w:p>{word_paragraph('后')}")
        == "发出12份建议，34件链签控检5-6件\n框内\n后\n"
    )


def test_footnote_belongs_to_no_case():
    note = "统计口径为2024年1月至10月,共12件。"
    notes = f'<w:footnotes xmlns:w="w"><w:footnote w:id="-1">{word_paragraph("线")}</w:footnote><w:footnote w:id="2">{word_paragraph(note)}</w:footnote></w:footnotes>'
    body = f'<w:p>{run("办理案件120")}<w:r><w:footnoteReference w:id="2"/></w:r>{run("件。")}</w:p>'
    document = read_source(word_batch(body, {"word/footnotes.xml": notes}), "a.docx")
    assert quotes(document) == ["120件"]
    assert [(one.text, one.reason) for one in document.noise] == [(f"注1：{note}", NOTES)]
    assert document.cases[0].significance.text == "这一做法有参考价值。"
    assert_whole(document)


def test_web_footnote_belongs_to_no_case():
    lines = "".join(f"<p>{line}</p>" for line in [*HEAD, "办理案件120<a href='#_ftn1'>[1]</a>件。", *TAIL])
    page = f"{lines}<div id='ftn1'><p><a href='#_ftnref1'>[1]</a>共12件。</p></div>"
    document = read_source(page.encode(), "a.html")
    assert (quotes(document), [one.text for one in document.noise]) == (["120件"], ["共12件。"])
    assert_whole(document)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ol><li>甲</li><li><b>乙</b></li></ol>", "1. 甲\n**2. 乙**\n"),
        ("<ol start=3 type=a><li>甲</li><li value=7>乙</li><li>丙</li></ol>", "c. 甲\ng. 乙\nh. 丙\n"),
        ("<ol reversed><li>甲</li><li>乙</li></ol>", "2. 甲\n1. 乙\n"),
        ("<ol style='list-style-type: cjk-ideographic'><li>甲<ol><li>乙</li></ol></li><li>丙</li></ol>", "一、甲\n1. 乙\n二、丙\n"),
        ("<ol style='list-style:none'><li>甲</li></ol><ul><li>乙</li></ul>", "甲\n乙\n"),
        ("<ol><li>1.甲</li><li>（二）乙</li><li>3件</li></ol>", "1.甲\n（二）乙\n3. 3件\n"),
    ],
)  # fmt: skip
def test_list_of_a_page_has_its_numbers(html, expected):
    assert text_of(html.encode(), "a.html").text == expected


def test_main_part_is_found_by_the_relations_and_counts_whatever_its_name(monkeypatch):
    renamed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file(word_paragraph("甲")))) as old, zipfile.ZipFile(renamed, "w") as new:  # fmt: skip
        for name in old.namelist():
            part = old.read(name).replace(b"word/document.xml", b"big.bin")
            new.writestr(name.replace("word/document.xml", "big.bin"), part)
    assert text_of(renamed.getvalue(), "a.docx").text == "甲\n"
    monkeypatch.setattr("reform_cases.sourcetext.files.word.MOST_XML", 600)
    with pytest.raises(SourceError, match="unpacks to"):
        text_of(renamed.getvalue(), "a.docx")


def test_nesting_deeper_than_the_stack_is_one_sentence():
    with pytest.raises(SourceError, match="nested too deep"):
        text("<w:p>" * 3_000 + "</w:p>" * 3_000)


def test_smart_tags_and_signs_of_a_font_are_read():
    body = f"<w:p>{run('办理')}<w:smartTag><w:r><w:t>12份</w:t></w:r></w:smartTag><w:r><w:sym w:font='Symbol' w:char='00B1'/></w:r></w:p>"
    private = "<w:p><w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:t>已办</w:t></w:r></w:p>"
    assert text_of(word_file(body + private), "a.docx").text == "办理12份\n\uf0fe已办\n"


def test_embedded_document_is_warned_of():
    document = read_source(
        word_batch(f"<w:p>{run('办理案件12件。')}</w:p><w:altChunk r:id='r9' xmlns:r='r'/>"), "a.docx"
    )
    assert [one.message for one in document.warnings if "嵌入" in one.message] == [
        "此处嵌入的另一份文件中的文字未读入,请另行导入"
    ]
