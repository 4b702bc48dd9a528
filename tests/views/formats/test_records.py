"""A record as a file: every field with the span that proves it, its text as the source writes it, and nothing that is not public."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from reform_cases.models import Case, SourceDocument
from reform_cases.views.formats.negotiation import RECORDS
from tests.factories import make_case, make_measure, make_outcome

pytestmark = pytest.mark.django_db
SLUG = "jcgg-2024-03"


@pytest.fixture
def shipped(db):
    call_command("loaddata", "regions", "jcgg-2024", verbosity=0)


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
