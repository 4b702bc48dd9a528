"""A small HTTP client on 127.0.0.1: one connection timed, or sixteen at once; bounded in requests and in seconds."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

HOST = "127.0.0.1"
_PATIENCE = 120.0  # seconds for one answer


@dataclass(frozen=True)
class Answer:
    """`milliseconds` from the first byte sent to the last byte read."""

    milliseconds: float
    status: int
    size: int
    etag: str


class Reader:
    """One kept-alive connection."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=_PATIENCE)

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer to `path`; a connection that the server has closed meanwhile is opened anew, outside the time."""
        if self.connection.sock is None:
            self.connection.connect()
        try:
            return self._get(path, headers or {})
        except (http.client.RemoteDisconnected, ConnectionError):
            self.connection.close()
            self.connection.connect()
            return self._get(path, headers or {})

    def _get(self, path: str, headers: Mapping[str, str]) -> Answer:
        started = time.perf_counter()
        self.connection.request("GET", path, headers=dict(headers))
        response = self.connection.getresponse()
        body = response.read()
        took = (time.perf_counter() - started) * 1_000
        return Answer(took, response.status, len(body), response.getheader("ETag") or "")

    def close(self) -> None:
        self.connection.close()


@dataclass(frozen=True)
class Throughput:
    """What many connections got done."""

    answers: int
    failures: int
    seconds: float

    @property
    def per_second(self) -> float:
        return self.answers / self.seconds


def throughput(port: int, path: str, *, connections: int, requests: int, seconds: float) -> Throughput:
    """Ask for `path` over `connections` at once until `requests` are done or `seconds` have passed."""
    turn = threading.Semaphore(requests)
    until = time.perf_counter() + seconds
    counts: list[tuple[int, int]] = []

    def ask() -> None:
        reader = Reader(port)
        good = bad = 0
        while time.perf_counter() < until and turn.acquire(blocking=False):
            try:
                status = reader.get(path).status
            except (OSError, http.client.HTTPException):
                status = 0
            good, bad = (good + 1, bad) if status == 200 else (good, bad + 1)
        reader.close()
        counts.append((good, bad))

    threads = [threading.Thread(target=ask) for _ in range(connections)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - started
    return Throughput(sum(good for good, _ in counts), sum(bad for _, bad in counts), took)
