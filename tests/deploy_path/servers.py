"""nginx and the site behind it, from the files in `deploy/`: only ports, paths, the certificate and the database are others."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import IN_CI
from tests.test_deploy import ROOT, of_unit, read

HOST, NAME = "127.0.0.1", "cases.example.org"
PASSWORD = "desk-pass-1"
# What Debian's own file says around the site's.
AROUND = """\
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 768; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    sendfile on;
    tcp_nopush on;
    default_type application/octet-stream;
    access_log {folder}/others.log;
    gzip on;
    include {folder}/site.conf;
}}
"""


@dataclass(frozen=True)
class Answer:
    """What came back, the body as it was sent."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass(frozen=True)
class Deployed:
    """The ports of nginx and of the site, and the folder where everything is that they write."""

    https: int
    http: int
    site: int
    folder: Path

    def secured(self) -> http.client.HTTPSConnection:
        """A connection that trusts the certificate of this nginx and no other."""
        context = ssl.create_default_context(cafile=str(self.folder / "certificate.pem"))
        return http.client.HTTPSConnection(HOST, self.https, timeout=60, context=context)

    def ask(
        self,
        path: str,
        headers: Mapping[str, str] | None = None,
        method: str = "GET",
        body: bytes | None = None,
    ) -> Answer:
        """The answer by HTTPS, on a connection of its own."""
        return answer(self.secured(), path, headers, method, body)

    def requests(self) -> list[dict]:
        """What the site wrote down of each request so far."""
        text = (self.folder / "site.log").read_text(encoding="utf-8")
        # Python itself warns of the static files that were not collected.
        lines = [line for line in text.splitlines() if line.startswith("{")]
        return [line for line in map(json.loads, lines) if line["logger"] == "reform_cases.requests"]

    def logged(self, names: list[str]) -> list[str]:
        """The lines of nginx about the requests `names`: it writes them when the answer is sent already."""
        log = self.folder / "logs" / "access.log"
        for _time in range(300):
            lines = log.read_text(encoding="utf-8").splitlines()
            found = [line for name in names for line in lines if line.endswith(f" {name}")]
            if len(found) == len(names):
                return found
            time.sleep(0.1)
        raise AssertionError(f"{log} has no line for each of {names}")

    def kept(self) -> list[bytes]:
        """What nginx keeps."""
        return [path.read_bytes() for path in (self.folder / "cache").rglob("*") if path.is_file()]


def answer(connection, path, headers=None, method="GET", body=None) -> Answer:
    """Ask on `connection` and close it."""
    try:
        connection.request(method, path, body, {"Host": NAME, **(headers or {})})
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


@contextmanager
def deployed(folder: Path) -> Iterator[Deployed]:
    """The whole path, until the block ends."""
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    if nginx is None:
        reason = "no nginx on the PATH; on Debian: apt-get install nginx-light"
        pytest.fail(reason) if IN_CI else pytest.skip(reason)
    ports = _free_ports(4)
    path = Deployed(*ports[:3], folder)
    _certify(folder)
    _configure(path, step_2=ports[3])
    environment = _environment(folder)
    subprocess.run(
        [sys.executable, "-m", "tests.deploy_path.filled", PASSWORD], cwd=ROOT, env=environment, check=True
    )
    with (
        _running(_gunicorn(path.site), environment, folder / "site.log", path.site),
        _running(
            [nginx, "-e", str(folder / "error.log"), "-p", str(folder), "-c", str(folder / "nginx.conf")],
            environment,
            folder / "nginx.log",
            path.https,
        ),
    ):
        yield path


def _free_ports(count: int) -> list[int]:
    listeners = [socket.create_server((HOST, 0)) for _ in range(count)]
    ports = [listener.getsockname()[1] for listener in listeners]
    for listener in listeners:
        listener.close()
    return ports


def _certify(folder: Path) -> None:
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-days", "2", "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME},IP:{HOST}"),
            *("-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")),
        ],
        check=True,
        capture_output=True,
    )


def _configure(path: Deployed, step_2: int) -> None:
    """Write nginx's files: each replacement has to find what it replaces."""
    folder, text = path.folder, read("deploy/nginx.conf")
    for old, new in (
        ("/var/cache/nginx/reform-cases", f"{folder}/cache"),
        ("/var/log/nginx/reform-cases", f"{folder}/logs"),
        (f"/etc/letsencrypt/live/{NAME}/fullchain.pem", f"{folder}/certificate.pem"),
        (f"/etc/letsencrypt/live/{NAME}/privkey.pem", f"{folder}/key.pem"),
        ("/var/www/html", f"{folder}/html"),
        ("127.0.0.1:8000", f"{HOST}:{path.site}"),
        ("127.0.0.1:8001", f"{HOST}:{step_2}"),
        ("    listen [::]:80;\n", ""),
        ("    listen [::]:443 ssl http2;\n", ""),
        ("listen 80;", f"listen {HOST}:{path.http};"),
        ("listen 443 ssl http2;", f"listen {HOST}:{path.https} ssl http2;"),
    ):
        assert old in text, old
        text = text.replace(old, new)
    assert re.findall(r"/(?:var|etc)/", re.sub(r"#.*", "", text.replace(str(folder), ""))) == []
    (folder / "logs").mkdir()
    (folder / "html").mkdir()
    (folder / "site.conf").write_text(text, encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(user=user, folder=folder), encoding="utf-8")


def _environment(folder: Path) -> dict[str, str]:
    """What the example and the unit say, with a database, a cache and a key of the test's own."""
    example = dict(re.findall(r"^([A-Z_]+)=(.*)$", read("deploy/env.example"), re.MULTILINE))
    of_service = dict(
        re.findall(r"^Environment=([A-Z_]+)=(.*)$", read("deploy/reform-cases.service"), re.MULTILINE)
    )
    assert example["ALLOWED_HOSTS"] == NAME
    return {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "reform_cases.config.settings",
        **example,
        **of_service,
        "METRICS_DIR": f"{folder}/metrics",
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "CACHE_URL": f"filecache://{folder}/pages",
        "SECRET_KEY": "only-for-tests-" * 4,
    }


def _gunicorn(port: int) -> list[str]:
    given = {**of_unit(), "--bind": f"{HOST}:{port}"}
    words = [word for name, value in given.items() for word in _words(name, value)]
    return [sys.executable, "-m", "gunicorn", "reform_cases.config.wsgi", *words]


def _words(name: str, value: str) -> list[str]:
    # `--forwarder-headers ''` has a value too, and it is nothing.
    return [name] if name == "--no-control-socket" else [name, value]


@contextmanager
def _running(command: list[str], environment: dict[str, str], log: Path, port: int) -> Iterator[None]:
    """`command`, until the block ends; it begins when `port` is listened on."""
    with log.open("ab") as written:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=written, stderr=written)
    try:
        for _time in range(600):
            assert process.poll() is None, log.read_text(encoding="utf-8")
            try:
                socket.create_connection((HOST, port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(40)
