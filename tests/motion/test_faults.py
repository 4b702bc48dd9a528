"""The site as a real process while its database fails it, and afterwards: told in Chinese, never a 500, well again by itself."""

from __future__ import annotations

import http.client
import json
import sqlite3
from contextlib import closing
from urllib.parse import quote, urlencode

import pytest
from django.contrib.auth.models import User
from django.db import connection

from bench.servers import django_environment, site
from tests.factories import make_case, make_region
from tests.motion.forwarding import Forwarder

pytestmark = pytest.mark.django_db(transaction=True)
TOKEN = "a" * 32
CALL = {"jsonrpc": "2.0", "id": 1, "method": "tools/call"}
CALL["params"] = {"name": "search", "arguments": {"query": "健全机制"}}
PAGES = ("/", "/cases/", "/cases/?q=健全机制", "/outcomes/", "/admin/")
FILES = ("/cases.json", "/cases.csv", "/api/v1/cases", "/suggest/?q=健全")
AWAY = "数据库暂时连接不上，恢复后网站会自动恢复正常。请过一会儿再试。"
NOT_DONE = "这次提交没有完成，没有保存任何内容。"
KEPT = "留在这个浏览器里"
BUSY = "另一项写入还没有结束。请过十几秒再试。"


class Browser:
    """Asks the site as a signed-in editor does."""

    def __init__(self, port, session):
        self.port, self.cookie = port, f"sessionid={session}; csrftoken={TOKEN}"

    def ask(self, path, body=None, kind="application/json"):
        """Status, how long to wait, and the text."""
        path = quote(path, safe="/?=&")
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as asked:
            headers = {"Cookie": self.cookie, **({"Content-Type": kind} if body else {})}
            asked.request("POST" if body else "GET", path, body, headers)
            answer = asked.getresponse()
            return answer.status, answer.getheader("Retry-After"), answer.read().decode()

    def save(self, case):
        """Send the page of a case at the desk, as it is not."""
        body = urlencode({"csrfmiddlewaretoken": TOKEN, "title": "改了的标题"})
        return self.ask(
            f"/admin/reform_cases/case/{case.pk}/change/", body, "application/x-www-form-urlencoded"
        )


@pytest.fixture
def case():
    make_region()
    return make_case(title="检察机关健全机制")


@pytest.fixture
def session(client, settings):
    settings.SECRET_KEY = django_environment("")["SECRET_KEY"]
    client.force_login(User.objects.create_superuser("editor"))
    return client.session.session_key


def reason(text):
    return json.loads(text)["error"]["reason"]


def statuses(browser):
    return [browser.ask(path)[0] for path in (*PAGES, *FILES, "/readyz", "/healthz")]


def check_server_gone_and_back(case, session):
    """PostgreSQL behind a way that is cut: told everywhere, and well again by itself."""
    known = connection.settings_dict
    way = Forwarder(known["HOST"], int(known["PORT"] or 5432))
    address = f"postgres://{known['USER']}:{known['PASSWORD']}@127.0.0.1:{way.port}/{known['NAME']}"
    with site(address, workers=1) as server:
        browser = Browser(server.port, session)
        well = statuses(browser)
        assert set(well) == {200}
        way.cut()
        for path in PAGES:
            status, after, text = browser.ask(path)
            assert (path, status, after, f"<p>{AWAY}</p>" in text) == (path, 503, "15", True)
        for path in FILES:
            status, after, text = browser.ask(path)
            assert (path, status, after, reason(text)) == (path, 503, "15", AWAY)
        status, after, text = browser.ask("/mcp", json.dumps(CALL))
        assert (status, after, reason(text)) == (503, "15", NOT_DONE + AWAY)
        status, after, text = browser.save(case)
        assert (status, after, f"<p>{NOT_DONE}{AWAY}</p>" in text, KEPT in text) == (503, "15", True, True)
        status, _after, text = browser.ask("/readyz")
        assert (status, json.loads(text)["checks"]) == (
            503,
            {
                "database": "OperationalError",
                **dict.fromkeys(("migrations", "chinese", "search"), "not asked"),
                "cache": "ok",
            },
        )
        assert browser.ask("/healthz")[0] == 200
        way.mend()
        assert statuses(browser) == well


def check_writer_that_does_not_end(case, session, folder, patience):
    """SQLite held by another writer: readers go on, who saves is told."""
    path = f"{folder}/copy.sqlite3"
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
    with (
        site(f"sqlite:///{path}{patience}", workers=1) as server,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):
        browser = Browser(server.port, session)
        well = statuses(browser)
        assert set(well) == {200}
        other.execute("BEGIN IMMEDIATE")
        status, after, text = browser.save(case)
        assert (status, after, f"<p>{NOT_DONE}{BUSY}</p>" in text, KEPT in text) == (503, "10", True, True)
        assert statuses(browser) == well
        assert browser.ask("/mcp", json.dumps(CALL))[0] == 200
        other.execute("ROLLBACK")
        # The page is not whole: it is shown again with what is missing.
        assert browser.save(case)[0] == 200


# Who saves waits for 20 seconds, unless the address of the database says otherwise.
@pytest.mark.parametrize("patience", ["?timeout=1", pytest.param("", marks=pytest.mark.endure)])
def test_fault_of_the_database_is_told_and_over_by_itself(case, session, tmp_path, patience):
    if connection.vendor == "sqlite":
        check_writer_that_does_not_end(case, session, tmp_path, patience)
    else:
        check_server_gone_and_back(case, session)
