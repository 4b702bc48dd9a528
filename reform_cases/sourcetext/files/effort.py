"""Reading ends: with a result, or, when it takes too much work or memory, with a sentence.

What is bounded is the work itself, not the size or the shape of a file: no rule about sizes foresees every way in which a
file can be made to take hours.
"""

from __future__ import annotations

import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from reform_cases.sourcetext.document import SourceError

SECONDS = 50  # of the processor; what a file then still needs to be refused stays within a minute
MEMORY = 700 * 1024 * 1024  # bytes that the whole process may hold
_STEP = 5
_LEAST = 64 * 1024 * 1024
_PAGES = Path("/proc/self/statm")


class _TooMuchWork(BaseException):
    """Passes through every `except Exception` on its way out."""


@contextmanager
def bounded(progress: Callable[[str], object] = lambda message: None) -> Iterator[None]:
    """Run what stands inside within SECONDS of work and MEMORY, telling `progress` every few seconds.

    Raises SourceError beyond. Only in the main thread, which signals reach; elsewhere `read_apart` reads within these
    bounds. Memory is not bounded where the system cannot tell how much there is.
    """
    spent = 0

    def tick(_signal: int, _frame: FrameType | None) -> None:
        nonlocal spent
        spent += _STEP
        if spent >= SECONDS:
            raise _TooMuchWork
        progress(f"still reading, {spent} seconds of work so far")

    before = signal.signal(signal.SIGPROF, tick)
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (_most_data(soft, hard), hard))
    signal.setitimer(signal.ITIMER_PROF, _STEP, _STEP)
    cause = ""
    try:
        yield
    except _TooMuchWork:
        cause = f"more than {SECONDS} seconds of work"
    except MemoryError:
        cause = f"more than {MEMORY // 1024 // 1024} MB of memory"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
    if cause:
        raise SourceError(f"reading it takes {cause}, no batch of cases does: divide the file")


def _most_data(soft: int, hard: int) -> int:
    """The bytes of data that the process may have so that it holds no more than MEMORY; never more than it may now."""
    try:
        figures = [int(figure) * resource.getpagesize() for figure in _PAGES.read_text().split()]
    except OSError:
        return soft
    held, data = figures[1], figures[5]
    bounds = [bound for bound in (soft, hard) if bound != resource.RLIM_INFINITY]
    return min([data + max(MEMORY - held, _LEAST), *bounds])
