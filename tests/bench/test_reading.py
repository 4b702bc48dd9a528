"""The speed of reading is that of texts that are read to the end."""

from __future__ import annotations

from bench import reading
from reform_cases.sourcetext.read import read_source


def test_both_speeds_are_of_whole_texts(monkeypatch):
    monkeypatch.setattr(reading, "_DOCUMENTS", 9)
    read = []

    def remembered(source):
        read.append(read_source(source))
        return read[-1]

    monkeypatch.setattr(reading, "read_source", remembered)
    found = reading.reading(1)
    assert [(one.what, one.wanted, one.at_least) for one in found] == [
        ("ordinary text read, MB/s", 1.0, True),
        ("dense numbers read, MB/s", 0.3, True),
    ]
    assert min(one.reached for one in found) > 0
    assert (len(read), all(one.cases for one in read)) == (10, True)
    # Six sentences a line, five numbers a sentence.
    assert len(read[-1].cases[0].outcomes) == 300 * 6 * 5
