"""A folder of files that is there whole or not at all, and the check sums that prove them."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class FolderError(Exception):
    """A folder cannot be written; says why in one sentence."""


@contextmanager
def new_folder(folder: Path, what: str) -> Iterator[Path]:
    """Give an empty folder to fill, which is `folder` once the block has ended well; FolderError when that holds something already.

    `what` names what is written, for that sentence. Only its owner may read the folder.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderError(f"{folder} is there already and not empty: {what} gets a folder of its own")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as work:
        new = Path(work, "new")
        new.mkdir(mode=0o700)
        yield new
        if folder.exists():
            folder.rmdir()
        shutil.move(new, folder)


def checksum(path: Path, algorithm: str = "sha256") -> str:
    """Return the check sum of a file in hexadecimal digits; ValueError when OpenSSL has no such `algorithm`."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, algorithm).hexdigest()
