"""The facts of a number (量化成效), each declared once, as those of a case are in `facts`: every format goes through them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy

from reform_cases.catalogue.facts import Face, Fact, Type
from reform_cases.models import Evidence, Outcome
from reform_cases.reference import regions
from reform_cases.text.numerals import plain_decimal

_FIELDS = {one.name: one for one in Outcome._meta.concrete_fields}


def _written(value: Decimal | None) -> str | None:
    """A value in digits, exactly; JSON's own numbers are binary."""
    return None if value is None else plain_decimal(value)


def _said(value: Any) -> Any:
    return value if value not in ("", None) else None


def _is(kind: str) -> Callable[[Any], bool]:
    return lambda row: row.kind == kind


def _has(*names: str) -> Callable[[Any], bool]:
    return lambda row: any(getattr(row, name) is not None for name in names)


def _field(name: str, description: Any, **more: Any) -> Fact:
    """The fact that the field `name` of a number holds, under the field's own label."""
    more.setdefault("value", _said)
    return Fact(name, _FIELDS[name].verbose_name, description, (name,), Face.DATA, **more)


def _of_case(name: str, label: Any, description: Any, path: str, **more: Any) -> Fact:
    more.setdefault("value", _said)
    return Fact(name, label, description, (path,), Face.DATA, **more)


NUMBER_FACTS = [
    _of_case("case", gettext_lazy("事例"), gettext_lazy("所属事例的网址标识。"), "case__slug"),
    _field("anchor", gettext_lazy("这个数字在事例页上的锚点。")),
    _of_case("title", gettext_lazy("事例标题"), gettext_lazy("所属事例的标题。"), "case__title"),
    _of_case(
        "organ", gettext_lazy("检察机关"), gettext_lazy("所属事例的检察机关，按原文所称。"), "case__organ"
    ),
    _of_case(
        "region",
        gettext_lazy("地区"),
        gettext_lazy("所属事例的行政区划：代码和全称。"),
        "case__region_id",
        type=Type.OBJECT,
        value=lambda code: {"code": code, "name": regions.full_name(code)} if code else None,
    ),
    _of_case(
        "year",
        gettext_lazy("年份"),
        gettext_lazy("批次的年份。"),
        "case__collection__year",
        type=Type.NUMBER,
    ),
    _field("quote", gettext_lazy("数字、单位连同限定，与原文一字不差。"), evidence=Evidence.Field.OUTCOME),
    _field("metric", gettext_lazy("这个数字衡量的是什么。")),
    _field(
        "value",
        gettext_lazy("数值，以所写的单位计；写成区间或从多少到多少的不适用。"),
        value=_written,
        applies=lambda row: not _has("value_low", "value_from")(row),
    ),
    *(
        _field(name, description, value=_written, applies=_has(name))
        for name, description in (
            ("value_low", gettext_lazy("区间的下限；不是区间的不适用。")),
            ("value_high", gettext_lazy("区间的上限；不是区间的不适用。")),
            ("value_from", gettext_lazy("变化前的数值；原文没有写成从多少到多少的不适用。")),
            ("value_to", gettext_lazy("变化后的数值；原文没有写成从多少到多少的不适用。")),
        )
    ),
    _field(
        "base_value",
        gettext_lazy("换算成个位的数值；不是单个数值的不适用。"),
        value=_written,
        applies=lambda row: not _has("value_low", "value_from")(row),
    ),
    _field(
        "unit",
        gettext_lazy("单位，按原文所写；位次不适用。"),
        applies=lambda row: row.kind != Outcome.Kind.RANKING or bool(row.unit),
    ),
    _field("approximation", gettext_lazy("限定词，按原文所写；原文没有限定的为空。")),
    _field(
        "direction",
        gettext_lazy("变化的方向：up 或 down；不是变化的不适用。"),
        applies=lambda row: _is(Outcome.Kind.CHANGE)(row) or bool(row.direction),
    ),
    _field("kind", gettext_lazy("类型：count、amount、rate、change 或 ranking。")),
    _field("period", gettext_lazy("时期，按原文所写。")),
    _field(
        "basis",
        gettext_lazy("变化与什么相比，按原文所写；不是变化的不适用。"),
        applies=lambda row: _is(Outcome.Kind.CHANGE)(row) or bool(row.basis),
    ),
    _field("status", gettext_lazy("achieved 为已实现，planned 为计划中。")),
    _field("scope", gettext_lazy("这个数字说的是谁；原文未写的为空，按事例主体理解。")),
    _field("review", gettext_lazy("待核的原因；不待核的为空。")),
    _field("sentence", gettext_lazy("所在的句子，与原文一字不差。"), evidence=Evidence.Field.SENTENCE),
]
NUMBER_COLUMNS = list(dict.fromkeys(name for fact in NUMBER_FACTS for name in fact.columns))


def values_of(number: Any) -> dict[str, Any]:
    """Return the facts of `number` by name, and under `not_applicable` those that no text could say of it."""
    values = {fact.name: fact.value_of(number) for fact in NUMBER_FACTS}
    absent = [fact.name for fact in NUMBER_FACTS if not fact.applies(number)]
    return {**values, "not_applicable": absent}
