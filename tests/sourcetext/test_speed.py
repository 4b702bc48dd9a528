"""Reading takes time in proportion to length, whatever the text is made of.

Four times the text may take four times as long; a step that looks back over the text for every character of it would
take sixteen times as long.
"""

from __future__ import annotations

import time

import pytest

from reform_cases.sourcetext.document import SourceError
from reform_cases.sourcetext.read import read_source
from tests.sourcetext.shipped import shipped_text

HEAD = "案例一\n某市检察院某案\n【关键词】\n水\n【改革情况】\n"
CHARACTERS = 20_000
MOST_TIMES = 9
QUICK = 0.5
SECONDS = 8


def seconds_for(text: str) -> float:
    """Processor time to read `text`, which must be placed to the last character."""
    start = time.process_time()
    assert read_source(text.encode()).unplaced() == []
    return time.process_time() - start


@pytest.mark.parametrize(
    "unit",
    [
        "【",
        "1",
        "一",
        "，检察机关办案",
        "【关键词】",
        "\n",
        "一、",
        "（一）",
        "一是，",
        "**",
        "字(a)",
        "“",
        "《官网下载",
        "北京市",
        "人民检察院",
        "某案\n【关键词】\n",
        "案例一：某案\n",
        "⛎",
    ],
)
def test_pathological_text_is_read_in_linear_time(unit):
    count = CHARACTERS // len(unit)
    long = seconds_for(HEAD + unit * (4 * count))
    assert long < QUICK or long < MOST_TIMES * seconds_for(HEAD + unit * count)


@pytest.mark.parametrize("unit", ["【", "1", "字"])
def test_text_without_a_case_is_refused_at_once(unit):
    start = time.process_time()
    with pytest.raises(SourceError):
        read_source((unit * 2_000_000).encode())
    assert time.process_time() - start < SECONDS


def test_long_batch_is_read_in_linear_time():
    start = time.process_time()
    document = read_source((shipped_text() * 20).encode())
    assert len(document.cases) == 120
    assert time.process_time() - start < SECONDS
