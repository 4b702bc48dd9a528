"""Form fields for the parameters of a listing: repeated names, each value checked, each message naming its value."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Far beyond what a person picks, far below what a database takes in one condition.
MOST_VALUES = 50
LONGEST_VALUE = 100

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Choice:
    """A known value of a parameter: as written in addresses and as read by people."""

    value: str
    label: str


Choices = tuple[Choice, ...]
Lookup = Callable[[list[str]], dict[str, Choice]]


def given_values(values: list[str]) -> list[str]:
    """Return the values of a repeated parameter without surrounding space, empty ones and repetitions left out."""
    return list(dict.fromkeys(stripped for value in values if (stripped := value.strip())))


def plausible_values(values: list[str]) -> list[str]:
    """Return those of `values` that a parameter can have; any other never reaches the database."""
    return [v for v in values if len(v) <= LONGEST_VALUE and not _CONTROL.search(v)][:MOST_VALUES]


def shown_value(value: str) -> str:
    """Return `value` fit for a sentence: control characters made visible, an over-long one cut."""
    value = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", value)
    return value if len(value) <= 40 else f"{value[:40]}……"


def _refusal(message: Any, value: str) -> ValidationError:
    return ValidationError(message, params={"value": shown_value(value)})


class ValuesField(forms.Field):
    """A parameter that may be repeated; it cleans to a tuple of `Choice`, empty when nothing was asked.

    `lookup` is given the values in order and returns those it knows. Every other value is an error of its own,
    whose `params["value"]` is the value. With `single` only the last value counts, as in any form.
    """

    widget = forms.MultipleHiddenInput

    def __init__(self, *, lookup: Lookup, refusal: Any, single: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.lookup = lookup
        self.refusal = refusal
        self.single = single

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """A form copies its fields lest it change them; nothing ever changes one of these."""
        return self

    def recognise(self, values: list[str]) -> dict[str, Choice]:
        """Return those of `values` that are known."""
        plausible = plausible_values(values)
        return self.lookup(plausible) if plausible else {}

    def clean(self, value: list[str] | None) -> Choices:
        values = given_values(value or [])
        if self.single:
            values = values[-1:]
        if len(values) > MOST_VALUES:
            raise _refusal(_("一次最多选择 %d 项。") % MOST_VALUES, values[-1])
        known = self.recognise(values)
        unknown = [_refusal(self.refusal, v) for v in values if v not in known]
        if unknown:
            raise ValidationError(unknown)
        return tuple(known[v] for v in values)


def whole_numbers(lowest: int, highest: int) -> Lookup:
    """Return a lookup that knows the whole numbers from `lowest` to `highest`, written in plain digits."""
    digits = re.compile(rf"[0-9]{{1,{len(str(highest))}}}")

    def lookup(values: list[str]) -> dict[str, Choice]:
        return {
            v: Choice(str(int(v)), str(int(v)))
            for v in values
            if digits.fullmatch(v) and lowest <= int(v) <= highest
        }

    return lookup
