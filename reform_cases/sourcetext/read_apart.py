"""Reading in a process of its own: what an upload asks for in a thread of the site is bounded there as a command is.

Signals and limits belong to a process. In one that answers readers they would stop its other threads too.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

from reform_cases.sourcetext.document import Document, SourceError
from reform_cases.sourcetext.files.effort import MEMORY, SECONDS, bounded
from reform_cases.sourcetext.read import read_source

_ROOT = Path(__file__).resolve().parents[2]
_WALL = 4 * SECONDS  # where the machine is so busy that a second of work takes four


def read_apart(data: bytes, name: str = "") -> Document:
    """Read one published text as `read_source` does, within `bounded`, from any thread; raises SourceError, nothing else."""
    command = [sys.executable, "-m", __name__, name]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, the name is but an argument
            command, input=data, capture_output=True, cwd=_ROOT, timeout=_WALL, check=False
        )
    except (subprocess.TimeoutExpired, MemoryError, OSError, ValueError) as error:
        raise SourceError(f"reading it was given up: {type(error).__name__}") from error
    if done.returncode:
        raise SourceError(
            f"reading it takes more than {SECONDS} seconds of work or {MEMORY // 1024 // 1024} MB of memory: divide the file"
        )
    answer: Document | tuple[str, int | None] = pickle.loads(done.stdout)  # noqa: S301 - our own process wrote it
    if isinstance(answer, Document):
        return answer
    raise SourceError(*answer)


def _answer(data: bytes, name: str) -> Document | tuple[str, int | None]:
    try:
        with bounded():
            return read_source(data, name)
    except SourceError as error:
        return str(error), error.position


if __name__ == "__main__":
    sys.stdout.buffer.write(pickle.dumps(_answer(sys.stdin.buffer.read(), sys.argv[1])))
