"""A PostgreSQL primary and a streaming standby of it, made for a test: on 127.0.0.1 and 127.0.0.2, at one port."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

# A server refuses to run as root.
_AS = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


def _bin() -> Path:
    """Where the server's programs are; Debian keeps them off the PATH."""
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else max(Path("/usr/lib/postgresql").glob("*/bin"))


class Server:
    """One of the two."""

    def __init__(self, folder: Path, host: str, port: int) -> None:
        self.folder, self.host, self.port = folder, host, port
        self.url = f"postgres://postgres@{host}:{port}/postgres"

    def run(self, program: str, *words: str) -> None:
        done = subprocess.run(
            [*_AS, _bin() / program, *words], capture_output=True, text=True, cwd="/", check=False
        )
        assert done.returncode == 0, (program, done.stdout, done.stderr)

    def start(self) -> None:
        options = (
            f"-p {self.port} -c listen_addresses={self.host} -c unix_socket_directories= -c fsync=off "
            "-c shared_buffers=32MB -c hot_standby_feedback=on"
        )
        log = f"{self.folder}.log"
        self.run("pg_ctl", "start", "-w", "-D", str(self.folder), "-l", log, "-o", options)

    def kill(self) -> None:
        """End it as a failing machine does."""
        self.run("pg_ctl", "stop", "-m", "immediate", "-D", str(self.folder))

    def ask(self, statement: str) -> object:
        with psycopg.connect(self.url, autocommit=True) as connection:
            found = connection.execute(statement)
            return found.fetchone()[0] if found.description else None


@contextmanager
def primary_and_standby() -> Iterator[tuple[Server, Server]]:
    """Both, running, until the block ends."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    work = Path(tempfile.mkdtemp(prefix="cluster-"))
    if _AS:
        shutil.chown(work, "postgres")
    primary, standby = (
        Server(work / name, host, port) for name, host in (("primary", "127.0.0.1"), ("standby", "127.0.0.2"))
    )
    try:
        primary.run(
            "initdb", "-D", str(primary.folder), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"
        )
        primary.start()
        primary.run(
            "pg_basebackup", "-d", primary.url.replace("postgres://", "postgresql://"), "-D", str(standby.folder), "-R", "-X", "stream"
        )  # fmt: skip
        standby.start()
        yield primary, standby
    finally:
        for server in (standby, primary):
            subprocess.run(
                [*_AS, _bin() / "pg_ctl", "stop", "-m", "immediate", "-D", server.folder],
                check=False,
                capture_output=True,
                cwd="/",
            )
        shutil.rmtree(work, ignore_errors=True)
