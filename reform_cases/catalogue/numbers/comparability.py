"""Which numbers may stand side by side. Two numbers are comparable when they measure the same thing of the same kind in the
same unit, for the same scope and period, and both are results or both plans; anything else is said, not drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform_cases.models import Outcome

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


# What must agree, and what a reader is told when it does not, in this order.
_MUST_AGREE: tuple[tuple[object, Callable[[Measured], str]], ...] = (
    (gettext_lazy("指标不同"), lambda outcome: outcome.metric),
    (gettext_lazy("类型不同"), kind_name),
    (gettext_lazy("单位不同"), base_unit),
    (gettext_lazy("统计范围不同"), lambda outcome: outcome.scope),
    (gettext_lazy("时期不同"), lambda outcome: outcome.period),
    (gettext_lazy("有的已实现，有的在计划中"), lambda outcome: _STATUSES.get(outcome.status, outcome.status)),
)


def agreement(outcome: Measured) -> tuple[str, ...]:
    """Return what must agree; two numbers are comparable when this is equal."""
    return tuple(value(outcome) for _reason, value in _MUST_AGREE)


def _named(values: Sequence[str]) -> str:
    if len(values) <= MOST_NAMED:
        return "、".join(values)
    return _("%d 种") % len(values)


def differences(outcomes: Sequence[Measured]) -> list[str]:
    """Return a reason in Chinese for each thing in which `outcomes` do not agree; none when they are comparable.

    Of two numbers that say not what they measure nobody knows whether it is the same.
    """
    reasons = []
    if len(outcomes) > 1 and not any(outcome.metric for outcome in outcomes):
        reasons.append(_("指标都未写明"))
    for reason, value in _MUST_AGREE:
        values = list(dict.fromkeys(value(outcome) or _("原文未写明") for outcome in outcomes))
        if len(values) > 1:
            reasons.append(_("%(reason)s（%(values)s）") % {"reason": reason, "values": _named(values)})
    return reasons


def why_not(outcomes: Sequence[Measured]) -> str:
    """Return 不可直接比较 with its reasons in one sentence, "" when `outcomes` are comparable."""
    reasons = differences(outcomes)
    return _("不可直接比较：%s。") % "；".join(reasons) if reasons else ""


def caveat(outcomes: Sequence[Measured]) -> str:
    """Return what to keep in mind although `outcomes` are comparable: that no text says whose or when; else ""."""
    unsaid = [
        str(label)
        for label, said in (
            (_("统计范围"), any(outcome.scope for outcome in outcomes)),
            (_("时期"), any(outcome.period for outcome in outcomes)),
        )
        if not said
    ]
    return _("原文都未写明%s，比较时请留意。") % "和".join(unsaid) if unsaid else ""
