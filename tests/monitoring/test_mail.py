"""Errors by mail: once an hour each, and nothing of the request."""

from __future__ import annotations

import logging

import pytest
from django.core import mail
from django.db import connection

from reform_cases.monitoring import mail as module
from reform_cases.monitoring.logs import PlainLines
from reform_cases.monitoring.mail import ErrorMail


@pytest.fixture
def log(settings):
    """A log whose errors are mailed."""
    settings.ADMINS = [("", "admin@example.org")]
    log, handler = logging.getLogger("django.request"), ErrorMail()
    handler.setFormatter(PlainLines())
    log.addHandler(handler)
    yield log
    log.removeHandler(handler)


@pytest.mark.django_db
def test_an_error_is_mailed_without_what_was_typed(client, log, monkeypatch, settings):
    def fail(*args, **kwargs):
        raise KeyError("a fault of ours")

    monkeypatch.setattr(connection, "cursor", fail)
    client.raise_request_exception = False
    client.cookies["sessionid"] = "secretsession"
    client.post("/api/v1/check", {"text": "某人的文字"}, content_type="application/json")
    [sent] = mail.outbox
    assert sent.to == ["admin@example.org"]
    assert sent.subject == "[reform-cases] ERROR Internal Server Error: api/v1/check"
    assert "KeyError: 'a fault of ours'" in sent.body
    for personal in ("某人", "secretsession", "127.0.0.1", "/api/"):
        assert personal not in sent.subject + sent.body.replace(str(settings.BASE_DIR), "").replace(
            "/reform_cases/api/", ""
        )


def test_the_same_error_is_mailed_once_an_hour(log, monkeypatch):
    clock = [10_000.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: clock[0])
    for host in "abc":
        log.error("%s is away", host)
    log.error("another")
    assert len(mail.outbox) == 2
    clock[0] += 3_600
    log.error("%s is away", "d")
    assert len(mail.outbox) == 3
    assert mail.outbox[-1].body.endswith("The same 2 times more since the last mail.")


def test_exceptions_are_the_same_by_the_line_that_raises_them(log):
    for host in "ab":
        try:
            raise ValueError(host)
        except ValueError:
            log.exception("host %s" % host)  # noqa: UP031
    assert len(mail.outbox) == 1


def test_what_is_no_error_is_not_mailed(log):
    log.warning("slow")
    assert mail.outbox == []
