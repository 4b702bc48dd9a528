"""Questions as lay people ask them, with the measures of the shipped cases that answer them, judged before anything ranked.

`lay_questions.tsv`: A was tuned on; B was seen while the threshold and the words of the same meaning were chosen, so it is no clean figure either; a
question without answers has none in the shipped cases. C was written when the ranking was done; words of the same meaning were added after it had been scored once. D was written after that,
and nothing was changed for it: it is the clean one.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple


class LayQuestion(NamedTuple):
    """A question; its answers as `case slug#anchor`."""

    half: str
    text: str
    answers: frozenset[str]


def lay_questions() -> list[LayQuestion]:
    """All of them, in the order in which they were written."""
    with Path(__file__).with_suffix(".tsv").open(encoding="utf-8", newline="") as lines:
        return [
            LayQuestion(
                row["half"],
                row["question"],
                frozenset(f"jcgg-2024-{answer}" for answer in row["answers"].split()),
            )
            for row in csv.DictReader(lines, delimiter="\t")
        ]
