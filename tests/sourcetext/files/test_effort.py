"""Work that does not end by itself ends with a sentence, and what was bounded is as before."""

from __future__ import annotations

import re
import resource
import signal

import pytest

from reform_cases.sourcetext.document import SourceError
from reform_cases.sourcetext.files import effort
from reform_cases.sourcetext.files.effort import bounded


def state():
    return (
        signal.getsignal(signal.SIGPROF),
        signal.getitimer(signal.ITIMER_PROF),
        resource.getrlimit(resource.RLIMIT_DATA),
    )


def stubborn():
    """Work for years, whatever is raised."""
    while True:
        try:
            re.search("(a+)+b", "a" * 40)
        except Exception:
            raise AssertionError("what breaks the work off must be no Exception") from None


def test_endless_work_is_told_of_and_broken_off(monkeypatch):
    monkeypatch.setattr(effort, "_STEP", 0.05)
    monkeypatch.setattr(effort, "SECONDS", 0.09)
    before, told = state(), []
    with pytest.raises(SourceError) as caught, bounded(told.append):
        stubborn()
    assert str(caught.value) == (
        "reading it takes more than 0.09 seconds of work, no batch of cases does: divide the file"
    )
    assert (told, state()) == (["still reading, 0.05 seconds of work so far"], before)


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(effort, "MEMORY", 0)
    before = state()
    with pytest.raises(SourceError, match="more than 0 MB of memory"), bounded():
        bytearray(2 * effort._LEAST)
    assert state() == before
    assert len(bytearray(2 * effort._LEAST)) == 2 * effort._LEAST


def test_fault_inside_passes_and_bounds_end():
    before = state()
    with pytest.raises(SourceError, match="damaged"), bounded():
        raise SourceError("damaged")
    assert state() == before
