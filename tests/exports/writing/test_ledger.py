from __future__ import annotations

import io

import pytest
from docx import Document

from tests.shipped import load_shipped

pytestmark = pytest.mark.django_db
GIVEN = "2024年以来,省检察院异地交办案件占交办总量的75.46%。我们还造了一句。"


def test_the_ledger_backs_each_sentence(client):
    load_shipped()
    response = client.post("/check/", {"text": GIVEN, "as": "docx"})
    document = Document(io.BytesIO(response.content))
    assert response["Content-Disposition"] == 'attachment; filename="ledger.docx"'
    assert f"{GIVEN[:31]}[1]我们还造了一句。[2]" in [one.text for one in document.paragraphs]
    heads, first, second = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert heads == ["号", "句", "结果", "出处", "口径", "链接"]
    assert first == [
        "1",
        GIVEN[:31],
        "有出入\n数字：写作“75.46”，原文“65.46”",
        f"辽宁省检察机关构建一体化检察侦查格局，原文第 2830 至 2861 字符：{GIVEN[:31].replace('75', '65')}",
        "65.46%：异地交办案件占交办总量的比例；2024年以来；辽宁省人民检察院",
        "http://testserver/cases/jcgg-2024-02/#m-2-1",
    ]
    assert second == ["2", "我们还造了一句。", "查无此句", "—", "—", "—"]


def test_the_same_check_gives_the_same_bytes(client):
    load_shipped()
    one, other = (client.post("/check/", {"text": GIVEN, "as": "docx"}).content for _time in range(2))
    assert one == other


def test_a_measure_to_borrow_as_a_document(client):
    load_shipped()
    response = client.get("/cases/jcgg-2024-03/borrow/m-1-3.docx")
    document = Document(io.BytesIO(response.content))
    texts = [one.text for one in document.paragraphs]
    assert texts[0] == "借鉴单：优化侦诉互动协同体系,有效破解“落地难”"
    assert any("＿＿＿＿〔机关：柯城区人民检察院〕与公安机关" in text for text in texts)
    assert document.tables[0].rows[1].cells[1].text == "案件批捕率"
