"""Five hundred hostile requests: none is an error of the site, none comes back as it was sent."""

from __future__ import annotations

from itertools import cycle
from urllib.parse import quote

import pytest
from django.test import Client

from reform_cases.api import throttle
from tests.catalogue.samples import make_batch

pytestmark = pytest.mark.django_db
SCRIPT = "'\"><script>alert(1)</script>"
VALUES = (
    "\x00", "%", SCRIPT, "９", "-1", "99999999999999999999", "١٢", "长" * 3_000, "../..", "[]", "{}", "null", "＂",
    "\u202e信访", "1e400", "NaN", " ", "💥", "' OR 1=1 --", "%s", "{{7*7}}", "\r\nSet-Cookie: a=b",
)  # fmt: skip
PARAMETERS = (
    "q", "region", "keyword", "function", "level", "collection", "year", "order", "page", "page_size", "instrument", "series",
    "since", "fields", "cursor", "unit", "kind", "direction", "status", "cite", "case", "at", "part", "verb", "identifier",
    "resumptionToken", "from", "set", "metadataPrefix", "none",
)  # fmt: skip
RECORD = "/cases/sample-2024-01"
ADDRESSES = (
    "/", "/cases/", "/cases.json", "/cases.csv", "/cases.atom", "/outcomes/", "/outcomes.jsonl", "/compare/", "/keywords/",
    "/reading-list/", "/reading-list.txt", "/reading-list.docx",
    "/instruments/", "/collections/", "/report/", "/suggest/", "/check/", "/match/", "/api/v1/cases", "/api/v1/outcomes",
    "/api/v1/regions", "/oai", "/data/", f"{RECORD}/", f"{RECORD}/source/", f"{RECORD}.json", f"{RECORD}/r/1/",
    f"{RECORD}/borrow/m-1/", "/sitemap.xml", "/admin/login/",
)  # fmt: skip
BODIES = (
    "", "{", "[]", "null", "7", '"x"', '{"text": 7}', '{"text": "\\ud800"}', '{"text": "\\u0000"}', '{"text": ["a"]}', "[" * 3_000,
    '{"jsonrpc": "2.0", "id": {}, "method": []}', '{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": []}',
    '{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "compare", "arguments": {"numbers": [[]]}}}',
    '{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "cite", "arguments": {"case": {"a": 1}}}}',
)  # fmt: skip
PATHS = (
    "/cases/%00/", "/cases/..%2f..%2fetc/", "/cases/x/r/99999999999999999999/", "/regions/%E0%A4%A/", "/keywords/%F0%9F%92%A5/",
    "/keywords/'/", "//cases/", "/cases/sample-2024-01/borrow/m-1.exe", "/cases.exe", "/report/../admin/", "/api/v1/cases/%0d%0a",
    "/sitemap/%2e%2e.xml", "/static/../../etc/passwd", "/collections/a%2fb/",
)  # fmt: skip
HEADERS = (
    {"accept": "a" * 5_000}, {"accept": "*/*;q=x, ;;, text/html;q=-1"}, {"accept-language": "\x7f"}, {"range": "bytes=9-1,,"},
    {"if-none-match": '"' * 999}, {"if-modified-since": "Thu, 99 Foo"}, {"x-forwarded-for": "a, ,, ::"}, {"cookie": "sessionid=%00; type=;;"},
    {"content-length": "x"}, {"x-forwarded-host": SCRIPT}, {"referer": SCRIPT},
)  # fmt: skip


def requests():
    """Each as a method, an address and what goes with it; every value meets every fifth address or so."""
    values, names = cycle(VALUES), cycle(PARAMETERS)
    for address in ADDRESSES:
        for _time in range(12):
            pairs = [f"{next(names)}={quote(next(values))}" for _pair in range(2)]
            yield "get", f"{address}?{'&'.join(pairs)}", {}
        yield "get", f"{address}?%ff=%fe&q=%c0%80", {}
        for method in ("post", "put", "trace"):
            yield method, address, {}
    for address in ("/api/v1/check", "/api/v1/match", "/mcp"):
        for body in BODIES:
            yield "post", address, {"data": body, "content_type": "application/json"}
        yield "post", address, {"data": b"\xff\xfe\x00", "content_type": "text/plain"}
    for path in PATHS:
        yield "get", path, {}
    for header in HEADERS:
        yield "get", "/cases/", {"headers": header}


def test_five_hundred_hostile_requests(monkeypatch):
    make_batch()
    monkeypatch.setattr(throttle, "LIMIT", 10**9)
    client = Client(raise_request_exception=False)
    asked = list(requests())
    assert len(asked) >= 500
    wrong = []
    for method, address, more in asked:
        response = getattr(client, method)(address, **more)
        body = b"".join(response) if response.streaming else response.content
        echoed = b"<script>alert" in body and "json" not in response.get("Content-Type", "")
        if response.status_code >= 500 or echoed or "Set-Cookie: a" in str(response.headers):
            wrong.append((response.status_code, method, address[:120], more))
    assert wrong == []
