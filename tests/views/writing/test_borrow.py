from __future__ import annotations

import pytest

from tests.factories import make_case, make_measure
from tests.shipped import load_shipped

pytestmark = pytest.mark.django_db
SHEET = "/cases/jcgg-2024-03/borrow/m-1-3/"


def test_what_is_tied_to_its_place_is_blank_with_the_words_behind(client):
    load_shipped()
    response = client.get(SHEET)
    sheet = response.context["sheet"]
    assert dict(sheet.tied) == {
        "文件": ["《关于做好“检警+”应用推广使用工作的通知》"],
        "机关": ["柯城区人民检察院", "浙江省人民检察院", "省公安厅"],
        "地名": ["衢州市"],
        "名称": ["“检警+”"],
        "数字和日期": [
            "2022年5月",
            "2023年8月",
            "2022年10月",
            "2021年",
            "70.1%",
            "2024年",
            "83.2%",
            "13个百分点",
        ],
    }
    page = response.content.decode()
    assert '<span class="blank">＿＿＿＿<small>〔机关：柯城区人民检察院〕</small></span>' in page
    assert "<b>13个百分点</b>；指标：案件批捕率" in page
    assert "GB/T 7714—2025" in page


def test_the_text_is_otherwise_unchanged(client):
    load_shipped()
    (part,) = client.get(SHEET).context["sheet"].parts
    record = client.get("/cases/jcgg-2024-03.json").json()
    bodies = {one["anchor"]: one["body"] for top in record["measures"] for one in [top, *top["children"]]}
    assert "".join(piece.text for piece in part.pieces) == bodies["m-1-3"]


def test_a_measure_brings_those_below_it(client):
    load_shipped()
    sheet = client.get("/cases/jcgg-2024-02/borrow/m-2/").context["sheet"]
    assert [part.anchor for part in sheet.parts] == ["m-2", "m-2-1", "m-2-2", "m-2-3"]


def test_the_same_as_markdown(client):
    load_shipped()
    response = client.get("/cases/jcgg-2024-03/borrow/m-1-3.md")
    text = response.content.decode()
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert text.startswith("# 借鉴单：优化侦诉互动协同体系,有效破解“落地难”\n")
    assert "＿＿＿＿〔机关：柯城区人民检察院〕与公安机关" in text
    assert "| 13个百分点 | 案件批捕率 |" in text


@pytest.mark.parametrize(
    "address",
    ["/cases/test-2024-01/borrow/m-9/", "/cases/test-2024-01/borrow/m-1.pdf", "/cases/none/borrow/m-1/"],
)
def test_what_is_not_there_is_not_found(client, address):
    make_measure(make_case(number=1))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("suffix", ["/", ".md"])
def test_a_withdrawn_record_is_gone(client, suffix):
    from datetime import date

    case = make_case(number=1, status="withdrawn", withdrawn_on=date(2024, 12, 5), withdrawal_reason="error")
    make_measure(case)
    assert client.get(f"/cases/{case.slug}/borrow/m-1{suffix}").status_code == 410


def test_the_record_leads_to_it(client):
    load_shipped()
    assert f'href="{SHEET}"' in client.get("/cases/jcgg-2024-03/").content.decode()
