"""Demands as delegates and newspapers write them, with the measures of the shipped cases that answer them, judged before anything was ranked.

`judged_demands.tsv`: A was looked at while the floor was chosen, B was not.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple


class JudgedDemand(NamedTuple):
    """A demand; its answers as `case slug#anchor`."""

    half: str
    text: str
    answers: frozenset[str]


def judged_demands() -> list[JudgedDemand]:
    """All of them."""
    with Path(__file__).with_suffix(".tsv").open(encoding="utf-8", newline="") as lines:
        return [
            JudgedDemand(
                row["half"],
                row["demand"],
                frozenset(f"jcgg-2024-{answer}" for answer in (row["answers"] or "").split()),
            )
            for row in csv.DictReader(lines, delimiter="\t")
        ]
