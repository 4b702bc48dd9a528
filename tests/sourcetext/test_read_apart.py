"""Reading in a process of its own gives what reading here gives, from any thread, and ends as early."""

from __future__ import annotations

import subprocess
import threading
import time

import pytest

from reform_cases.ingest.reading import read_document
from reform_cases.sourcetext import read_apart as apart
from reform_cases.sourcetext.document import SourceError
from reform_cases.sourcetext.read import read_source
from reform_cases.sourcetext.read_apart import read_apart
from tests.sourcetext.structure import LAYOUTS

TEXT = LAYOUTS / "told-in-points.txt"


def in_a_thread(work):
    """What `work` returns or raises in another thread."""
    found = []

    def run():
        try:
            found.append(work())
        except SourceError as error:
            found.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return found[0]


def test_document_is_the_same_from_another_thread():
    assert in_a_thread(lambda: read_document(TEXT)) == read_source(TEXT.read_bytes())


def test_refusal_is_the_same_from_another_thread(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("没有事例", encoding="utf-8")
    with pytest.raises(SourceError) as here:
        read_document(path)
    there = in_a_thread(lambda: read_document(path))
    assert (str(there), there.position) == (str(here.value), here.value.position)


def test_process_that_is_killed_is_a_refusal(monkeypatch):
    monkeypatch.setattr(
        subprocess, "run", lambda *args, **options: subprocess.CompletedProcess(args, -9, b"", b"")
    )
    with pytest.raises(SourceError, match="more than 50 seconds of work or 700 MB"):
        read_apart(TEXT.read_bytes())


def test_process_that_never_ends_is_given_up(monkeypatch):
    monkeypatch.setattr(apart, "_WALL", 0.01)
    started = time.monotonic()
    with pytest.raises(SourceError, match="given up"):
        read_apart(TEXT.read_bytes())
    assert time.monotonic() - started < 30
