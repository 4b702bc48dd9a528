"""Which numbers may stand side by side. Two numbers are comparable when they measure the same thing of the same kind in the
same unit, for the same scope and period, a change against the same basis, and both are results or both plans. What a text does
not say is not the same as anything: each difference and each unknown is a `Reason`, and what has one is said, not drawn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from django.utils.translation import gettext_lazy

from reform_cases.models import Outcome
from reform_cases.text.matching import normalise
from reform_cases.text.numerals import parse_number
from reform_cases.words import word as _

# Values named for one reason; more of them are only counted.
MOST_NAMED = 4


class Measured(Protocol):
    """A number: a row of it, or a part of a row."""

    @property
    def metric(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def scope(self) -> str: ...
    @property
    def period(self) -> str: ...
    @property
    def basis(self) -> str: ...
    @property
    def status(self) -> str: ...


_KINDS = {value: str(label) for value, label in Outcome.Kind.choices}
_STATUSES = {value: str(label) for value, label in Outcome.Status.choices}


def kind_name(outcome: Measured) -> str:
    """Return the kind of the number in Chinese."""
    return _KINDS.get(outcome.kind, outcome.kind)


def counted_in(unit: str) -> str:
    """Return the unit of values written in `unit`: per cent for 成, else the unit that is written."""
    return "%" if unit == "成" else unit


def base_unit(outcome: Measured) -> str:
    """Return the unit of `base_value`."""
    return counted_in(outcome.unit)


# The same few words are compared on every strip.
_folded = lru_cache(maxsize=4096)(normalise)


class _Condition(NamedTuple):
    """Something that must agree: its name and label, what a number says of it, and that as it is compared: "" when unknown."""

    name: str
    label: Any
    said: Callable[[Measured], str]
    compared: Callable[[str], str] = _folded


_FOUR_DIGITS = re.compile(r"(?<![0-9])[0-9]{4}(?:年|-)")
_CHINESE = re.compile(r"[〇零○一二三四五六七八九十]+(?=[年月日号]|-[^-]*年)")
_TO = re.compile("[至到—~～-]+")
# 2023年至2024年 is 2023至2024年, 第一季度 is 一季度.
_IDLE = re.compile(r"([年月])(?=-[0-9]+\1)|(?<=年)度|(?<=月)份|第(?=.季度)")
_NO_BASIS = "-"


@lru_cache(maxsize=4096)
def same_period(period: str) -> str:
    """Return a form of `period` that is equal for equal periods (二〇二四年度, 2024年); "" when it names no year."""
    folded = _TO.sub("-", normalise(period))
    digits = _CHINESE.sub(lambda found: str(parse_number(found[0]) or found[0]), folded)
    return _IDLE.sub("", digits) if _FOUR_DIGITS.search(digits) else ""


# What a reader is told when it does not agree, in this order. Only a change has a basis.
_CONDITIONS = (
    _Condition("metric", gettext_lazy("指标"), lambda outcome: outcome.metric),
    _Condition("kind", gettext_lazy("类型"), kind_name),
    _Condition("unit", gettext_lazy("单位"), base_unit),
    _Condition("scope", gettext_lazy("范围"), lambda outcome: outcome.scope),
    _Condition("period", gettext_lazy("时期"), lambda outcome: outcome.period, same_period),
    _Condition(
        "basis",
        gettext_lazy("基准"),
        lambda outcome: outcome.basis if outcome.kind == Outcome.Kind.CHANGE else _NO_BASIS,
    ),
    _Condition("status", gettext_lazy("状态"), lambda outcome: _STATUSES.get(outcome.status, outcome.status)),
)


class Reason(NamedTuple):
    """One thing in which numbers `differ`, or of which not all of them say what it is.

    `name` is one of metric, kind, unit, scope, period, basis, status; `values` are the different ones as written.
    """

    name: str
    label: str
    differ: bool
    values: tuple[str, ...]

    def __str__(self) -> str:
        word = _("不同") if self.differ else _("不明")
        said = [value for value in self.values if value != _NO_BASIS]
        if not any(said):
            return f"{self.label}{word}"
        if len(said) > MOST_NAMED:
            return _("%(reason)s（%(n)d 种）") % {"reason": f"{self.label}{word}", "n": len(said)}
        return f"{self.label}{word}（{'、'.join(value or _('原文未写明') for value in said)}）"


def agreement(outcome: Measured) -> tuple[str, ...] | None:
    """Return what must agree; two numbers are comparable when this is equal. None when something of it is unknown."""
    agreed = tuple(one.compared(one.said(outcome)) for one in _CONDITIONS)
    return agreed if all(agreed) else None


def reasons(outcomes: Sequence[Measured]) -> list[Reason]:
    """Return why `outcomes` are not comparable; nothing when they are, or when there is only one of them."""
    if len(outcomes) < 2:
        return []
    found = []
    for one in _CONDITIONS:
        said = tuple(dict.fromkeys(one.said(outcome) for outcome in outcomes))
        compared = {one.compared(value) for value in said}
        differ = len(compared - {""}) > 1
        if differ or "" in compared:
            found.append(Reason(one.name, str(one.label), differ, said))
    return found


def why_not(outcomes: Sequence[Measured]) -> str:
    """Return 不可直接比较 with its reasons in one sentence, "" when `outcomes` are comparable."""
    why = reasons(outcomes)
    return _("不可直接比较：%s。") % "；".join(map(str, why)) if why else ""
