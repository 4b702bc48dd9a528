"""The five tools of assistants: what each is called, takes and is for. What they say: `exports/answers.py`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy

from reform_cases.answering.given_text import LONGEST
from reform_cases.exports.answers import check_text, cite, compare, read, search
from reform_cases.exports.rows import Data

_TEXT, _SHORT = {"type": "string", "minLength": 1}, {"type": "string", "minLength": 1, "maxLength": 100}


class Tool(NamedTuple):
    """`takes` are its arguments in JSON Schema, the first `needs` of them needed."""

    says: Any
    takes: dict[str, Data]
    needs: int
    call: Callable[[dict[str, Any], str], Data]

    def described(self, name: str) -> Data:
        """Return what a list of tools says of it."""
        schema = {
            "type": "object", "properties": self.takes, "required": list(self.takes)[: self.needs], "additionalProperties": False
        }  # fmt: skip
        hints = {"readOnlyHint": True, "openWorldHint": False}
        return {"name": name, "description": str(self.says), "inputSchema": schema, "annotations": hints}

    def wrong(self, given: Any) -> str:
        """Return why `given` are no arguments of it, "" when they are."""
        if not isinstance(given, dict) or set(given) - set(self.takes):
            return f"Arguments must be among {', '.join(self.takes)}"
        for name in list(self.takes)[: self.needs]:
            if name not in given:
                return f"Missing argument: {name}"
        for name, value in given.items():
            items = value if self.takes[name]["type"] == "array" and isinstance(value, list) else [value]
            most = self.takes[name].get("maxLength", 1_000)
            texts = all(isinstance(one, str) and 0 < len(one) <= most and "\0" not in one for one in items)
            if (
                not texts
                or (self.takes[name]["type"] == "array") != isinstance(value, list)
                or not 0 < len(items) <= 20
            ):
                return f"Not valid: {name}"
        return ""


_CASE = {"case": {**_SHORT, "description": "jcgg-2024-03"}}
_ANCHOR = {"anchor": {**_SHORT, "description": "o-1, m-2, s-1"}}
TOOLS = {
    "search": Tool(
        gettext_lazy("检索公开的检察改革事例，可按地区代码、年份、关键词收窄。"),
        {"query": {**_TEXT, "maxLength": 200}, "region": _SHORT, "year": _SHORT, "keyword": _SHORT},
        1, search,
    ),
    "read": Tool(gettext_lazy("读一件事例，或其中一处（举措、数字、段落）的原文。"), {**_CASE, **_ANCHOR}, 1, read),
    "check": Tool(
        gettext_lazy("把一段文字逐句与公开的事例核对：原文一致、有出入（哪些字）、查无此句。"),
        {"text": {**_TEXT, "maxLength": LONGEST}}, 1, check_text,
    ),
    "compare": Tool(
        gettext_lazy("比较两个以上的数字；口径不同的不比，说明为什么。"),
        {"numbers": {"type": "array", "items": {**_SHORT, "description": "jcgg-2024-03#o-1"}, "minItems": 2, "maxItems": 20}},
        1, compare,
    ),
    "cite": Tool(gettext_lazy("怎样引用一件事例或其中一处，按 GB/T 7714。"), {**_CASE, **_ANCHOR}, 1, cite),
}  # fmt: skip
