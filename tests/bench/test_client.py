"""The client: times what it is told to, counts failures, and stops in time."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.client import Reader, throughput


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        status = 500 if self.path == "/broken" else 304 if self.headers["If-None-Match"] == '"1"' else 200
        body = b"" if status == 304 else b"text"
        self.send_response(status)
        self.send_header("ETag", '"1"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Nothing on stderr."""


@pytest.fixture
def port():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def test_answer_holds_status_size_and_validator(port):
    reader = Reader(port)
    first = reader.get("/")
    again = reader.get("/", {"If-None-Match": first.etag})
    reader.close()
    assert (first.status, first.size, first.etag) == (200, 4, '"1"')
    assert (again.status, again.size) == (304, 0)
    assert first.milliseconds > 0


def test_many_connections_stop_at_the_number_of_requests(port):
    done = throughput(port, "/", connections=4, requests=50, seconds=30)
    assert (done.answers, done.failures) == (50, 0)
    assert done.per_second == pytest.approx(50 / done.seconds)


def test_answers_that_are_no_success_are_failures(port):
    done = throughput(port, "/broken", connections=2, requests=10, seconds=30)
    assert (done.answers, done.failures) == (0, 10)


def test_time_that_is_up_ends_it(port):
    done = throughput(port, "/", connections=2, requests=1_000_000, seconds=0.2)
    assert 0 < done.answers < 1_000_000
    assert done.seconds < 10
