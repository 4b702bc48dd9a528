"""`/mcp`: both ways of beginning, every tool, answers that are the source's characters, refusals that say why."""

from __future__ import annotations

import json
from inspect import getsource
from urllib.parse import parse_qsl

import pytest

from reform_cases.api import throttle, tool_calls, tools
from reform_cases.models import Measure, Outcome, SourceDocument
from tests.factories import make_case, make_outcome
from tests.shipped import load_shipped
from tests.views.formats.test_lists import QUERIES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_many_requests_as_it_takes(monkeypatch):
    monkeypatch.setattr(throttle, "LIMIT", 10**6)


def ask(client, method, **params):
    message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    return client.post("/mcp", message, content_type="application/json").json()


def quotes(data):
    """Every quote in an answer, wherever it stands."""
    if isinstance(data, dict):
        yield from data.get("quotes", [])
        for inner in data.values():
            yield from quotes(inner)
    elif isinstance(data, list):
        for inner in data:
            yield from quotes(inner)


def call(client, name, **arguments):
    return ask(client, "tools/call", name=name, arguments=arguments)["result"]


@pytest.mark.parametrize(
    ("asked", "answered"),
    [("2024-11-05", "2024-11-05"), ("2025-03-26", "2025-03-26"), ("2025-06-18", "2025-06-18"), ("1999-01-01", "2025-11-25")],
)  # fmt: skip
def test_handshake_agrees_on_a_version(client, asked, answered):
    result = ask(
        client, "initialize", protocolVersion=asked, capabilities={}, clientInfo={"name": "x", "version": "1"}
    )["result"]
    assert (result["protocolVersion"], list(result["capabilities"])) == (answered, ["tools"])
    told = client.post(
        "/mcp", {"jsonrpc": "2.0", "method": "notifications/initialized"}, content_type="application/json"
    )
    assert (told.status_code, told.content) == (202, b"")


def test_tools_are_listed_without_a_handshake(client):
    assert "2026-07-28" in ask(client, "server/discover")["result"]["supportedVersions"]
    listed = ask(client, "tools/list")["result"]["tools"]
    assert [one["name"] for one in listed] == ["search", "read", "check", "compare", "cite"]
    assert ask(client, "ping")["result"] == {"resultType": "complete"}


@pytest.mark.parametrize("revision", tools.VERSIONS)
def test_every_revision_lists_and_calls_every_tool(client, revision):
    """With the handshake where the revision has one, without where it has none; each call with what the revision wants."""
    for number in (1, 2):
        make_outcome(make_case(number=number, title="改进信访"), scope="全省", period="2024年")
    given = {
        "search": {"query": "信访"}, "read": {"case": "test-2024-01"}, "check": {"text": "共办理案件12件。"},
        "compare": {"numbers": ["test-2024-01#o-1", "test-2024-02#o-1"]}, "cite": {"case": "test-2024-01"},
    }  # fmt: skip
    headers = {"mcp-protocol-version": revision}

    def asked(method, **params):
        message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        return client.post("/mcp", message, content_type="application/json", headers=headers).json()["result"]

    if revision < "2026":
        shaken = asked(
            "initialize", protocolVersion=revision, capabilities={}, clientInfo={"name": "x", "version": "1"}
        )
        assert shaken["protocolVersion"] == revision
    names = [one["name"] for one in asked("tools/list")["tools"]]
    assert names == list(given)
    assert [asked("tools/call", name=name, arguments=given[name])["isError"] for name in names] == [False] * 5


def test_two_hundred_answers_are_the_characters_of_the_source(client):
    load_shipped()
    texts = dict(SourceDocument.objects.values_list("sha256", "text"))
    numbers, parts = (
        list(of.values_list("case__slug", "anchor").order_by("pk"))
        for of in (Outcome.objects.sure(), Measure.objects.exclude(heading=""))
    )
    sentences = Outcome.objects.order_by("pk").values_list("sentence", flat=True).distinct()[:15]
    script = [
        *((tool, {"case": slug, "anchor": anchor}) for slug, anchor in (numbers + parts)[:85] for tool in ("read", "cite")),
        *(("check", {"text": one}) for one in sentences),
        *(("search", {"query": one}) for one in ("信访", "监督", "检察", "公益诉讼", "数字", "案件", "机制", "未成年人", "线索", "办理", "执行", "平台",
            "社区矫正", "评查", "一体化")),
    ]  # fmt: skip
    assert len(script) == 200
    proved = {tool: 0 for tool, _given in script}
    for tool, given in script:
        said = call(client, tool, **given)
        data = said["structuredContent"]
        assert (said["isError"], json.loads(said["content"][0]["text"])) == (False, data)
        assert data["not_covered"]
        for one in quotes(data):
            text = texts[one["source_sha256"]]
            assert "".join(text[start:end] for start, end in one["spans"]) == one["quote"]
            proved[tool] += 1
        for sentence in data.get("sentences", []):
            for match in sentence["matches"]:
                start, end = match["source_span"]
                assert texts[data["sources"][0]["quotes"][0]["source_sha256"]][start:end] == match["text"]
                proved[tool] += 1
    assert {tool: count > 10 for tool, count in proved.items()} == dict.fromkeys(proved, True)


