"""What the quote of a number says, read from its characters: what a person says beside it agrees, or has a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from decimal import Decimal
from typing import Any

from django.db.models import Q

from reform_cases.models import Decision
from reform_cases.sourcetext.document import OutcomeText
from reform_cases.sourcetext.lines.clean import CleanText
from reform_cases.sourcetext.quantities.find import read_number_at

AMOUNTS = ("value", "value_low", "value_high", "value_from", "value_to")
# What follows from the characters of the quote and its sentence.
OF_THE_QUOTE = (*AMOUNTS, "unit", "approximation", "direction", "kind")
_PLACES = Decimal("0.000001")
# The decisions by which a number says, for a reason, another thing than its quote.
AGAINST = Q(via=Decision.Via.DESK, key__startswith="o-") & ~Q(note="") & ~Q(verdict=Decision.Verdict.REJECTED)


def read_quote(quote: str, sentence: str) -> OutcomeText | None:
    """Return the number `quote` as the reader reads it in its `sentence` (or alone); None when that is no number of these very characters."""
    around = sentence if quote and quote in sentence else quote
    if not quote:
        return None
    start = around.index(quote)
    read, _other = read_number_at(CleanText.of(around), around, (start, start + len(quote)))
    return read if read and read.quote == quote else None


def contradictions(said: OutcomeText, values: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """Return which of the fields `names` say in `values` another thing than the quote."""
    return [name for name in names if name in values and _plain(values[name]) != _plain(getattr(said, name))]


def fill_in(said: OutcomeText, values: MutableMapping[str, Any]) -> None:
    """Fill in what `values` leave open: all that follows from the quote where no amount is given, else unit and hedge."""
    given = any(values.get(name) is not None for name in AMOUNTS)
    for name in ("unit", "approximation") if given else OF_THE_QUOTE:
        if name in values and values[name] in (None, "") and getattr(said, name) not in (None, ""):
            values[name] = getattr(said, name)


def base_value(said: OutcomeText | None, values: Mapping[str, Any]) -> Decimal | None:
    """Return the normalised value of `values`: a single value in the scale of the quote; nothing for a range or a change."""
    value = values.get("value")
    if value is None:
        return None
    if said and said.value and said.base_value is not None:
        return (value * said.base_value / said.value).quantize(_PLACES)
    return value * 10 if values.get("unit") == "成" else value


def note_reasons(case: int, reasons: Mapping[str, str]) -> None:
    """Note why numbers, by their anchors, say another thing than their quotes; "" takes an earlier reason back."""
    for anchor, reason in reasons.items():
        about = Decision.objects.filter(case=case, key=anchor, via=Decision.Via.DESK)
        about.exclude(note=reason).update(note=reason)


def reasons_of(case: int) -> dict[str, str]:
    """Return the reasons noted of a case, by the anchors of its numbers."""
    about = Decision.objects.filter(case=case, via=Decision.Via.DESK, key__startswith="o-")
    return dict(about.values_list("key", "note"))


def _plain(value: Any) -> Any:
    return round(value, 6).normalize() if isinstance(value, Decimal) else value or None
