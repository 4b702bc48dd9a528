"""Readers, editors, machines and mischief through nginx as `deploy/` sets it up, in front of the site as its unit starts it."""

from __future__ import annotations

import gzip
import http.client
import re
import socket
import sqlite3
import ssl
from contextlib import ExitStack, closing
from http.cookies import SimpleCookie
from urllib.parse import quote, urlencode

import pytest

from reform_cases.answering.page_key import LARGE, TYPE_COOKIE
from tests.deploy_path.servers import HOST, NAME, PASSWORD, answer, deployed
from tests.views.test_hostile_requests import RECORD, requests

LARGER = {"Cookie": f"{TYPE_COOKIE}={LARGE}"}
THIRD = "/cases/sample-2024-03/"
FORGED = {
    "X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example", "X-Forwarded-Port": "81", "X-Forwarded-Prefix": "/evil",
    "X-Forwarded-For": "192.0.2.7", "Forwarded": "for=192.0.2.7;host=evil.example;proto=http", "X-Script-Name": "/evil",
    "Script-Name": "/evil", "SCRIPT_NAME": "/evil", "Path-Info": "/evil", "X-Original-URL": "/admin/", "X-Rewrite-URL": "/admin/",
    "X-HTTP-Method-Override": "DELETE", "X-Real-IP": "192.0.2.7", "X-Accel-Expires": "600", "Front-End-Https": "off",
}  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    with deployed(tmp_path_factory.mktemp("deployed")) as path:
        yield path


@pytest.fixture(scope="module")
def editor(path):
    """The cookies of an editor who signed in through nginx."""
    page = path.ask("/admin/login/")
    token = SimpleCookie(page.headers["Set-Cookie"])["csrftoken"].value
    [hidden] = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page.body.decode())
    form = {"username": "boss", "password": PASSWORD, "csrfmiddlewaretoken": hidden, "next": "/admin/"}
    signed_in = path.ask(
        "/admin/login/",
        {
            "Cookie": f"csrftoken={token}",
            "Origin": f"https://{NAME}",
            "Content-Type": "application/x-www-form-urlencoded",
        },
        "POST",
        urlencode(form).encode(),
    )
    assert (signed_in.status, signed_in.headers["Location"]) == (302, "/admin/")
    given = [SimpleCookie(line) for line in signed_in.headers.get_all("Set-Cookie")]
    assert all(morsel["secure"] for cookie in given for morsel in cookie.values())
    return {"Cookie": "; ".join(f"{name}={m.value}" for cookie in given for name, m in cookie.items())}


def statuses(path, count):
    """The last `count` answers of the site itself."""
    return [line["status"] for line in path.requests()[-count:]]


def test_plain_http_leads_to_https_but_for_the_certificate(path):
    (path.folder / "html" / ".well-known" / "acme-challenge").mkdir(parents=True)
    (path.folder / "html" / ".well-known" / "acme-challenge" / "token").write_text("proof", encoding="utf-8")
    asked = [
        answer(http.client.HTTPConnection(HOST, path.http, timeout=60), address)
        for address in ("/cases/?q=a%20b", "/.well-known/acme-challenge/token")
    ]
    assert [one.status for one in asked] == [301, 200]
    assert (asked[0].headers["Location"], asked[1].body) == (f"https://{NAME}/cases/?q=a%20b", b"proof")


def test_readers_pages_and_static_files(path):
    home = path.ask("/")
    [style] = re.findall(r'href="(/static/[^"]+\.css)"', home.body.decode())[:1]
    given = {
        address: path.ask(address)
        for address in ("/cases/", f"{RECORD}/", style, "/cases.json", "/admin/login/")
    }
    assert {address: one.status for address, one in given.items()} == dict.fromkeys(given, 200)
    assert given[style].headers["Content-Type"] == 'text/css; charset="utf-8"'
    # Forever where static files were collected.
    assert re.fullmatch(r"max-age=\d+, public(, immutable)?", given[style].headers["Cache-Control"])
    assert home.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert home.headers["Cache-Control"] == "no-cache"
    assert [one.headers["X-Accel-Expires"] for one in given.values()] == [None] * len(given)


