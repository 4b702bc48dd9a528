"""`/mcp` asked over HTTP by the official SDK: the revision that asks each time and the handshake before it, every tool."""

from __future__ import annotations

import asyncio
import json

import pytest
from mcp import Client

from reform_cases.models import SourceDocument
from tests.api.test_tools import quotes
from tests.factories import make_case, make_evidence, make_measure, make_outcome, make_source

pytestmark = pytest.mark.django_db(transaction=True)
SENTENCE = "全省办理案件12件。"
SAME = {"metric": "办理案件", "unit": "件", "scope": "全省", "period": "2024年", "sentence": SENTENCE}
CALLS = {
    "search": {"query": "信访"},
    "read": {"case": "test-2024-01", "anchor": "m-1"},
    "check": {"text": SENTENCE},
    "compare": {"numbers": ["test-2024-01#o-1", "test-2024-02#o-1"]},
    "cite": {"case": "test-2024-01", "anchor": "o-1"},
}


@pytest.fixture
def address(live_server, transactional_db):
    """Where assistants ask about two cases, each with a measure and a number that its source proves."""
    for number, name in ((1, "甲"), (2, "乙")):
        source = make_source(f"改进信访{name}\n健全机制\n{SENTENCE}")
        case = make_case(number=number, title=f"改进信访{name}", source=source)
        measure = make_measure(case, heading="健全机制", body=SENTENCE)
        outcome = make_outcome(case, quote="12件", **SAME)
        make_evidence(case, source, case.title, field="title", key="title")
        make_evidence(case, source, "健全机制", field="heading", key="m-1.heading", measure=measure)
        make_evidence(case, source, "12件", field="quote", key="o-1.quote", outcome=outcome)
    return f"{live_server.url}/mcp"


async def ask(address, mode):
    """The revision agreed on, the tools as listed, and what each answers to its call."""
    async with Client(address, mode=mode, cache=None) as client:
        listed = (await client.list_tools()).tools
        answers = {one.name: await client.call_tool(one.name, CALLS[one.name]) for one in listed}
        refused = await client.call_tool("read", {"case": "none"})
        return client.protocol_version, listed, answers, refused


@pytest.mark.parametrize(("mode", "revision"), [("auto", "2026-07-28"), ("legacy", "2025-11-25")])
def test_sdk_lists_and_calls_every_tool(address, mode, revision):
    agreed, listed, answers, refused = asyncio.run(ask(address, mode))
    texts = dict(SourceDocument.objects.values_list("sha256", "text"))
    assert (agreed, [one.name for one in listed]) == (revision, list(CALLS))
    assert refused.is_error
    found = {name: list(quotes(one.structured_content)) for name, one in answers.items()}
    assert {name: len(one) for name, one in found.items()} == {
        "search": 2, "read": 1, "check": 2, "compare": 2, "cite": 1
    }  # fmt: skip
    for name, answer in answers.items():
        assert (name, answer.is_error, json.loads(answer.content[0].text)) == (
            name,
            False,
            answer.structured_content,
        )
        for one in found[name]:
            text = texts[one["source_sha256"]]
            assert "".join(text[start:end] for start, end in one["spans"]) == one["quote"]
