"""A record as a Word document: what the record says, in the form of an official document, the same bytes each time."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Length

from tests.factories import make_case, make_measure, make_outcome
from tests.shipped import load_shipped

pytestmark = pytest.mark.django_db


def taken(client, slug):
    response = client.get(f"/cases/{slug}.docx")
    assert response.status_code == 200
    return response.content


def test_document_says_what_the_text_says(client):
    load_shipped()
    slugs = [f"jcgg-2024-{number:02d}" for number in range(1, 7)]
    for slug in slugs:
        document = Document(io.BytesIO(taken(client, slug)))
        said = "".join(one.text for one in document.paragraphs)
        record = client.get(f"/cases/{slug}.json").json()
        texts = [record[name]["text"] for name in ("background", "significance") if record[name]]
        texts += [node["body"] for node in record["measures"]] + [
            node["heading"] for node in record["measures"]
        ]
        assert [one for text in texts for one in text.split() if one not in said] == []
        assert [row.cells[0].text for row in document.tables[0].rows][1:] == [
            one["quote"] for one in record["outcomes"]
        ]


def test_page_has_twenty_two_lines_of_twenty_eight_characters(client):
    case = make_case(number=1, title="改进信访", background="背景。")
    above = make_measure(case, heading="健全机制", label="一、")
    make_measure(case, "m-1-1", heading="分项", label="（一）", parent=above, order=1)
    make_outcome(case)
    document = Document(io.BytesIO(taken(client, case.slug)))
    section = document.sections[0]
    width = Length(section.page_width - section.left_margin - section.right_margin)
    height = Length(section.page_height - section.top_margin - section.bottom_margin)
    assert (
        round(width.mm),
        round(height.mm),
        round(section.top_margin.mm),
        round(section.left_margin.mm),
    ) == (156, 225, 37, 28)
    grid = section._sectPr.find(qn("w:docGrid"))
    line, character = (int(grid.get(qn(f"w:{name}"))) for name in ("linePitch", "charSpace"))
    assert (height.pt // (line / 20), int(width.pt / (16 + character / 4096) + 0.01)) == (22, 28)
    faces = {
        one.style.name: (one.style.font.size.pt, one.style.element.rPr.rFonts.get(qn("w:eastAsia")))
        for one in document.paragraphs
    }
    assert faces == {
        "Title": (22, "方正小标宋简体"), "Heading 1": (16, "黑体"), "Heading 2": (16, "楷体"), "Heading 3": (16, "仿宋"),
        "Normal": (16, "仿宋"),
    }  # fmt: skip
    assert {one.paragraph_format.line_spacing.pt for one in document.paragraphs[1:]} == {line / 20}
    assert section.footer.paragraphs[0].text == "—  —"


def test_same_record_gives_the_same_bytes(client):
    case = make_case(number=1)
    first = taken(client, case.slug)
    client.get("/cases/")
    assert taken(client, case.slug) == first
    with ZipFile(io.BytesIO(first)) as parts:
        assert {one.date_time[0] for one in parts.infolist()} == {1980}
        assert b"python-docx" not in b"".join(parts.read(name) for name in parts.namelist())
