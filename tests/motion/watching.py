"""Who writes while others read, what each version should look like, and what readers were shown when."""

from __future__ import annotations

import http.client
import re
import sqlite3
import threading
import time
from dataclasses import dataclass, field

import psycopg

# What stands in the way of a comparison: the columns of a case that lists show or go by.
COLUMNS = "slug, number, title, region_id, level, status"


@dataclass
class Case:
    slug: str
    number: int
    title: str
    region: str
    level: str
    status: str


@dataclass
class Shown:
    """One answer: the number of cases, the lines of the page, and the counts of levels; with when it was asked and given."""

    region: str
    order: str
    asked: float
    given: float
    total: int
    lines: list[tuple[str, str]]
    levels: dict[str, int]
    numbers: int | None = None

    @property
    def said(self):
        return (self.total, self.lines, self.levels)


@dataclass
class Written:
    """The versions that were written: each as it is, when its commit began and when it was done."""

    states: list[dict[str, Case]] = field(default_factory=list)
    begun: list[float] = field(default_factory=list)
    done: list[float] = field(default_factory=list)

    def newest_done(self, moment: float) -> int:
        return max((at for at, done in enumerate(self.done) if done < moment), default=0)

    def newest_begun(self, moment: float) -> int:
        return max((at for at, begun in enumerate(self.begun) if begun < moment), default=0)


def connected(address: str):
    """A connection of the database's own driver on which each statement is a transaction of its own."""
    if address.startswith("sqlite:///"):
        return sqlite3.connect(address.removeprefix("sqlite:///"), timeout=20, isolation_level=None)
    return psycopg.connect(address, autocommit=True)


class Writer:
    """Writes by plain SQL, as somebody would who knows nothing of the site."""

    def __init__(self, address: str) -> None:
        self.connection = connected(address)
        self.execute = self.connection.execute
        self.written = Written()
        self._note(time.monotonic())

    def write(self, *statements: str) -> None:
        """Run `statements` in one transaction."""
        begun = time.monotonic()
        self.execute("BEGIN")
        for statement in statements:
            self.execute(statement)
        # Read before the commit: nobody else writes.
        state = self._state()
        self.written.states.append(state)
        self.written.begun.append(begun)
        self.execute("COMMIT")
        self.written.done.append(time.monotonic())

    def _note(self, moment: float) -> None:
        self.written.states.append(self._state())
        self.written.begun.append(moment)
        self.written.done.append(moment)

    def _state(self) -> dict[str, Case]:
        rows = self.execute(f"SELECT {COLUMNS} FROM reform_cases_case").fetchall()
        return {row[0]: Case(*row) for row in rows}


def expected(state: dict[str, Case], region: str, order: str, hidden: set[str] = frozenset()):
    """What the list of `region` shows at `state`, the cases `hidden` left out; the first hundred lines."""
    keys = {"number": lambda case: case.number, "title": lambda case: (case.title, case.number)}
    cases = [
        case
        for case in state.values()
        if case.region == region and case.status == "published" and case.slug not in hidden
    ]
    cases.sort(key=keys[order])
    levels: dict[str, int] = {}
    for case in cases:
        levels[case.level] = levels.get(case.level, 0) + 1
    return (len(cases), [(case.slug, case.title) for case in cases[:100]], levels)


class Watcher(threading.Thread):
    """Reads lists, one after the other, until it is told to stop."""

    def __init__(self, port: int, regions: tuple[str, ...], stop: threading.Event) -> None:
        super().__init__()
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.regions, self.stop = regions, stop
        self.shown: list[Shown] = []
        self.faults: list[str] = []

    def run(self) -> None:
        turn = 0
        while not self.stop.is_set():
            region, order = self.regions[turn % len(self.regions)], ("number", "title")[turn // 2 % 2]
            turn += 1
            asked = time.monotonic()
            try:
                self.connection.request("GET", f"/cases/?region={region}&order={order}&page_size=100")
                page = self.connection.getresponse().read().decode()
                self.shown.append(_read(page, region, order, asked))
            except Exception as error:
                self.faults.append(f"{type(error).__name__} {error}")
        self.connection.close()


def _read(page: str, region: str, order: str, asked: float) -> Shown:
    given = time.monotonic()
    [total] = re.findall(r'class="summary">.*共 <strong>(\d+)</strong>', page)
    lines = re.findall(r'<h2><a href="/cases/([^"]+)/">([^<]*)</a></h2>', page)
    levels = re.findall(r'name="level" value="(\w+)".*?class="count">(\d+)<', page)
    return Shown(
        region, order, asked, given, int(total), lines, {name: int(n) for name, n in levels if int(n)}
    )


def watch(port: int, regions: tuple[str, ...], work, readers: int = 4) -> list[Shown]:
    """Let `readers` read while `work` is done; gives everything they were shown."""
    stop = threading.Event()
    watchers = [Watcher(port, regions, stop) for _ in range(readers)]
    for watcher in watchers:
        watcher.start()
    try:
        work()
    finally:
        stop.set()
        for watcher in watchers:
            watcher.join()
    assert [fault for watcher in watchers for fault in watcher.faults] == []
    return [shown for watcher in watchers for shown in watcher.shown]
