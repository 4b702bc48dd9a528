"""From records to what is written of them: plain values in and out, in whatever process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reform_cases.search.engine.folding import Name, Record, Spelt, Texts, fold, spell
from reform_cases.search.engine.segment import Segment, build


class Prepared(NamedTuple):
    """What is to be written of some cases, and of some names."""

    texts: list[Texts]
    segments: list[Segment]
    suggestions: list[Spelt]


def prepare(records: Sequence[Record], names: Sequence[Name] = ()) -> Prepared:
    """`records` folded and indexed, and `names` spelt."""
    texts = fold(records)
    return Prepared(texts, list(build(texts)), list(map(spell, names)))
