"""What is said of a number in a word, wherever it is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from reform_cases.models import Outcome
from reform_cases.text.numerals import parse_number, plain_decimal
from reform_cases.words import word as _

_DIRECTIONS = {value: str(label) for value, label in Outcome.Direction.choices}
_NUMERAL = re.compile(
    r"[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?[十百千万亿]*|[零〇一二两三四五六七八九十百千万亿点]+"
)


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


def ends_as_written(quote: str, before: Decimal, after: Decimal, unit: str) -> tuple[str, str]:
    """Return from what to what, in the words of `quote`: 从0.8亿元增至2.3亿元 -> 0.8亿元, 2.3亿元.

    What `quote` writes in another way (百分之八十) is said in digits.
    """
    written = [match[0] for match in _NUMERAL.finditer(quote)]
    first = next((text for text in written if parse_number(text) == before), plain_decimal(before))
    last = next((text for text in reversed(written) if parse_number(text) == after), plain_decimal(after))
    return first + unit, last + unit


# Places that are named in one breath.
_NAMED = 3


def in_a_sentence(
    places: Sequence[str], quotes: Sequence[str], directions: Sequence[str], *, more: bool
) -> str:
    """Return what numbers of one unit say together: 辽宁、徐州写明，14件至70余件; 河南：3 个数字都下降，10.8%至35.6%.

    `places` and `quotes` are those of the numbers in ascending order, `directions` what each says of itself or what is said
    beside it; `more` when there are others besides.
    """
    named = list(dict.fromkeys(places))
    ends = list(dict.fromkeys((quotes[0], quotes[-1])))
    whose = "、".join(named[:_NAMED])
    if more or len(named) > _NAMED:
        whose = _("%s等地") % whose
    between = _("至").join(ends)
    ways = set(directions)
    if len(ways) == 1 and "" not in ways and not more:
        return _("%(whose)s：%(n)d 个数字都%(way)s，%(between)s") % {
            "whose": whose,
            "n": len(quotes),
            "way": directions[0],
            "between": between,
        }
    return _("%(whose)s写明，%(between)s") % {"whose": whose, "between": between}
