"""The server as `make serve` starts it takes from nobody where the site is mounted, nor which page is asked for."""

from __future__ import annotations

import http.client
import os
import re
import shlex
import socket
import subprocess
import sys
import time
from contextlib import closing, nullcontext

import pytest
from django.conf import settings

from bench.servers import site
from tests.factories import make_case

MAKEFILE = settings.BASE_DIR / "Makefile"
HEADERS = ("SCRIPT_NAME", "SCRIPT-NAME", "Script-Name", "PATH_INFO", "PATH-INFO", "SCRIPT_URL", "SCRIPT-URL")


def options():
    """What the Makefile hands to gunicorn."""
    recipe = MAKEFILE.read_text(encoding="utf-8").replace("\\\n", "")
    [command] = re.findall(r"\$\(BIN\)/gunicorn (.*)", recipe)
    return shlex.split(command)


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    """The port of a server with one worker on a database without cases."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    given = [option.replace("$(PORT)", str(port)) for option in options()]
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path_factory.mktemp('serving')}/db.sqlite3",
        "SECRET_KEY": "only-for-tests-" * 4,
    }
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"], cwd=settings.BASE_DIR, env=environment, check=True
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *given, "--workers", "1"], cwd=settings.BASE_DIR, env=environment
    )
    try:
        for _time in range(600):
            if process.poll() is None and answers(port):
                break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def answers(port):
    try:
        return asked(port, "/healthz")[0] == 200
    except OSError:
        return False


def asked(port, path, **headers):
    """Status and page."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def test_server_answers_from_its_first_request_on(port):
    assert [asked(port, path)[0] for path in ("/cases/", "/", "/suggest/?q=a")] == [200, 200, 200]


def test_server_takes_the_script_name_from_nobody(port):
    usual = asked(port, "/about/")
    assert (usual[0], 'href="/cases/"' in usual[1]) == (200, True)
    for name in HEADERS:
        assert (name, asked(port, "/about/", **{name: "/about"})) == (name, usual)
    assert asked(port, "/about/") == usual


@pytest.mark.django_db
def test_addresses_do_not_depend_on_what_a_request_says(client):
    make_case()
    odd = client.get("/about/", SCRIPT_NAME="/elsewhere", SCRIPT_URL="/elsewhere/about/").text
    assert odd == client.get("/about/").text
    assert "/elsewhere" not in odd


def test_measured_server_trusts_the_same_headers(monkeypatch):
    started = []

    def running(command, *rest):
        started.append(command)
        return nullcontext()

    monkeypatch.setattr("bench.servers.running", running)
    with site("sqlite:///none", workers=1):
        pass
    trusted = [command[command.index("--forwarder-headers") + 1] for command in (options(), *started)]
    assert trusted == ["", ""]
