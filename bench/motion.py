"""Reading while somebody writes: how many answers are left of those without a writer, how long one may take, how fresh it is.

Four readers ask for addresses that no cache has, each once. A writer is a process of its own (`bench.writer`).
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from random import Random
from statistics import median

from bench.client import Reader
from bench.databases import Catalogue
from bench.measure import LIST, Target, Times
from bench.servers import ROOT, Server, django_environment, site
from bench.tasks import FUNCTIONS, PER_PAGE, Ask
from madeup.words import FIELDS

READERS, WORKERS = 4, 2
NUMBERS = "/outcomes/"
_PROVINCES = (
    "110000",
    "130000",
    "210000",
    "230000",
    "320000",
    "330000",
    "340000",
    "370000",
    "410000",
    "440000",
    "510000",
)
_YEARS = range(2015, 2027)


def motion(catalogue: Catalogue, seconds: float) -> list[Target]:
    """The answers of a catalogue while a row a second, five rows a second, and the desk are written, each for `seconds`."""
    addresses = _addresses(catalogue.count)
    name = f"{catalogue.count:,} cases"
    with site(catalogue.address, workers=WORKERS, cache="locmemcache://") as server:
        _answers(server, addresses, 2.0)  # what a process reads only once
        alone = len(_answers(server, addresses, seconds).samples)
        found: list[Target] = []
        for what, kind, every, wanted in (
            ("a row a second", "row", 1.0, 0.8),
            ("five rows a second", "row", 0.2, 0.6),
            ("a save a second on the desk", "desk", 1.0, 0.6),
        ):
            took: list[float] = []
            with _writer(catalogue, kind, every, seconds, took):
                times = _answers(server, addresses, seconds)
            share = len(times.samples) / alone
            found += [
                Target(f"{name}, {what}: answers / those without", share, wanted, at_least=True),
                Target(f"{name}, {what}: longest answer, s", max(times.samples) / 1_000, 1),
            ]
        found.append(Target(f"{name}, a save on the desk meanwhile, p50 s", median(took) / 1_000, 1))
    return found


def after_an_edit(catalogue: Catalogue, rounds: int) -> list[Target]:
    """The first list page after one write, and the memory of the worker that has all numbers too while much is written."""
    name = f"{catalogue.count:,} cases"
    with site(catalogue.address, workers=1) as server:
        reader = Reader(server.port)
        usual = median(reader.get(LIST).milliseconds for _ in range(rounds))
        found = []
        # A case that is taken out comes back with the next write.
        for what, kind in (("an edit", "row"), ("a case goes or comes", "state")):
            first = []
            for _ in range(max(4, rounds // 10 * 2)):
                with _writer(catalogue, kind, 0, 0):
                    pass
                first.append(reader.get(LIST).milliseconds)
            found.append(Target(f"{name}: first list page after {what} / usual", median(first) / usual, 3))
        reader.get(NUMBERS)
        found.append(Target(f"{name}: worker with all numbers, MB", server.megabytes(), 160))
        memory = _memory_while(server, catalogue)
    return [*found, Target(f"{name}: worker while a new version is made, MB", memory, 240)]


def _memory_while(server: Server, catalogue: Catalogue) -> float:
    """The most that the worker holds while it takes in a bulk write and answers."""
    reader, most = Reader(server.port), 0.0
    with _writer(catalogue, "bulk", 0, 0) as writer:
        behind = 0
        while behind < 50:  # some answers after the write too
            reader.get(LIST)
            most = max(most, server.megabytes())
            behind += writer.poll() is not None
    return most


@contextmanager
def _writer(
    catalogue: Catalogue, kind: str, every: float, lasting: float, took: list[float] | None = None
) -> Iterator[subprocess.Popen[str]]:
    """A writer at work: the block begins when it is ready; afterwards `took` holds the milliseconds of its writes."""
    command = [sys.executable, "-m", "bench.writer", kind, "--every", str(every), "--lasting", str(lasting)]
    with subprocess.Popen(  # noqa: S603
        command, cwd=ROOT, env=django_environment(catalogue.address), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        process.stdout.readline()
        yield process
        printed = process.communicate()[0]
    if process.returncode:
        raise RuntimeError(f"{command!r} ended with exit code {process.returncode}")
    if took is not None:
        took += json.loads(printed)


def _addresses(count: int) -> Iterator[str]:
    """Addresses of lists, each once, some by a search and some by filters, in an order that is always the same."""
    pages = range(1, max(2, count // PER_PAGE // 20))
    asks = [
        *(
            Ask(region=code, year=year, function=name)
            for code, year, name in product(_PROVINCES, _YEARS, FUNCTIONS)
        ),
        *(
            Ask(words=(word,), region=code, year=year)
            for word, code, year in product(FIELDS, _PROVINCES, _YEARS)
        ),
        *(
            Ask(words=(word,), function=name, year=year)
            for word, name, year in product(FIELDS, FUNCTIONS, _YEARS)
        ),
        *(Ask(year=year, page=page) for year, page in product(_YEARS, pages)),
    ]
    Random(1).shuffle(asks)  # noqa: S311 (nothing secret is drawn)
    return iter([ask.path for ask in asks])


def _answers(server: Server, addresses: Iterator[str], seconds: float) -> Times:
    """The times of all answers that the readers got together in `seconds`."""
    times, turn = Times(), threading.Lock()
    bad: list[str] = []
    until = time.perf_counter() + seconds

    def read() -> None:
        reader = Reader(server.port)
        while time.perf_counter() < until:
            with turn:
                path = next(addresses)
            answer = reader.get(path)
            times.samples.append(answer.milliseconds)
            if answer.status != 200:
                bad.append(f"{path} answered {answer.status}")
        reader.close()

    threads = [threading.Thread(target=read) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if bad:
        raise RuntimeError(f"{len(bad)} answers were no pages: {bad[0]}")
    return times
