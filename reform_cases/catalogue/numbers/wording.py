"""What is said of a number in a word, wherever it is shown."""

from __future__ import annotations

from reform_cases.models import Outcome

_DIRECTIONS = {value: str(label) for value, label in Outcome.Direction.choices}


def unsaid_direction(quote: str, direction: str) -> str:
    """Return 上升 or 下降 where the number as written does not say so itself; "" for one that has no direction."""
    if not direction or any(sign in quote for sign in "升降增减"):
        return ""
    return _DIRECTIONS.get(direction, "")
