"""How fast a published text is read: megabytes of UTF-8 a second of processor time, ordinary text and nothing but numbers."""

from __future__ import annotations

import time
from collections.abc import Sequence

from bench.measure import Target
from madeup.documents import made_documents
from reform_cases.sourcetext.read import read_source

_DOCUMENTS = 45  # five of each layout
_DENSE = "办理案件731件,追缴2.3亿余元,下降19.7%,惠及1,983人次;从2021年的70.1%上升至83.2%。"
_MEGABYTE = 1_000_000


def reading(rounds: int) -> list[Target]:
    """Both speeds, each the best of `rounds`."""
    ordinary = [one.text.encode() for one in made_documents(1, _DOCUMENTS)]
    head = "检察改革典型事例(2025年)\n事例1:江苏省苏州市人民检察院试行样例机制\n【改革情况】\n"
    dense = (head + f"{_DENSE * 6}\n" * 300).encode()
    return [
        Target("ordinary text read, MB/s", _speed(ordinary, rounds), 1.0, at_least=True),
        Target("dense numbers read, MB/s", _speed([dense], rounds), 0.3, at_least=True),
    ]


def _speed(sources: Sequence[bytes], rounds: int) -> float:
    return max(_once(sources) for _ in range(rounds))


def _once(sources: Sequence[bytes]) -> float:
    started = time.process_time()
    for source in sources:
        read_source(source)
    return sum(map(len, sources)) / _MEGABYTE / (time.process_time() - started)
