"""Word documents in the form of an official one (GB/T 9704—2012): A4, 22 lines of 28 characters, sizes and faces by the level of a heading.

The same content gives the same bytes: nothing in the file says when it was made.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reform_cases.exports.record import RecordFile
from reform_cases.exports.texts import facts_said, number_heads, number_said, source_said

# 版心 156 mm × 225 mm on A4: the margins that leave it.
_TOP, _LEFT, _WIDTH, _HEIGHT = Mm(37), Mm(28), Mm(156), Mm(225)
LINES, CHARACTERS = 22, 28
# A point is 20 twips; what a line and a character take.
_LINE = int(_HEIGHT.pt / LINES * 20)
_BODY = 16.0
_CHARACTER = round((_WIDTH.pt / CHARACTERS - _BODY) * 4096)
# Face and size by the level of a heading: 小标宋二号, then 黑体, 楷体 and 仿宋 三号.
_TITLE = ("方正小标宋简体", 22.0)
_FACES = {0: "仿宋", 1: "黑体", 2: "楷体", 3: "仿宋"}
# No document is older in the eyes of ZIP.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def as_word(file: RecordFile) -> bytes:
    """Return the record as a Word document."""
    document = official_document(str(file.case.title))
    for label, said in facts_said(file):
        paragraph(document, f"{label}：{said}")
    paragraph(document, f"{_('网址')}：{file.url}")
    for block in file.blocks():
        paragraph(document, block.text, block.level)
    if file.numbers:
        paragraph(document, _("数字"), 1)
        table(document, number_heads(), [number_said(row) for row in file.numbers])
    paragraph(document, _("来源与引用"), 1)
    for said in source_said(file):
        paragraph(document, said)
    return packed(document)


def official_document(title: str) -> Any:
    """Return a document with its title, the page laid out, page numbers at its foot."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin = _TOP, _LEFT
    section.right_margin = Mm(210 - 28 - 156)
    section.bottom_margin = Mm(297 - 37 - 225)
    section.footer_distance = Mm(28)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(
        _element("w:docGrid", type="linesAndChars", linePitch=str(_LINE), charSpace=str(_CHARACTER))
    )
    normal = document.styles["Normal"]
    _set_face(normal, _FACES[0], _BODY)
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    _numbered(section.footer.paragraphs[0])
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, _("检察改革事例库"), "zh-CN"
    properties.created = properties.modified = datetime(*_NO_TIME)  # noqa: DTZ001  # a format without zones
    properties.comments = ""
    heading = document.add_paragraph(style="Title")
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _without_border(document.styles["Title"])
    _set_face(document.styles["Title"], *_TITLE)
    heading.paragraph_format.space_after = Pt(_LINE / 20)
    heading.add_run(title)
    return document


def paragraph(document: Any, text: str, level: int = 0) -> Any:
    """Add a paragraph, or a heading of `level`, and return it."""
    level = min(level, 3)
    made = document.add_paragraph(style=f"Heading {level}" if level else None)
    _set_face(made.style if level else document.styles["Normal"], _FACES[level], _BODY)
    made.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    made.paragraph_format.line_spacing = Pt(_LINE / 20)
    made.paragraph_format.space_before = made.paragraph_format.space_after = Pt(0)
    made.paragraph_format.first_line_indent = Pt(2 * _BODY)
    if not level:
        made.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    made.add_run(text)
    return made


def table(document: Any, heads: list[str], rows: list[list[str]]) -> Any:
    """Add a table in smaller type, its head repeated on each page, and return it."""
    made = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    for cell, head in zip(made.rows[0].cells, heads, strict=True):
        _small(cell, head)
    made.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    for row in rows:
        for cell, said in zip(made.add_row().cells, row, strict=True):
            _small(cell, said)
    return made


def packed(document: Any) -> bytes:
    """Return the file, with no time in it."""
    written, made = io.BytesIO(), io.BytesIO()
    document.save(written)
    with ZipFile(written) as before, ZipFile(made, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(ZipInfo(name, _NO_TIME), before.read(name), ZIP_DEFLATED)
    return made.getvalue()


def _set_face(style: Any, face: str, size: float) -> None:
    style.font.name, style.font.size = "Times New Roman", Pt(size)
    style.font.bold, style.font.italic, style.font.color.rgb = None, None, None
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for script in ("eastAsia", "hAnsi", "ascii"):
        fonts.set(qn(f"w:{script}"), face if script == "eastAsia" else "Times New Roman")


def _small(cell: Any, text: str) -> None:
    run = cell.paragraphs[0].add_run(text)
    run.font.size = Pt(10.5)


def _element(name: str, **attributes: str) -> Any:
    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made


def _numbered(foot: Any) -> None:
    """— 1 — in the middle of the foot, 四号."""
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in ("— ", "PAGE", " —"):
        run = foot.add_run("" if text == "PAGE" else text)
        run.font.size = Pt(14)
        if text == "PAGE":
            for kind in ("begin", "", "end"):
                if kind:
                    run._r.append(_element("w:fldChar", fldCharType=kind))
                else:
                    field = _element("w:instrText")
                    field.text = "PAGE"
                    run._r.append(field)


def _without_border(style: Any) -> None:
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
