"""Measuring one catalogue: the nine tasks side by side, request by request in turn, so that noise hits everybody alike."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import quantiles

from bench.client import Reader, Throughput, throughput
from bench.databases import Catalogue
from bench.floor import floor
from bench.inside import Inside
from bench.peer import peer, peer_path
from bench.servers import ROOT, Server, django_environment, site
from bench.tasks import Ask, Task, tasks

CONNECTIONS, WORKERS = 16, 2
_FEWEST = 5  # samples, however long they take
LIST, SOURCE = "/cases/", "/cases/jcgg-2024-03/source/"


@dataclass
class Times:
    """Milliseconds."""

    samples: list[float] = field(default_factory=list)

    @property
    def p50(self) -> float:
        return self._quantile(50)

    @property
    def p95(self) -> float:
        return self._quantile(95)

    def _quantile(self, percent: int) -> float:
        if len(self.samples) < 2:
            return self.samples[0]
        return quantiles(self.samples, n=100, method="inclusive")[percent - 1]


@dataclass
class Line:
    """One task. `rows` and `facets` are the floor: the rows alone, and the facets' counts alone."""

    task: Task
    inside: Inside
    ours: Times = field(default_factory=Times)
    one_line: Times = field(default_factory=Times)
    rows: Times = field(default_factory=Times)
    facets: Times = field(default_factory=Times)
    peer: Times = field(default_factory=Times)


@dataclass(frozen=True)
class Load:
    """Sixteen connections. Memory in megabytes of the largest worker, before and after `ours`."""

    ours: Throughput
    one_line: Throughput
    before: float
    after: float
    peer: Throughput | None = None
    peer_memory: float = 0.0


@dataclass(frozen=True)
class Target:
    """A figure and what it must not exceed (or, when `at_least`, must reach)."""

    what: str
    reached: float
    wanted: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        return self.reached >= self.wanted if self.at_least else self.reached <= self.wanted


@dataclass(frozen=True)
class Kept:
    """With the site's own cache: the list again, a source page again, the list with its validator (answered with
    `unchanged_status`), and the one-line view asked in turn with these."""

    cached: Times
    source: Times
    unchanged: Times
    unchanged_status: int
    beside: Times


@dataclass(frozen=True)
class Measured:
    """Everything about one catalogue.

    `first` is the first page of a new process, in milliseconds.
    """

    catalogue: Catalogue
    lines: tuple[Line, ...]
    first: float
    kept: Kept
    load: Load


@dataclass(frozen=True)
class Effort:
    """`rounds` of every task, but no contender gets more than `seconds` for a task; `load` seconds of sixteen connections."""

    rounds: int
    seconds: float
    load: float
    requests: int


def measure(catalogue: Catalogue, effort: Effort, *, with_peer: bool) -> Measured:
    """Every figure of `catalogue`; Datasette takes part when `with_peer`."""
    lines, first = _nine_tasks(catalogue, effort, with_peer=with_peer)
    kept, load = _kept(catalogue, effort)
    if with_peer:
        load = _with_peer(load, catalogue, effort)
    return Measured(catalogue, lines, first, kept, load)


def _nine_tasks(catalogue: Catalogue, effort: Effort, *, with_peer: bool) -> tuple[tuple[Line, ...], float]:
    """The tasks, and the milliseconds of the first page of a new process."""
    found = tasks(catalogue.count)
    lines = tuple(map(Line, found, _inside(catalogue, found)))
    with ExitStack() as stack:
        server = stack.enter_context(site(catalogue.address, workers=1))
        other = stack.enter_context(peer(catalogue.count)) if with_peer else None
        contenders = _contenders(catalogue, server, other)
        first = {name: answer(Ask(), found[0]) for name, answer in contenders.items()}["ours"]
        spent: dict[tuple[str, str], float] = {}
        for number in range(effort.rounds):
            for line in lines:
                ask = line.task.variants[number % len(line.task.variants)]
                for name, answer in _beginning_with(number, contenders):
                    times: Times = getattr(line, name)
                    key = (line.task.name, name)
                    if spent.get(key, 0.0) > effort.seconds and len(times.samples) >= _FEWEST:
                        continue
                    took = answer(ask, line.task)
                    times.samples.append(took)
                    spent[key] = spent.get(key, 0.0) + took / 1_000
    return lines, first


Answering = Callable[[Ask, Task], float]


def _beginning_with(number: int, contenders: dict[str, Answering]) -> list[tuple[str, Answering]]:
    """The contenders, each the first in its turn: who is asked first reads from the disk for those who come after."""
    named = list(contenders.items())
    begin = number % len(named)
    return named[begin:] + named[:begin]


def _contenders(catalogue: Catalogue, server: Server, other: Server | None) -> dict[str, Answering]:
    """Who answers, by the name of its place in `Line`; each gives milliseconds."""
    reader, bottom = Reader(server.port), floor(catalogue.address)

    def counted(ask: Ask, task: Task) -> float:
        return 0.0 if ask.record else _timed(lambda: bottom.facets(ask))

    found: dict[str, Answering] = {
        "ours": lambda ask, task: _get(reader, ask.path),
        "one_line": lambda ask, task: _get(reader, "/one-line/"),
        "rows": lambda ask, task: _timed(lambda: bottom.rows(ask)),
        "facets": counted,
    }
    if other:
        peer_reader = Reader(other.port)
        found["peer"] = lambda ask, task: _get(
            peer_reader, peer_path(ask, catalogue.count, facets=task.name == "filters")
        )
    return found


def _get(reader: Reader, path: str) -> float:
    answer = reader.get(path)
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return answer.milliseconds


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1_000


def _inside(catalogue: Catalogue, found: tuple[Task, ...]) -> list[Inside]:
    """Of the first variant of every task, looked at in a process of its own, without a cache."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "bench.inside", *(task.variants[0].path for task in found)],
        cwd=ROOT,
        env=django_environment(catalogue.address),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return [Inside(**figures) for figures in json.loads(done.stdout)]


def _kept(catalogue: Catalogue, effort: Effort) -> tuple[Kept, Load]:
    """With the site's own cache and two workers: pages asked for again, then sixteen connections."""
    cached, source, unchanged, beside = Times(), Times(), Times(), Times()
    with site(catalogue.address, workers=WORKERS, cache="locmemcache://") as server:
        reader = Reader(server.port)
        for _ in range(10):
            first = reader.get(LIST)
            reader.get(SOURCE)
        validators = {"If-None-Match": first.etag} if first.etag else {}
        for _ in range(effort.rounds):
            cached.samples.append(reader.get(LIST).milliseconds)
            source.samples.append(reader.get(SOURCE).milliseconds)
            again = reader.get(LIST, validators)
            unchanged.samples.append(again.milliseconds)
            beside.samples.append(reader.get("/one-line/").milliseconds)
        before = server.megabytes()
        ours, one_line = (_throughput(server, path, effort) for path in (LIST, "/one-line/"))
        kept = Kept(cached, source, unchanged, again.status, beside)
        return kept, Load(ours, one_line, before, server.megabytes())


def _with_peer(load: Load, catalogue: Catalogue, effort: Effort) -> Load:
    with peer(catalogue.count) as server:
        path = peer_path(Ask(), catalogue.count)
        Reader(server.port).get(path)
        reached = _throughput(server, path, effort)
        return Load(load.ours, load.one_line, load.before, load.after, reached, server.megabytes())


def _throughput(server: Server, path: str, effort: Effort) -> Throughput:
    return throughput(
        server.port, path, connections=CONNECTIONS, requests=effort.requests, seconds=effort.load
    )
