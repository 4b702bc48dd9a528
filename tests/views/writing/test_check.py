from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.shipped import load_shipped

pytestmark = pytest.mark.django_db
GIVEN = "2024年以来,省检察院异地交办案件占交办总量的75.46%。我们还造了一句。"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_file(text):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>',
        )
    return SimpleUploadedFile("draft.docx", made.getvalue())


def test_the_form_asks_for_a_text(client):
    response = client.get("/check/")
    assert (response.status_code, response["Cache-Control"].split(",")[0]) == (200, "max-age=0")
    assert '<textarea name="text"' in response.content.decode()


def test_sentences_are_shown_with_their_verdicts(client):
    load_shipped()
    page = client.post("/check/", {"text": GIVEN}).content.decode()
    assert [page.count(label) for label in ('verdict">有出入', 'verdict">查无此句', 'verdict">原文一致')] == [
        1,
        1,
        0,
    ]
    assert "写作“75.46”，原文“65.46”" in page
    assert "查了 6 件公开事例、1 份来源文献" in page


def test_the_passage_it_leads_to_is_marked_on_the_page_of_the_source(client):
    load_shipped()
    found = client.post("/check/", {"text": GIVEN}).context["report"].sentences[0].matches[0]
    address, anchor = found.source_url.split("#")
    assert f'id="{anchor}"' in client.get(address).content.decode()


def test_what_was_borrowed_is_the_second_view(client):
    load_shipped()
    page = client.post("/check/", {"text": GIVEN, "as": "borrowed"}).content.decode()
    assert "留着别处的地名和数字</b>：2024年" in page
    assert "没有 16 字以上" in client.post("/check/", {"text": "没有。", "as": "borrowed"}).content.decode()


@pytest.mark.parametrize(
    "file", [word_file(GIVEN), SimpleUploadedFile("draft.txt", GIVEN.encode("gb18030"))], ids=["docx", "txt"]
)
def test_a_file_goes_before_what_was_pasted(client, file):
    file.seek(0)
    report = client.post("/check/", {"text": "别的。", "file": file}).context["report"]
    assert [one.sentence.text for one in report.sentences] == [
        "2024年以来,省检察院异地交办案件占交办总量的75.46%。",
        "我们还造了一句。",
    ]


@pytest.mark.parametrize(
    ("sent", "status", "reason"),
    [
        ({"text": " "}, 400, "没有文字可以核对。"),
        ({"text": "甲" * 20_001}, 413, "文字太长，最多 20000 字。"),
        ({"file": ("draft.pdf", b"%PDF-")}, 400, "只能读 .docx 和 .txt 文件。"),
        ({"file": ("draft.docx", b"PK broken")}, 400, "这个文件读不出文字。"),
        ({"file": ("draft.txt", "甲".encode() * 200_000)}, 413, "文字太长，最多 20000 字。"),
    ],
)
def test_what_cannot_be_taken_is_said_on_the_form(client, sent, status, reason):
    if "file" in sent:
        sent = {"file": SimpleUploadedFile(*sent["file"])}
    response = client.post("/check/", sent)
    assert (response.status_code, reason in response.content.decode()) == (status, True)


def test_a_page_without_its_token_is_refused(db):
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post("/check/", {"text": "甲。"}).status_code == 403