def test_what_is_the_same_for_everybody_is_compressed_and_says_so(path):
    zipped, plain = path.ask("/cases/", {"Accept-Encoding": "gzip"}), path.ask("/cases/")
    assert [one.headers["Content-Encoding"] for one in (zipped, plain)] == ["gzip", None]
    assert [one.headers["Vary"] for one in (zipped, plain)] == ["Accept, Accept-Encoding"] * 2
    assert gzip.decompress(zipped.body) == plain.body
    again = path.ask("/cases/", {"Accept-Encoding": "gzip"})
    assert (again.headers["Content-Encoding"], again.body) == ("gzip", zipped.body)


def test_what_has_a_token_is_not_compressed(path, editor):
    desk = path.ask("/admin/", {**editor, "Accept-Encoding": "gzip"})
    staff = path.ask(f"{RECORD}/", editor)
    assert (desk.status, desk.headers["Content-Encoding"]) == (200, None)
    assert [b"csrfmiddlewaretoken" in one.body for one in (desk, staff)] == [True, False]


@pytest.mark.parametrize("cookie", [{}, LARGER])
def test_a_page_that_one_has_is_not_sent_again(path, cookie):
    first = path.ask(f"{RECORD}/", cookie)
    again = path.ask(f"{RECORD}/", {**cookie, "If-None-Match": first.headers["ETag"]})
    other = path.ask(f"{RECORD}/", {**cookie, "If-None-Match": '"other"'})
    assert [one.status for one in (first, again, other)] == [200, 304, 200]
    assert (again.body, other.body) == (b"", first.body)


def test_a_kept_page_is_asked_about_each_time(path):
    address = f"{RECORD}/?cite=o-2"
    pages = {path.ask(address).body for _ in range(6)}
    assert (len(pages), statuses(path, 6)) == (1, [200, 304, 304, 304, 304, 304])


def test_no_page_of_staff_is_given_to_readers(path, editor):
    address = f"{RECORD}/?cite=o-1"
    staff = path.ask(address, editor)
    reader = path.ask(address)
    again = path.ask(address, {"If-None-Match": staff.headers["ETag"]})
    after = path.ask(address, editor)
    has = ["改这里" in one.body.decode() for one in (staff, reader, again, after)]
    assert ([one.status for one in (staff, reader, again, after)], has) == (
        [200] * 4,
        [True, False, False, True],
    )
    kept = path.kept()
    assert (len(kept) > 0, any("改这里".encode() in one for one in kept)) == (True, False)


def test_larger_type_is_given_to_nobody_else(path):
    address = f"{RECORD}/?cite=m-1"
    larger, reader = path.ask(address, LARGER), path.ask(address)
    again, larger_again = (
        path.ask(address, {"If-None-Match": larger.headers["ETag"]}),
        path.ask(address, LARGER),
    )
    assert [one.status for one in (larger, reader, again, larger_again)] == [200] * 4
    assert larger.body == larger_again.body != reader.body == again.body


def test_choosing_larger_type_is_kept_for_nobody(path):
    given = [path.ask("/type/?size=large") for _ in range(2)]
    assert [(one.status, one.headers["Set-Cookie"][:10]) for one in given] == [(302, "type=large")] * 2
    assert [one for one in path.kept() if b"/type/?size=large\n" in one] == []


def test_a_record_that_is_taken_back_is_gone_with_the_next_request(path):
    before = [path.ask(THIRD).status for _ in range(4)]
    with closing(sqlite3.connect(path.folder / "db.sqlite3", timeout=20)) as connection, connection:
        connection.execute("UPDATE reform_cases_case SET status = 'draft' WHERE slug = 'sample-2024-03'")
    after = [path.ask(address) for address in (THIRD, THIRD, "/cases/")]
    assert (before, [one.status for one in after]) == ([200] * 4, [404, 404, 200])
    assert [b"/cases/sample-2024-03/" in one.body for one in after] == [False] * 3


