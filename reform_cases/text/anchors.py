"""Anchors, the addresses within a record (`m-1-2`, `o-3`, `s-1`): each given once and never again for something else.

What has been given is kept as the highest number below each beginning: {"m": 2, "m-1": 4, "o": 12}. Numbers are given
one after the other, so that a lower one that is not there has been there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

Given = dict[str, int]
# A longer number was not given here: it counts for nothing, rather than for a million former anchors.
_ANCHOR = re.compile(r"[a-z](?:-\d{1,4})+", re.ASCII)


def note(given: Given, anchor: str) -> None:
    """Enter `anchor` into `given`, and those above it; what is no anchor is passed over."""
    if not _ANCHOR.fullmatch(anchor):
        return
    above, *numbers = anchor.split("-")
    for number in numbers:
        given[above] = max(given.get(above, 0), int(number))
        above = f"{above}-{number}"


def give(given: Given, above: str) -> str:
    """Return a new anchor below `above` (a letter, or the anchor of the measure above) and enter it into `given`."""
    given[above] = given.get(above, 0) + 1
    return f"{above}-{given[above]}"


def former(given: Mapping[str, int], present: Collection[str]) -> list[str]:
    """Return the anchors of `given` that are not `present`."""
    every = (f"{above}-{number}" for above in sorted(given) for number in range(1, given[above] + 1))
    return [anchor for anchor in every if anchor not in present]
