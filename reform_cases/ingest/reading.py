"""A source file and the reviewed file beside it, read into a Document; every fault names the file.

`jcgg-2024.txt` is reviewed by `jcgg-2024.toml` in the same folder.
"""

from __future__ import annotations

import stat
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from reform_cases.sourcetext.document import Document, SourceError
from reform_cases.sourcetext.files.convert import ENDINGS
from reform_cases.sourcetext.files.effort import bounded
from reform_cases.sourcetext.read import read_source
from reform_cases.sourcetext.read_apart import read_apart
from reform_cases.sourcetext.review import apply_review, load_review

FILE_HELP = "a published batch: plain text, Markdown (.md), Word (.docx), PDF with text (.pdf) or a web page (.html); - for standard input"
STANDARD_INPUT = Path("-")


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Return `paths` with every folder replaced by the sources in it (not below it), by name.

    Raises SourceError for a folder without any, and for standard input beside other files.
    """
    if STANDARD_INPUT in paths and len(paths) > 1:
        raise SourceError("-: standard input is one file and stands alone")
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            held = sorted(one for one in path.iterdir() if one.suffix.lower() in ENDINGS and one.is_file())
            if not held:
                raise SourceError(f"{path}: the folder holds no source ({', '.join(sorted(ENDINGS))})")
            files += held
        else:
            files.append(path)
    return files


def read_document(
    path: Path, *, review: bool = True, progress: Callable[[str], object] = lambda message: None
) -> Document:
    """Return the document in the file `path`, corrected by the reviewed file beside it unless `review` is False.

    `progress` is told when it takes long. Raises SourceError, and nothing else, for a file that cannot be opened, is no
    text, has no case, takes too much work, or is not what its reviewed file was written for.
    """
    reviewed = path.with_suffix(".toml")
    with naming(path), _bounded(lambda message: progress(f"{path}: {message}")) as read:
        document = read(_bytes(path), path.name)
        if not review or reviewed == path or not reviewed.exists():
            return document
        return apply_review(document, load_review(reviewed))


@contextmanager
def _bounded(progress: Callable[[str], object]) -> Iterator[Callable[[bytes, str], Document]]:
    """The way to read within bounds: here in the main thread, in a process of its own anywhere else."""
    if threading.current_thread() is threading.main_thread():
        with bounded(progress):
            yield read_source
    else:
        yield read_apart


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Put the file's name before the message of a SourceError raised inside."""
    try:
        yield
    except SourceError as error:
        raise SourceError(f"{path}: {error}", error.position) from error


def _bytes(path: Path) -> bytes:
    if path == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        if not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():
            raise SourceError("it is no file but a pipe or a device: save what it gives in a file")
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}") from error
    except ValueError as error:  # a NUL in the name
        raise SourceError(f"cannot be read: {error}") from error
