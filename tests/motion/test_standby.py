"""The site on a real primary with a streaming standby, each in turn delayed, killed, brought back, promoted, under readers."""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager

import pytest
from django.conf import settings

from bench.servers import django_environment, site
from tests.motion.cluster import primary_and_standby

pytestmark = pytest.mark.endure
BOUND, TOKEN = 2, "a" * 32


def ask(port, path, body=None):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as asked:
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={TOKEN}"}
        asked.request("POST" if body else "GET", path, body, kind if body else {})
        answer = asked.getresponse()
        return answer.status, answer.read().decode()


def checks(port):
    return json.loads(ask(port, "/readyz")[1])["checks"]


def answered_by(port, database):
    found = re.search(
        rf'reform_cases_answered_by_total\{{database="{database}"\}} (\S+)', ask(port, "/metrics")[1]
    )
    return float(found[1]) if found else 0.0


def comes_true(said, seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if said():
            return True
        time.sleep(0.1)
    return False


@contextmanager
def readers(port):
    """Two who read without end; what they were answered, by status."""
    statuses, done = {}, threading.Event()

    def read(path):
        while not done.is_set():
            status = ask(port, f"{path}&t={time.monotonic()}")[0]
            statuses[status] = statuses.get(status, 0) + 1

    threads = [threading.Thread(target=read, args=(path,)) for path in ("/cases/?page=1", "/cases/?q=a")]
    for thread in threads:
        thread.start()
    try:
        yield statuses
    finally:
        done.set()
        for thread in threads:
            thread.join()


def test_readers_are_served_whatever_goes(monkeypatch):
    with primary_and_standby() as (primary, standby):
        subprocess.run(
            [sys.executable, "-m", "tests.motion.catalogue", "30"],
            cwd=settings.BASE_DIR,
            env={**django_environment(primary.url), "DJANGO_SETTINGS_MODULE": "reform_cases.config.settings"},
            check=True,
        )
        slug = primary.ask(
            "SELECT slug FROM reform_cases_case WHERE status = 'published' ORDER BY id LIMIT 1"
        )

        def write(title):
            either.ask(f"UPDATE reform_cases_case SET title = '{title}' WHERE slug = '{slug}'")

        def shown(title):
            return title in ask(server.port, f"/cases/{slug}/?t={time.monotonic()}")[1]

        def report():
            body = f"csrfmiddlewaretoken={TOKEN}&anchor=&text=%E9%94%99"
            return ask(server.port, f"/report/?at=/cases/{slug}/", body)[0]

        monkeypatch.setenv("DATABASE_REPLICA_URLS", standby.url)
        monkeypatch.setenv("REPLICA_BOUND", str(BOUND))
        either, address = (
            primary,
            f"postgres://postgres@127.0.0.1,127.0.0.2:{primary.port}/postgres?target_session_attrs=read-write",
        )
        with site(address, workers=1) as server, readers(server.port) as statuses:
            # Readers come to the standby, and what is written to the primary comes to them.
            assert comes_true(lambda: answered_by(server.port, "standby") > 10, 30)
            write("一")
            assert comes_true(lambda: shown("一"), BOUND + 3)
            assert checks(server.port)["standby1"] == "ok"

            # A standby that is behind: the primary answers.
            standby.ask("SELECT pg_wal_replay_pause()")
            write("二")
            assert comes_true(lambda: shown("二"), BOUND + 3)
            assert comes_true(lambda: "1 writes behind" in checks(server.port)["standby1"], 10)
            standby.ask("SELECT pg_wal_replay_resume()")
            assert comes_true(lambda: checks(server.port)["standby1"] == "ok", 30)

            # Gone and back.
            standby.kill()
            assert comes_true(lambda: checks(server.port)["standby1"].startswith("degraded"), 30)
            assert shown("二")
            standby.start()
            assert comes_true(lambda: checks(server.port)["standby1"] == "ok", 60)
            assert set(statuses) == {200}

            # The primary gone: readers by the standby, writers told.
            primary.kill()
            assert shown("二")
            assert checks(server.port)["database"].startswith("degraded")
            assert report() == 503
            standby.run("pg_ctl", "promote", "-w", "-D", str(standby.folder))
            assert comes_true(lambda: report() == 302, 30)
            either = standby
            write("三")
            assert comes_true(lambda: shown("三"), BOUND + 3)
            assert (set(statuses), statuses[200] > 100) == ({200}, True)
