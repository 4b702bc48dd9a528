"""Which form 503 has for whom; what is no fault of the database stays what it is."""

from __future__ import annotations

import json

import pytest
from django.db import InterfaceError
from django.test import RequestFactory
from django.urls import resolve

from reform_cases.answering.out_of_service import out_of_service

SAID = "数据库暂时连接不上，恢复后网站会自动恢复正常。请过一会儿再试。"
JSON = {"error": {"parameter": "", "value": "", "reason": SAID}}


def answered(path, **headers):
    request = RequestFactory().get(path, headers=headers)
    request.resolver_match = resolve(request.path)
    return out_of_service(request, InterfaceError("connection already closed"))


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/cases/", "application/json"),
        ("/cases/", "text/csv"),
        ("/cases.xlsx", "*/*"),
        ("/suggest/", "*/*"),
        ("/api/v1/cases", "text/html"),
        ("/oai", "*/*"),
    ],
)
def test_programs_are_told_in_json(path, accept):
    response = answered(path, accept=accept)
    assert (response.status_code, json.loads(response.content)) == (503, JSON)
    assert (response["Retry-After"], response["Cache-Control"]) == ("15", "no-store")


@pytest.mark.parametrize("accept", ["*/*", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"])
def test_readers_get_a_page_with_a_way_to_try_again(accept):
    response = answered("/cases/?q=<b>", accept=accept)
    text = response.content.decode()
    assert (response.status_code, f"<p>{SAID}</p>" in text) == (503, True)
    assert '<a href="/cases/?q=%3Cb%3E">再试一次</a>' in text


def test_what_is_no_fault_of_the_database_is_not_answered():
    assert out_of_service(RequestFactory().get("/"), ValueError()) is None
