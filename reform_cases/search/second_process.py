"""A second process that folds texts and counts characters while the first reads and writes the database.

It is given texts and gives back what is to be written; it has no settings and no database. Where it is not worth
while, or has died, the first process does the work.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import starmap
from multiprocessing.connection import Connection
from typing import Any

Job = tuple[Any, ...]
# Gives `function(*job)` of each job, in order, as they are asked for.
Run = Callable[[Callable[..., Any], Iterable[Job]], Iterator[Any]]
# Starting the process takes as long as the work for some hundreds of cases.
WORTHWHILE = 2000


@contextmanager
def second_process(cases: int) -> Iterator[Run]:
    """What runs functions of plain values over jobs, elsewhere if it is worth while for a catalogue of so many `cases`."""
    if cases < WORTHWHILE or os.cpu_count() == 1:
        yield starmap
        return
    # A new process, not a copy of this one with its open database.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    # Its end of the pipe is its own: when this process goes, however it goes, the other hears of it and goes too.
    theirs.close()
    try:
        yield lambda function, jobs: _there(ours, function, jobs)
    finally:
        ours.close()
        process.join()


def _there(pipe: Connection, function: Callable[..., Any], jobs: Iterable[Job]) -> Iterator[Any]:
    """One job is under way there while the result of the one before it is used here."""
    under_way: Job | None = None
    for job in jobs:
        done = _receive(pipe, function, under_way) if under_way else None
        _send(pipe, function, job)
        if under_way:
            yield done
        under_way = job
    if under_way:
        yield _receive(pipe, function, under_way)


def _send(pipe: Connection, function: Callable[..., Any], job: Job) -> None:
    try:
        pipe.send((function, job))
    except OSError:
        pipe.close()


def _receive(pipe: Connection, function: Callable[..., Any], job: Job) -> Any:
    if not pipe.closed:
        try:
            return pipe.recv()
        except (EOFError, OSError):
            pipe.close()
    return function(*job)


def _serve(pipe: Connection) -> None:
    # Ctrl-C is for the first process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, BrokenPipeError):
        while True:
            function, job = pipe.recv()
            pipe.send(function(*job))
