"""A text that somebody gives to be compared with the catalogue: how long it may be, and how much of it in an hour.

Nothing of it is stored. What is counted are characters, by a digest of the address that they come from, in the cache; while that
fails, nobody is refused.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from reform_cases.answering.failing_cache import from_cache
from reform_cases.people.client_address import client_address

LONGEST = 20_000
# In an hour from one address; a short text counts as so many characters at the least.
MOST_IN_AN_HOUR, COUNTED_AT_LEAST = 4_000_000, 200
HOUR = 3600
# Bytes of a body: twenty thousand characters, each written as \\uXXXX, and what stands around them.
MOST_BYTES = 12 * LONGEST + 1_000

# Halves of characters, which no text can be written with.
_NO_CHARACTER = re.compile("[\ud800-\udfff]")


class NotTakenError(Exception):
    """Nothing is compared: `status`, which `parameter`, and why."""

    def __init__(self, status: int, parameter: str, reason: str, value: str = "") -> None:
        super().__init__(reason)
        self.status, self.parameter, self.reason, self.value = status, parameter, reason, value

    def as_json(self) -> JsonResponse:
        """Return it as a program is told."""
        said = {"error": {"parameter": self.parameter, "value": self.value, "reason": self.reason}}
        response = JsonResponse(said, status=self.status, json_dumps_params={"ensure_ascii": False})
        if self.status == 429:
            response["Retry-After"] = str(HOUR)
        return response


def text_of_json(request: HttpRequest) -> str:
    """Return the text of a body `{"text": …}`; NotTakenError when there is none that can be taken."""
    try:
        said = json.loads(_body(request).decode())
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise NotTakenError(400, "body", _("正文不是 UTF-8 编码的 JSON。")) from None
    if not isinstance(said, dict) or not isinstance(said.get("text"), str):
        raise NotTakenError(400, "text", _('正文应当是 {"text": "…"}，text 是一段文字。'))
    for name in said:
        if name != "text":
            raise NotTakenError(400, str(name)[:100], _("没有这个参数。"))
    text: str = said["text"]
    if _NO_CHARACTER.search(text):
        raise NotTakenError(400, "text", _("文字里有不成字符的编码。"))
    check_length(text)
    count(request, text)
    return text


def _body(request: HttpRequest) -> bytes:
    try:
        if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
            raise NotTakenError(413, "text", too_long())
        return request.body
    except RequestDataTooBig:
        raise NotTakenError(413, "text", too_long()) from None


def too_long() -> str:
    """Return why a long text is not taken."""
    return _("文字太长，最多 %d 字。") % LONGEST


def check_length(text: str) -> None:
    """NotTakenError for a text without anything in it, and for one that is too long."""
    if not text.strip():
        raise NotTakenError(400, "text", _("没有文字可以核对。"))
    if len(text) > LONGEST:
        raise NotTakenError(413, "text", too_long())


def count(request: HttpRequest, text: str) -> None:
    """NotTakenError for an address that has given more than its share in this hour."""
    told: Any = (client_address(request) or "").encode()
    digest = hmac.new(settings.SECRET_KEY.encode(), told, hashlib.sha256).hexdigest()
    key = f"given-text:{int(time.time()) // HOUR}:{digest}"
    from_cache(cache.add, key, 0, HOUR)
    used = from_cache(cache.incr, key, max(COUNTED_AT_LEAST, len(text)))
    if (used or 0) > MOST_IN_AN_HOUR:
        raise NotTakenError(429, "text", _("一小时内核对的太多，请过一会儿再来。"))
