"""The prose of a case itself, text by text: what stands before its measures and what behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reform_cases.catalogue.record.case_head import PublishedCase
from reform_cases.catalogue.record.evidence import EvidenceIndex
from reform_cases.catalogue.record.linked_text import LinkedNumbers, RunningText
from reform_cases.models.texts import StoredText


class ProseText(NamedTuple):
    """A text under its heading; `anchor` is where it stands on the record."""

    anchor: str
    label: str
    text: RunningText


def prose(
    texts: Iterable[StoredText], case: PublishedCase, index: EvidenceIndex, numbers: LinkedNumbers
) -> Iterator[ProseText]:
    """Yield those of `texts` that `case` has, their numbers linked."""
    for one in texts:
        written = getattr(case, one.name)
        if written.strip():
            text = RunningText.of(written, index.trail(one.evidence), numbers)
            yield ProseText(one.name, one.label, text)
