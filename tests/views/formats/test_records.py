"""A record as a file: every field with the span that proves it, its text as the source writes it, and nothing that is not public."""

from __future__ import annotations

import re
from datetime import date

import pytest

from reform_cases.models import Case, SourceDocument
from reform_cases.views.formats.negotiation import RECORDS
from tests.factories import make_case, make_collection, make_measure, make_outcome, make_region
from tests.public_schemas import faults_of_json
from tests.public_schemas.linked_data import faults_of_linked_data
from tests.shipped import load_shipped

pytestmark = pytest.mark.django_db
SLUG = "jcgg-2024-03"


@pytest.fixture
def shipped(db):
    load_shipped()


def spans(value, name=""):
    """Every text of a record's data with its spans."""
    if isinstance(value, dict):
        if "spans" in value and "text" in value:
            yield value["text"], value["spans"]
        for key, inner in value.items():
            if key in ("heading", "body") and value.get(f"{key}_spans"):
                yield inner, value[f"{key}_spans"]
            if key == "quote" and value.get("evidence"):
                yield inner, value["evidence"]["spans"]
            if key == "quote" and value.get("span"):
                yield inner, [value["span"]]
            yield from spans(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def test_every_value_of_a_record_stands_at_its_spans(client, shipped):
    looked_at = 0
    for case in Case.objects.published():
        data = client.get(f"/cases/{case.slug}.json").json()
        text = SourceDocument.objects.get(sha256=data["evidence"]["source_sha256"]).text
        found = list(spans(data))
        assert {said for said, at in found if "".join(text[s:e] for s, e in at) != said} == set()
        assert len(data["outcomes"]) == case.outcomes.count()
        looked_at += len(found)
    assert looked_at > 150


def test_measures_are_a_tree(client):
    case = make_case(number=1)
    above = make_measure(case, "m-1", label="一", heading="健全机制", order=1)
    make_measure(case, "m-1-1", label="(一)", heading="线索管理", body="统一登记。", parent=above, order=2)
    first = client.get("/cases/test-2024-01.json").json()["measures"]
    assert first == [
        {
            "anchor": "m-1",
            "url": "http://testserver/cases/test-2024-01/#m-1",
            "label": "一",
            "heading": "健全机制",
            "heading_spans": [],
            "body": "",
            "body_spans": [],
            "children": [
                {
                    "anchor": "m-1-1",
                    "url": "http://testserver/cases/test-2024-01/#m-1-1",
                    "label": "(一)",
                    "heading": "线索管理",
                    "heading_spans": [],
                    "body": "统一登记。",
                    "body_spans": [],
                    "children": [],
                }
            ],
        }
    ]


@pytest.mark.parametrize("suffix", ["md", "txt"])
def test_text_holds_all_of_the_record_as_written(client, shipped, suffix):
    for case in Case.objects.published():
        text = client.get(f"/cases/{case.slug}.{suffix}").text
        if suffix == "md":
            text = text.replace("\\", "")
        wanted = [
            case.title,
            case.background,
            case.significance,
            *case.measures.values_list("body", flat=True),
        ]
        wanted += [
            *case.sections.values_list("text", flat=True),
            *case.outcomes.values_list("quote", flat=True),
        ]
        lines = [line.strip() for one in wanted for line in one.splitlines()]
        assert [line for line in lines if line not in text] == []


def test_records_hold_by_public_schemas(client, shipped):
    for case in Case.objects.published():
        for cited in ("", "?cite=o-1", "?cite=m-1"):
            items = client.get(f"/cases/{case.slug}.csl.json{cited}").json()
            assert (len(items), faults_of_json("csl-data.json", items)) == (1, [])
        assert faults_of_linked_data(client.get(f"/cases/{case.slug}.jsonld").json()) == []


def test_markdown_of_a_record(client):
    case = make_case(number=1, title="改进*信访*", organ="某院", background="1. 第一段\n<b>第二段</b>")
    make_measure(case, label="一", heading="健全机制", body="统一登记。")
    make_outcome(case, review="单位不明", metric="办理|案件")
    page = client.get("/cases/test-2024-01/", headers={"accept": "text/markdown"})
    assert page["Content-Type"] == "text/markdown; charset=utf-8"
    assert page.text.split("## 来源与引用")[0].splitlines() == [
        "# 改进\\*信访\\*",
        "",
        "- 发布批次：测试事例(2024年)",
        "- 发布机关：最高人民检察院",
        "- 检察机关：某院",
        "- 网址：<http://testserver/cases/test-2024-01/>",
        "",
        "## 改革背景",
        "",
        "1\\. 第一段",
        "",
        "\\<b\\>第二段\\</b\\>",
        "",
        "## 改革举措",
        "",
        "### 一、健全机制",
        "",
        "统一登记。",
        "",
        "## 数字",
        "",
        "| 数字 | 指标 | 时期 | 基准 | 统计范围 | 说明 | 原文位置 |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        "| 12件 | 办理\\|案件 | 未写 | 不适用 | 按事例主体 | 待核：单位不明 | 没有原文 |",
        "",
    ]


@pytest.mark.parametrize("suffix", RECORDS)
@pytest.mark.parametrize(("state", "status"), [("draft", 404), ("review", 404), ("withdrawn", 410)])
def test_what_is_not_public_is_no_file(client, suffix, state, status):
    withdrawn = {"withdrawn_on": "2024-12-05", "withdrawal_reason": "secrecy"} if state == "withdrawn" else {}
    make_case(number=1, title="玄鹄", background="玄鹄", status=state, **withdrawn)
    response = client.get(f"/cases/test-2024-01.{suffix}")
    assert (response.status_code, "玄鹄" in response.content.decode()) == (status, False)


@pytest.mark.parametrize("suffix", RECORDS)
def test_a_merged_record_leads_to_the_same_file(client, suffix):
    whole = make_case(number=1)
    make_case(number=2, status="merged", merged_into=whole)
    response = client.get(f"/cases/test-2024-02.{suffix}")
    assert (response.status_code, response["Location"]) == (308, f"/cases/test-2024-01.{suffix}")


@pytest.mark.parametrize("suffix", RECORDS)
def test_file_is_unchanged_until_something_is_written(client, suffix):
    make_case(number=1)
    address = f"/cases/test-2024-01.{suffix}"
    again = {"if-none-match": client.get(address)["ETag"]}
    assert client.get(address, headers=again).status_code == 304
    make_case(number=2)
    assert client.get(address, headers=again).status_code == 200
    assert client.get(f"{address}?foo=1").json()["error"]["parameter"] == "foo"


def test_record_says_in_which_formats_it_is(client):
    make_case(number=1)
    page = client.get("/cases/test-2024-01/?q=x")
    assert (
        '<link rel="alternate" type="text/markdown" title="Markdown" href="/cases/test-2024-01.md">'
        in page.text
    )
    assert '</cases/test-2024-01.json>; rel="alternate"; type="application/json"' in page["Link"]
    assert client.get("/cases/test-2024-01.pdf").status_code == 404


def cited(client, suffix, query=""):
    batch = make_collection("b-2024", published_on=date(2024, 12, 5))
    case = make_case(number=1, collection=batch, title="改进 100% 信访_{甲}", keywords=("信访",))
    make_measure(case, heading="健全机制")
    make_outcome(case)
    return client.get(f"/cases/b-2024-01.{suffix}{query}")


def test_bibtex_of_a_number(client):
    text = cited(client, "bib", "?cite=o-1").text
    assert re.sub(r"urldate = \{[-0-9]{10}\}", "urldate = {}", text) == (
        "@misc{b-2024-01-o-1,\n"
        "  title = {{改进 100\\% 信访\\_\\{甲\\}：办理案件 12件}},\n"
        "  author = {{最高人民检察院}},\n"
        "  year = {2024},\n"
        "  date = {2024-12-05},\n"
        "  howpublished = {测试事例(2024年) 第1例},\n"
        "  url = {http://testserver/cases/b-2024-01/#o-1},\n"
        "  urldate = {},\n"
        "  note = {载于检察改革事例库},\n"
        "  langid = {chinese}\n"
        "}\n"
    )


def test_ris_of_a_measure(client):
    text = cited(client, "ris", "?cite=m-1").content.decode()
    assert re.sub(r"Y2  - [/0-9]{10}", "Y2  - ", text).split("\r\n") == [
        "TY  - ELEC",
        "TI  - 改进 100% 信访_{甲}：健全机制",
        "AU  - 最高人民检察院",
        "T2  - 测试事例(2024年) 第1例",
        "PY  - 2024",
        "DA  - 2024/12/05",
        "DP  - 检察改革事例库",
        "UR  - http://testserver/cases/b-2024-01/#m-1",
        "Y2  - ",
        "LA  - zh",
        "KW  - 信访",
        "ER  - ",
        "",
    ]


def test_csl_of_a_record(client):
    (item,) = cited(client, "csl.json").json()
    assert len(item.pop("accessed")["date-parts"][0]) == 3
    assert item == {
        "id": "b-2024-01",
        "type": "webpage",
        "title": "改进 100% 信访_{甲}",
        "author": [{"literal": "最高人民检察院"}],
        "container-title": "测试事例(2024年) 第1例",
        "issued": {"date-parts": [[2024, 12, 5]]},
        "archive": "检察改革事例库",
        "URL": "http://testserver/cases/b-2024-01/",
        "language": "zh-CN",
    }


@pytest.mark.parametrize("suffix", ["bib", "ris", "csl.json"])
def test_what_is_not_there_cannot_be_cited(client, suffix):
    response = cited(client, suffix, "?cite=o-9")
    assert (response.status_code, response.json()["error"]["value"]) == (400, "o-9")


def test_linked_data_of_a_record(client):
    make_region()
    case = make_case(
        number=1, title="改进信访", organ="浙江省人民检察院", region_id="330000", keywords=("信访",)
    )
    make_outcome(case)
    make_outcome(case, "o-2", review="单位不明")
    region = {
        "@type": "AdministrativeArea",
        "@id": "http://testserver/regions/330000/",
        "name": "浙江省",
        "identifier": "330000",
    }
    here = "http://testserver/cases/test-2024-01/"
    assert client.get("/cases/test-2024-01.jsonld").json() == {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": here,
        "url": here,
        "name": "改进信访",
        "inLanguage": "zh-Hans",
        "reportNumber": "test-2024-01",
        "publisher": {"@type": "GovernmentOrganization", "name": "最高人民检察院"},
        "about": {"@type": "GovernmentOrganization", "name": "浙江省人民检察院", "areaServed": region},
        "spatialCoverage": region,
        "keywords": [{"@type": "DefinedTerm", "name": "信访"}],
        "isPartOf": {
            "@type": "Collection",
            "@id": "http://testserver/collections/test-2024/",
            "name": "测试事例(2024年)",
        },
        "mentions": [
            {
                "@type": "Observation",
                "@id": f"{here}#o-1",
                "name": "办理案件",
                "description": "12件",
                "variableMeasured": "办理案件",
                "value": "12",
                "unitText": "件",
                "subjectOf": {"@type": "Quotation", "text": "共办理案件12件。"},
            }
        ],
    }
