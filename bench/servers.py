"""Processes that are measured: started on a free port of 127.0.0.1, waited for, looked at, ended."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.client import HOST, Reader

ROOT = Path(__file__).resolve().parents[1]
LOG = ROOT / "var" / "bench" / "servers.log"
_START = 120.0  # seconds


@dataclass(frozen=True)
class Server:
    """A running server. `pid` is the process that was started; its children may do the work."""

    port: int
    pid: int

    def megabytes(self) -> float:
        """Resident memory of the largest process that answers; 0 where the system does not tell."""
        return max(map(_resident, _children(self.pid) or [self.pid]), default=0.0)


def django_environment(database: str, cache: str = "dummycache://") -> dict[str, str]:
    """The environment of this project's processes on `database` (an address), with the settings of the bench."""
    return {
        **os.environ,
        "MALLOC_ARENA_MAX": "1",
        "DATABASE_URL": database,
        "CACHE_URL": cache,
        "SECRET_KEY": "only-for-measuring-" * 3,
        "DEBUG": "0",
        "DJANGO_SETTINGS_MODULE": "bench.site_settings",
    }


@contextmanager
def site(database: str, *, workers: int, cache: str = "dummycache://") -> Iterator[Server]:
    """The site under gunicorn as `make serve` runs it, but for the number of workers and the cache."""
    command = [
        *(sys.executable, "-m", "gunicorn", "reform_cases.config.wsgi", "--bind", f"{HOST}:{{port}}"),
        *("--workers", str(workers), "--threads", "4", "--forwarder-headers", ""),
        *("--keep-alive", "30", "--log-level", "warning"),
    ]
    with running(command, django_environment(database, cache), "/healthz") as server:
        yield server


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str], ready: str) -> Iterator[Server]:
    """`command` with `{port}` filled in, until the block ends; it begins when `ready` answers 200."""
    port = _free_port()
    filled = [part.replace("{port}", str(port)) for part in command]
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("ab") as log:
        process = subprocess.Popen(filled, cwd=ROOT, env=dict(environment), stdout=log, stderr=log)  # noqa: S603
    try:
        _await(process, port, ready)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await(process: subprocess.Popen[bytes], port: int, ready: str) -> None:
    until = time.monotonic() + _START
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with exit code {process.returncode}, see {LOG}")
        reader = Reader(port)
        try:
            if reader.get(ready).status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            reader.close()
    raise RuntimeError(f"{process.args!r} did not answer {ready} within {_START:.0f} seconds")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in found.read_text().split()] if found.exists() else []


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return 0.0
    kilobytes = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmRSS:")]
    return int(kilobytes[0]) / 1024 if kilobytes else 0.0
