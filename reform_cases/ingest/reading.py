"""A source file read into a Document; every fault names the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reform_cases.sourcetext.document import Document, SourceError
from reform_cases.sourcetext.read import read_source


def read_document(path: Path) -> Document:
    """The document in the file `path`.

    Raises SourceError, and nothing else, for a file that cannot be opened, is no text or has no case.
    """
    with naming(path):
        return read_source(_bytes(path))


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Put the file's name before the message of a SourceError raised inside."""
    try:
        yield
    except SourceError as error:
        raise SourceError(f"{path}: {error}", error.position) from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}") from error
    except ValueError as error:  # a NUL in the name
        raise SourceError(f"cannot be read: {error}") from error
