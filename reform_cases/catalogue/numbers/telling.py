"""Which numbers of a case tell most about it."""

from __future__ import annotations

from collections.abc import Sequence

from reform_cases.models import Outcome

# What tells most about a reform comes first: what changed, then shares and sums, then how many.
TELLING: dict[str, int] = {
    Outcome.Kind.CHANGE: 0,
    Outcome.Kind.RATE: 1,
    Outcome.Kind.AMOUNT: 2,
    Outcome.Kind.COUNT: 3,
}


def most_telling(kinds: Sequence[str], most: int) -> list[int]:
    """Return which of numbers of these `kinds`, in the order of the text, tell most: at most `most`, in the same order."""
    by_worth = sorted(range(len(kinds)), key=lambda at: TELLING.get(kinds[at], len(TELLING)))
    return sorted(by_worth[:most])