@pytest.mark.parametrize(
    "address",
    [
        "/metrics",
        "//metrics",
        "/metrics?x=1",
        "/x/../metrics",
        "/%6detrics",
        "/./metrics",
        "/metrics/",
        "/METRICS",
    ],
)
def test_figures_are_not_for_the_outside(path, address):
    given = [path.ask(address), path.ask(address, {"X-Forwarded-For": "127.0.0.1", "Host": HOST})]
    assert [(one.status // 100, b"reform_cases_" in one.body) for one in given] == [(4, False)] * 2


def test_figures_and_readiness_are_there_beside_nginx(path):
    asked = [
        answer(http.client.HTTPConnection(HOST, path.site, timeout=60), address)
        for address in ("/metrics", "/readyz", "/healthz")
    ]
    assert [one.status for one in asked] == [200] * 3
    assert [path.ask(address).status for address in ("/readyz", "/healthz")] == [200, 200]


@pytest.mark.parametrize("address", ["/cases/", "/api/v1/cases"])
def test_a_request_is_called_by_nginx_and_by_nobody_else(path, address):
    given = [
        path.ask(f"{address}?q={quote('秘密词')}", {"X-Request-ID": "forged-forged-1"}) for _ in range(2)
    ]
    names = [one.headers.get_all("X-Request-ID") for one in given]
    assert all(len(one) == 1 and re.fullmatch(r"[0-9a-f]{32}", one[0]) for one in names)
    assert names[0] != names[1]
    of_site = [line["request"] for line in path.requests()[-2:]]
    of_nginx = path.logged([name for [name] in names])
    assert [[name] for name in of_site] == names
    assert [re.findall(r'"(.*)"', line) for line in of_nginx] == [[f"GET {address} HTTP/1.1"]] * 2


@pytest.mark.parametrize("address", ["/cases/", "/api/v1/cases", "/admin/login/", "/type/"])
def test_forged_headers_change_nothing(path, address):
    usual = path.ask(address)
    for name, value in FORGED.items():
        given = path.ask(address, {name: value})
        assert (name, given.status, given.headers["Location"]) == (
            name,
            usual.status,
            usual.headers["Location"],
        )
        assert (name, b"evil" in given.body, b"192.0.2.7" in given.body) == (name, False, False)
        if address == "/cases/":
            assert (name, given.body) == (name, usual.body)


def test_an_address_that_the_client_made_up_is_not_counted_by(path):
    given = [path.ask("/api/v1/regions", {"X-Forwarded-For": f"192.0.2.{100 + n}"}) for n in range(3)]
    left = [one.headers["RateLimit-Remaining"] for one in given]
    # Each of them new would have the same left. A minute may end in between.
    assert len(set(left)) > 1


def test_hostile_requests(path):
    wrong, connection = [], path.secured()
    with closing(connection):
        for method, address, more in requests():
            headers = {"Host": NAME, **more.get("headers", {})}
            if "content_type" in more:
                headers["Content-Type"] = more["content_type"]
            body = more.get("data")
            connection.request(
                method.upper(), address, body.encode() if isinstance(body, str) else body, headers
            )
            given = connection.getresponse()
            said = given.read()
            echoed = b"<script>alert" in said and "json" not in (given.headers["Content-Type"] or "")
            if given.status >= 500 or echoed or "Set-Cookie: a" in str(given.headers):
                wrong.append((given.status, method, address[:120], more))
    assert wrong == []
    assert [line for line in path.requests() if line["status"] >= 500] == []


@pytest.mark.parametrize(
    ("method", "status"), [("DELETE", 403), ("PATCH", 403), ("TRACE", 405), ("CONNECT", 405), ("HEAD", 200)]
)
def test_methods(path, method, status):
    given = path.ask("/cases/", method=method)
    assert (given.status, b"Traceback" in given.body) == (status, False)


@pytest.mark.parametrize("address", ["/check/", "/api/v1/check", "/cases/"])
def test_what_is_too_large_is_refused_before_it_is_sent(path, address):
    length = {"Content-Length": str(20 * 1024 * 1024 + 1), "Content-Type": "text/plain"}
    assert path.ask(address, length, "POST").status == 413


def test_slow_clients_keep_no_reader_waiting(path):
    """More of them than the site has threads: some send half a head, some a tenth of a body."""
    half = f"GET /cases/ HTTP/1.1\r\nHost: {NAME}\r\n"
    body = f"POST /api/v1/check HTTP/1.1\r\nHost: {NAME}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n0123456789"
    context = ssl.create_default_context(cafile=str(path.folder / "certificate.pem"))
    addresses = ("/", "/cases/", f"{RECORD}/", "/healthz")
    with ExitStack() as stack:
        slow = []
        for sent in (half, body) * 8:
            one = context.wrap_socket(socket.create_connection((HOST, path.https)), server_hostname=NAME)
            slow.append(stack.enter_context(closing(one)))
            one.sendall(sent.encode())
        assert [path.ask(address).status for address in addresses] == [200] * 4
        # None of them was cut off for it: nginx gives up on them after a minute.
        for one in slow:
            one.settimeout(0)
            with pytest.raises(ssl.SSLWantReadError):
                one.recv(1)
