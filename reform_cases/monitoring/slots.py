"""A number for each process that counts, taken again by the process that comes in its place: files do not pile up."""

from __future__ import annotations

import fcntl
from itertools import count
from pathlib import Path
from typing import IO

# Held as long as the process lives; the system lets go of it however that ends.
_held: list[IO[bytes]] = []


def take_slot(folder: Path) -> int:
    """Return the lowest number that no other process holds in `folder`, and hold it. OSError if nothing can be written there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for slot in count():
        file = (folder / f"{slot}.lock").open("ab")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            continue
        _held.append(file)
        return slot
    raise AssertionError
