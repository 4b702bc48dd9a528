"""What is said of a number in a word, wherever it is shown."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reform_cases.models import Outcome

_DIRECTIONS = {value: str(label) for value, label in Outcome.Direction.choices}


def direction_name(direction: str) -> str:
    """Return 上升 or 下降, "" for none."""
    return _DIRECTIONS.get(direction, "")


def unsaid_direction(quote: str, direction: str) -> str:
    """Return 上升 or 下降 where the number as written does not say so itself; "" for one that has no direction."""
    if not direction or any(sign in quote for sign in "升降增减"):
        return ""
    return direction_name(direction)


def scope_in_words(scope: str, organ: str) -> str:
    """Return whose number it is: as the text says, else 按事例主体 with the organ of the case, if it has one."""
    return scope or (_("按事例主体：%s") % organ if organ else _("按事例主体"))