def test_search_finds_what_the_page_lists_in_its_order(client):
    """Thirty questions; those of `QUERIES` that a tool can be asked, and each with a place, a year, a keyword."""
    load_shipped()
    asked = [dict(parse_qsl(query)) for query in QUERIES]
    words = list(dict.fromkeys(one["q"] for one in asked if "q" in one))
    narrower = [{}, {"region": "410000"}, {"year": "2024"}, {"keyword": "数字检察"}]
    questions = [{"q": word, **more} for more in narrower for word in words][:36]
    assert len(questions) >= 30
    found = {}
    for question in questions:
        given = {"query" if name == "q" else name: value for name, value in question.items()}
        said = call(client, "search", **given)["structuredContent"]
        listed = client.get("/cases.json", query_params={**question, "page_size": "10"}).json()
        shown = (listed["total"], [row["slug"] for row in listed["results"]])
        if (said["total"], [one["case"] for one in said["results"]]) != shown:
            found[str(question)] = (shown, said["results"])
    assert found == {}


def test_search_read_and_check(client):
    load_shipped()
    found = call(client, "search", query="信访", region="330000")["structuredContent"]
    page = client.get("/cases.json?q=信访&region=330000").json()
    assert [one["case"] for one in found["results"]] == [row["slug"] for row in page["results"]]
    whole = call(client, "read", case="jcgg-2024-01")["structuredContent"]
    assert "o-1" in whole["anchors"]
    sentence = client.get("/api/v1/outcomes?page_size=1").json()["results"][0]["sentence"]
    checked = call(client, "check", text=sentence)["structuredContent"]
    assert [one["verdict"] for one in checked["sentences"]] == ["exact"]
    assert checked["sources"][0]["quotes"][0]["source_sha256"] in SourceDocument.objects.values_list(
        "sha256", flat=True
    )


def test_false_comparison_is_refused_with_the_reason(client):
    same = {"metric": "办理案件", "unit": "件", "scope": "全省", "period": "2024年"}
    for number in (1, 2, 3):
        make_outcome(make_case(number=number), **(same | ({"unit": "人"} if number == 3 else {})))
    refused = call(client, "compare", numbers=["test-2024-01#o-1", "test-2024-03#o-1"])
    assert refused["isError"] is True
    assert refused["structuredContent"]["refused"].startswith("不可直接比较：单位不同")
    may = call(client, "compare", numbers=["test-2024-01#o-1", "test-2024-02#o-1"])
    assert (may["isError"], len(may["structuredContent"]["numbers"])) == (False, 2)


def test_what_is_not_public_is_nowhere(client):
    case = make_case(number=1, title="玄鹄", status="draft")
    make_outcome(case)
    make_case(number=2)
    for tool, given in (
        ("read", {"case": "test-2024-01"}), ("cite", {"case": "test-2024-01", "anchor": "o-1"}), ("search", {"query": "玄鹄"}),
        ("compare", {"numbers": ["test-2024-01#o-1", "test-2024-02#o-1"]}), ("check", {"text": "玄鹄办理案件12件。"}),
    ):  # fmt: skip
        said = call(client, tool, **given)
        text = (
            said["content"][0]["text"]
            .replace("含“玄鹄”", "")
            .replace('"text": "玄鹄办', "")
            .replace("玄鹄办理案件12件。", "")
        )
        assert "玄鹄" not in text


@pytest.mark.parametrize(
    ("body", "code"),
    [("{", -32700), ("[]", -32600), ("1", -32600), ('{"jsonrpc":"2.0","id":1,"method":"none"}', -32601), ('{"id":1,"method":"ping"}', -32600),
     ('{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}', -32602), ('{"jsonrpc":"2.0","id":[],"method":"ping"}', -32600),
     ('{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"none"}}', -32602),
     ('{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"read","arguments":{"case":"a\\u0000"}}}', -32602),
     ('{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"read","arguments":{}}}', -32602),
     ('{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"compare","arguments":{"numbers":"x"}}}', -32602)],
)  # fmt: skip
def test_what_cannot_be_answered(client, body, code):
    answer = client.post("/mcp", body, content_type="application/json").json()
    assert answer["error"]["code"] == code


def test_several_at_once_and_other_methods(client):
    both = [{"jsonrpc": "2.0", "id": n, "method": "ping"} for n in (1, 2)] + [
        {"jsonrpc": "2.0", "method": "notifications/x"}
    ]
    assert [one["id"] for one in client.post("/mcp", both, content_type="application/json").json()] == [1, 2]
    assert client.get("/mcp").status_code == 405
    wrong = client.post("/mcp", {}, content_type="application/json", headers={"mcp-protocol-version": "1"})
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (400, -32022)
    assert "2026-07-28" in wrong.json()["error"]["data"]["supported"]


def test_view_is_at_most_250_lines():
    lines = [line for module in (tools, tool_calls) for line in getsource(module).splitlines()]
    assert len(lines) <= 250
