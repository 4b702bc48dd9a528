"""A file in a format that is not read is refused by its bytes, whatever its name is."""

from __future__ import annotations

import io
import zipfile

import pytest

from reform_cases.sourcetext.document import SourceError
from reform_cases.sourcetext.files.convert import text_of
from tests.sourcetext.papers import word_file, word_paragraph


def archive(*names):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as opened:
        for name in names:
            opened.writestr(name, "x")
    return data.getvalue()


PAGE = "<p>办理案件120件。</p></html>"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.rtf", b"{\\rtf1\\ansi ...}", "this is a rich text file (.rtf): save its text as .docx or .txt"),
        ("a.docx", b"{\\rtf1\\ansi ...}", "this is a rich text file (.rtf): save its text as .docx or .txt"),
        ("a.doc", f"<html>{PAGE}".encode(), "this is a web page: its name must end in .html"),
        ("a.txt", f"\ufeff\n<!DOCTYPE html><html>{PAGE}".encode(), "this is a web page: its name must end in .html"),
        ("a.docx", f"<?xml version='1.0'?><html xmlns='x'>{PAGE}".encode(), "this is a web page: its name must end in .html"),
        ("a.xml", b"<?xml version='1.0'?>\n<?mso-application progid='Word.Document'?>", "this is a Word file saved as XML: save it as .docx"),
        ("a.mht", f"From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n{PAGE}".encode(), "this is an archived web page (.mht, .mhtml) or a mail: save the page as .html"),
        ("a.html", b"\x89PNG\r\n\x1a\n", "this is a picture: only files with text can be read"),
        ("a.txt", b"\x1f\x8b\x08", "this is a compressed file (gzip): unpack it"),
        ("a.docx", archive("xl/workbook.xml"), "this is an Excel workbook: save its text as .docx or .txt"),
        ("a.txt", archive("OFD.xml"), "this is an OFD file: save its text as .docx or .txt"),
        ("a.txt", word_file(word_paragraph("甲")), "this is a Word file: its name must end in .docx"),
        ("a.zip", archive("a.txt"), "this is a ZIP archive: unpack it (if it is a Word file, its name must end in .docx)"),
        ("a.zip", b"PK\x03\x04", "this is a ZIP archive: unpack it (if it is a Word file, its name must end in .docx)"),
    ],
)  # fmt: skip
def test_other_format_is_named_with_what_to_do(name, data, sentence):
    with pytest.raises(SourceError) as caught:
        text_of(data, name)
    assert str(caught.value) == sentence


def test_word_file_with_a_password():
    data = bytearray(word_file(word_paragraph("甲")))
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        start = opened.start_dir
    data[start + 8] |= 1  # the flag of encryption in the directory of the archive
    with pytest.raises(SourceError, match="protected by a password: save it without one"):
        text_of(bytes(data), "a.docx")


def test_markdown_that_holds_some_html_is_no_page():
    assert text_of("<div>甲</div>".encode(), "a.md").text == "<div>甲</div>"
