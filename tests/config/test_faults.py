"""Errors of what stands around views: 503 for a database that fails there, 500 for all else."""

from __future__ import annotations

import pytest
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import InterfaceError


@pytest.mark.parametrize(
    ("error", "status", "title"),
    [(InterfaceError("gone"), 503, "暂时不能使用"), (KeyError("a fault of ours"), 500, "网站出错")],
)
def test_error_of_the_middleware(client, monkeypatch, error, status, title):
    def fail(self, request, response):
        raise error

    monkeypatch.setattr(SessionMiddleware, "process_response", fail)
    client.raise_request_exception = False
    response = client.get("/healthz/", follow=False)
    assert (response.status_code, f"<h1>{title}</h1>" in response.text) == (status, True)
