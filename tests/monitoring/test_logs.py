"""Lines that are written down: one object each, with the id of the request and nothing of who asks or what for."""

from __future__ import annotations

import json
import logging
import re
import sys

import pytest
from django.db import connection

from reform_cases.monitoring.logs import JsonLines, PlainLines, not_said_before
from tests.factories import make_case


@pytest.fixture
def lines():
    """What is written as JSON while a test runs."""
    written = []

    class Kept(logging.Handler):
        def emit(self, record):
            if not_said_before(record):
                written.append(json.loads(self.format(record)))

    handler, root = Kept(), logging.getLogger()
    handler.setFormatter(JsonLines())
    requests = logging.getLogger("reform_cases.requests")
    former = requests.level
    requests.setLevel(logging.INFO)
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)
    requests.setLevel(former)


@pytest.mark.django_db
def test_a_request_is_one_line_of_figures(client, lines):
    slug = make_case().slug
    response = client.get(f"/cases/{slug}/", headers={"x-request-id": "proxy-12345"})
    [line] = lines
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line.pop("time"))
    assert (line.pop("ms") > 0, line.pop("queries") > 0) == (True, True)
    assert line == {
        "level": "INFO",
        "logger": "reform_cases.requests",
        "message": "request",
        "request": "proxy-12345",
        "method": "GET",
        "view": "case",
        "address": "cases/<slug:slug>/",
        "status": 200,
    }
    assert response["X-Request-ID"] == "proxy-12345"


@pytest.mark.parametrize(
    "given", ["", "short", "x" * 65, 'abcdefgh"}', "abcdefgh ijkl", "一二三四五六七八", "../../etc/passwd"]
)
def test_an_id_that_is_not_safe_is_made_anew(client, lines, given):
    response = client.get("/about/", headers={"x-request-id": given})
    assert re.fullmatch("[0-9a-f]{32}", response["X-Request-ID"])
    assert [line["request"] for line in lines] == [response["X-Request-ID"]]


def test_two_requests_have_two_ids(client, lines):
    client.get("/about/")
    client.get("/about/")
    assert len({line["request"] for line in lines}) == 2
    logging.getLogger("reform_cases").error("outside")
    assert "request" not in lines[-1]


@pytest.mark.django_db
def test_nothing_of_who_asks_or_what_for(client, django_user_model, lines, settings):
    settings.SLOW_QUERY = 0.000001
    client.force_login(django_user_model.objects.create_superuser("zhangsan"))
    make_case(title="涉密线索移送")
    away = {"REMOTE_ADDR": "203.0.113.9"}
    client.get("/cases/?q=涉密线索", **away)
    client.get("/keywords/某人姓名/", **away)
    client.get("/nowhere/某人姓名/", **away)
    client.get("/report/secrettoken/", **away)
    client.get("/admin/reform_cases/case/?q=涉密线索", **away)
    client.post("/admin/login/", {"username": "lisi", "password": "wrong"}, **away)
    client.post("/api/v1/check", {"text": "涉密线索"}, content_type="application/json", **away)
    text = json.dumps(lines, ensure_ascii=False)
    assert {"reform_cases.requests", "reform_cases.queries"} <= {line["logger"] for line in lines}
    for personal in ("涉密", "某人", "secrettoken", "zhangsan", "lisi", "203.0.113.9", "127.0.0.1"):
        assert personal not in text


@pytest.mark.django_db
@pytest.mark.parametrize(("least", "written"), [(0.000001, True), (0, False), (600_000, False)])
def test_slow_questions_are_written_without_their_values(client, lines, settings, least, written):
    settings.SLOW_QUERY = least
    client.get("/readyz")
    slow = [line for line in lines if line["logger"] == "reform_cases.queries"]
    assert bool(slow) == written
    if written:
        assert {"SELECT 1"} < {line["sql"] for line in slow}
        assert not any("浙江" in line["sql"] for line in slow)


@pytest.mark.django_db
def test_an_error_has_its_traceback_in_one_line_and_no_address(client, lines, monkeypatch):
    def fail(*args, **kwargs):
        raise KeyError("a fault of ours")

    monkeypatch.setattr(connection, "cursor", fail)
    client.raise_request_exception = False
    assert client.get("/keywords/某人/").status_code == 500
    error = next(line for line in lines if line["level"] == "ERROR")
    assert (error["logger"], error["message"]) == (
        "django.request",
        "Internal Server Error: keywords/<keyword:slug>/",
    )
    assert error["error"].endswith("KeyError: 'a fault of ours'")


def test_plain_lines_for_people():
    record = logging.LogRecord("site", logging.ERROR, "", 0, "what %s", ("happened",), None)
    record.figures = {"ms": 3}
    assert re.fullmatch(r"[\d\- :,]+ ERROR site what happened ms=3", PlainLines().format(record))
    try:
        raise ValueError
    except ValueError:
        record.exc_info = sys.exc_info()
    assert PlainLines().format(record).splitlines()[-1] == "ValueError"
