"""Word files, web pages and Markdown come out as the text they show; the shipped cases the same from every format."""

from __future__ import annotations

import hashlib
from html import escape

import pytest

from reform_cases.sourcetext.document import SourceError
from reform_cases.sourcetext.files import convert, word
from reform_cases.sourcetext.files.convert import text_of
from reform_cases.sourcetext.read import read_source
from tests.sourcetext.papers import web_page, word_file, word_paragraph
from tests.sourcetext.shipped import shipped_document, shipped_text

LINES = shipped_text().splitlines()


def is_heading(line):
    return line.startswith(("事例", "【", "一、", "二、", "三、", "四、"))


def as_word(line):
    return word_paragraph(line, bold=is_heading(line))


def as_html(line):
    text = escape(line, quote=False)
    if line.startswith("事例"):
        return f"<h2>{text}</h2>"
    if line.startswith("【"):
        return f"<h3>{text.strip('【】')}</h3>"
    return f"<p><b>{text}</b></p>" if is_heading(line) else f"<p>{text}</p>"


def as_markdown(line):
    return f"## {line}" if line.startswith("事例") else f"**{line}**" if is_heading(line) else line


WORD = word_file("".join(map(as_word, LINES)))
BREAKS = "<br>\n".join("　　" + escape(line, quote=False) for line in LINES)
FORMATS = [
    ("plain.docx", word_file("".join(map(word_paragraph, LINES))), convert.WORD, "utf-8"),
    ("bold.docx", WORD, convert.WORD, "utf-8"),
    ("utf-8.html", web_page("".join(map(as_html, LINES))).encode(), "text/html", "utf-8"),
    ("gb2312.HTM", web_page(f"<div>{BREAKS}</div>", "gb2312").encode("gb18030"), "text/html", "gb18030"),
    ("utf-16.html", web_page(f"<div>{BREAKS}</div>", "utf-16").encode("utf-16"), "text/html", "utf-16"),
    ("headings.md", "\n\n".join(map(as_markdown, LINES)).encode(), "text/markdown", "utf-8"),
]


def outline(measures):
    return [
        (one.label, one.heading.text, one.body.text if one.body else "", outline(one.children))
        for one in measures
    ]


def content(document):
    return [
        (
            case.number, case.title.text, case.organ, case.region, [word.text for word in case.keywords],
            outline(case.measures), case.background.text, case.significance.text,
            [(one.quote, one.metric, one.value, one.unit) for one in case.outcomes],
        )
        for case in document.cases
    ]  # fmt: skip


def without_spans(document):
    return [
        (number, title, organ.text if organ else "", *rest)
        for number, title, organ, *rest in content(document)
    ]


@pytest.mark.parametrize(("name", "data", "media_type", "encoding"), FORMATS)
def test_shipped_cases_are_the_same_from_every_format(name, data, media_type, encoding):
    document = read_source(data, name)
    assert without_spans(document) == without_spans(shipped_document())
    assert (document.media_type, document.encoding, document.unplaced()) == (media_type, encoding, [])
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert [one for one in ("脚本", "页面标题", "首页", "版权所有", "频道") if one in document.text] == []


def test_plain_text_and_markdown_are_taken_as_they_are():
    data = "\ufeff# 甲\r\n\r\n**乙**  \r\n".encode()
    for name in ("a.txt", "a.md", "a", ""):
        assert text_of(data, name).text == data.decode()


def test_big5_page_that_says_so():
    decoded = text_of("<meta charset=big5><p>檢察機關</p>".encode("big5"), "a.html")
    assert (decoded.text, decoded.encoding) == ("檢察機關\n", "big5")


def test_page_saved_as_utf_8_though_it_says_otherwise():
    assert text_of(web_page("<p>检察机关</p>", "big5").encode(), "a.html").encoding == "utf-8"


def test_word_file_keeps_what_is_seen():
    row = "".join(f"<w:tc>{word_paragraph(text)}</w:tc>" for text in ("北京", "3件"))
    inserted = "<w:p><w:r><w:t>甲</w:t></w:r><w:ins><w:r><w:t>乙</w:t></w:r></w:ins><w:del><w:r><w:delText>丙</w:delText></w:r></w:del></w:p>"
    broken = "<w:p><w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r></w:p>"
    body = f"{inserted}<w:tbl><w:tr>{row}</w:tr><w:tr>{row}</w:tr></w:tbl>{broken}{word_paragraph('【栏】', bold=True)}"
    assert text_of(word_file(body), "a.docx").text == "甲乙\n北京\t3件\n北京\t3件\n上\n下\n【栏】\n"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", b"", "the source is empty: it has no bytes at all"),
        ("a.docx", b"text", "the Word file is damaged: File is not a zip file"),
        ("a.docx", WORD[:-400], "the Word file is damaged: "),
        ("a.docx", WORD[:900] + bytes(50) + WORD[950:], "the Word file is damaged: "),
        ("a.docx", word_file("<w:p>"), "the Word file is damaged: mismatched tag"),
        ("a.docx", word_file("", {"word/x.xml": "<!DOCTYPE a []>"}), "word/x.xml declares a document type"),
        ("a.docx", word_file(""), "the source is empty: it holds nothing but white space"),
        ("a.docx", b"\xd0\xcf\x11\xe0old", "save it as .docx without a password"),
        ("a.doc", b"\xd0\xcf\x11\xe0old", "save it as .docx without a password"),
        ("a.txt", WORD, "its name must end in .docx"),
        ("a.txt", b"%PDF-1.7", "this is a PDF file"),
        ("a.html", b"", "the source is empty: it has no bytes at all"),
        ("a.html", b"<html><script>1</script>", "the source is empty: it holds nothing but white space"),
        ("a.html", "<p>检察机关检察机关\udcff".encode(errors="surrogateescape"), "is not valid UTF-8"),
        ("a.html", b"<meta charset=big5><p>\xa4\xa4\xff\xff", "is not valid Big5, which the page declares"),
        ("a.html", b"<p>\0</p>", "NUL"),
    ],
)
def test_file_that_cannot_be_converted_is_one_sentence(name, data, reason):
    with pytest.raises(SourceError) as caught:
        text_of(data, name)
    assert (reason in str(caught.value), "\n" in str(caught.value)) == (True, False), str(caught.value)


def test_word_file_that_unpacks_to_too_much(monkeypatch):
    bomb = word_file(" " * 1_000_000)
    monkeypatch.setattr(word, "MOST_XML", 1_000_000)
    with pytest.raises(
        SourceError, match=r"unpacks to \d{7} bytes of XML, more than the 1000000 that are read"
    ):
        text_of(bomb, "a.docx")
    assert len(bomb) < 5_000


def test_page_of_more_tags_than_are_read(monkeypatch):
    monkeypatch.setattr(convert, "MOST_TAGS", 3)
    assert text_of(b"<p><b>a</b>", "a.html").text == "**a**\n"
    with pytest.raises(SourceError, match="the page has more than 3 tags"):
        text_of(b"<p><b>a</b><br>", "a.html")
