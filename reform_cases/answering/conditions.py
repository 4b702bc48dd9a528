"""Validators of what changes with the catalogue, and 304 to whoever has it as it is."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import parse_etags

from reform_cases.answering.page_key import page_key
from reform_cases.version import Version


def validator(version: Version, request: HttpRequest, form: str) -> str:
    """Return the tag of what `request` asks for in the format `form` at `version`; "" where it may not be kept."""
    if not lasting(version):
        return ""
    return f'W/"{page_key(version.token, request, (lambda _request: form,))}"'


def unchanged(request: HttpRequest, etag: str) -> HttpResponse | None:
    """Return 304 if who asks has what `etag` is the tag of."""
    asked = etag and etag in parse_etags(request.headers.get("If-None-Match", ""))
    return as_conditions_ask(request, HttpResponse(headers={"ETag": etag})) if asked else None


def lasting(version: Version) -> bool:
    """Return whether what is made at `version` may be kept."""
    # Without a version nobody tells when a page changes. A search without its index says so on the page.
    return bool(version.token) and version.searchable


def as_conditions_ask(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return `response`, or 304 or 412 where the conditions of `request` ask for that."""
    return cast(HttpResponse, get_conditional_response(request, etag=response["ETag"], response=response))
