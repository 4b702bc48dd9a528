"""`/mcp`: the Model Context Protocol over HTTP, without sessions. A request is answered by itself, whatever came before it.

Revisions that begin with `initialize` and the one that asks each time are served alike: nothing is remembered in either.
"""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from reform_cases.answering.given_text import NotTakenError, count
from reform_cases.answering.page_key import site
from reform_cases.api.endpoint import as_json, endpoint
from reform_cases.api.tool_calls import TOOLS
from reform_cases.exports.answers import RefusedCallError

Message = dict[str, Any]
VERSIONS = ("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28")
# The newest that begins with a handshake.
_SHAKEN = VERSIONS[3]
LARGEST, MOST_AT_ONCE = 256 * 1024, 20
_PARSE, _REQUEST, _METHOD, _PARAMETERS, _VERSION = -32700, -32600, -32601, -32602, -32022


class _WrongError(Exception):
    """A request that cannot be answered: its code and why."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


@endpoint("POST")
def tools(request: HttpRequest) -> HttpResponse:
    """Answer a message, or several; 202 to what wants no answer."""
    version = request.headers.get("Mcp-Protocol-Version", "")
    if version and version not in VERSIONS:
        # From these a client takes the one to ask by again.
        known = {"supported": [*VERSIONS], "requested": version[:40]}
        return _failed(None, _VERSION, "Unsupported protocol version", 400, known)
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return _failed(None, _REQUEST, "Request too large", 413)
    try:
        asked = json.loads(request.body)
        # Half a character (a lone surrogate) could be read, but not said again.
        json.dumps(asked, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return _failed(None, _PARSE, "Parse error", 400)
    if isinstance(asked, list):
        if not 0 < len(asked) <= MOST_AT_ONCE:
            return _failed(None, _REQUEST, "Empty or too long batch", 400)
        answers = [one for one in (_answer(request, message) for message in asked) if one]
        return as_json(answers) if answers else HttpResponse(status=202)
    answer = _answer(request, asked)
    return as_json(answer) if answer else HttpResponse(status=202)


def _failed(key: Any, code: int, message: str, status: int, data: Message | None = None) -> HttpResponse:
    said = _error(key, code, message)
    if data:
        said["error"]["data"] = data
    response = as_json(said)
    response.status_code = status
    return response


def _error(key: Any, code: int, message: str) -> Message:
    return {"jsonrpc": "2.0", "id": key, "error": {"code": code, "message": message}}


def _answer(request: HttpRequest, message: Any) -> Message | None:
    """The answer to `message`; None to a notification, or to an answer of the other side."""
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        return _error(None, _REQUEST, "Invalid request")
    key, method, given = message.get("id"), message.get("method"), message.get("params", {})
    if method is None or key is None:
        known = method is None and ("result" in message or "error" in message)
        return None if known or isinstance(method, str) else _error(None, _REQUEST, "Invalid request")
    if not isinstance(key, str | int) or not isinstance(method, str):
        return _error(None, _REQUEST, "Invalid request")
    try:
        if not isinstance(given, dict):
            raise _WrongError(_PARAMETERS, "Parameters must be an object")
        result = _result(request, method, given)
    except _WrongError as wrong:
        return _error(key, wrong.code, str(wrong))
    return {"jsonrpc": "2.0", "id": key, "result": {"resultType": "complete", **result}}


def _result(request: HttpRequest, method: str, given: Message) -> Message:
    kept = {"ttlMs": 3_600_000, "cacheScope": "public"}
    about = {"name": "reform-cases", "title": _("检察改革事例库"), "version": "1"}
    can = {"tools": {"listChanged": False}}
    if method == "initialize":
        wanted = given.get("protocolVersion")
        version = wanted if wanted in VERSIONS[:4] else _SHAKEN
        return {"protocolVersion": version, "capabilities": can, "serverInfo": about, "instructions": _how()}
    if method == "server/discover":
        stamp = {"io.modelcontextprotocol/serverInfo": about}
        return {
            "supportedVersions": [*VERSIONS],
            "capabilities": can,
            "instructions": _how(),
            "_meta": stamp,
            **kept,
        }
    if method == "ping":
        return {}
    if method == "tools/list":
        return {"tools": [one.described(name) for name, one in TOOLS.items()], **kept}
    if method == "tools/call":
        return _called(request, given)
    raise _WrongError(_METHOD, f"Method not found: {method[:60]}")


def _how() -> str:
    return _(
        "检察改革典型事例的原文、举措和量化成效。引用请照录 quotes，附 citation；not_covered 说明这次没有查的。"
    )


def _called(request: HttpRequest, given: Message) -> Message:
    """What a tool says; what it refuses is said as its answer, so that the assistant reads why."""
    name, arguments = given.get("name"), given.get("arguments") or {}
    tool = TOOLS.get(name) if isinstance(name, str) else None
    if tool is None:
        raise _WrongError(_PARAMETERS, "Unknown tool")
    wrong = tool.wrong(arguments)
    if wrong:
        raise _WrongError(_PARAMETERS, wrong)
    try:
        if "text" in arguments:
            count(request, arguments["text"])
        data, failed = tool.call(arguments, site(request)), False
    except RefusedCallError as refused:
        data, failed = {"refused": str(refused), **refused.more}, True
    except NotTakenError as much:
        data, failed = {"refused": much.reason}, True
    text = json.dumps(data, ensure_ascii=False)
    return {"content": [{"type": "text", "text": text}], "structuredContent": data, "isError": failed}
