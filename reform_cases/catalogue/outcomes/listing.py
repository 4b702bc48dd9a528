"""A list of numbers across cases as asked for by an address: the filters of cases, and those of numbers.

Whatever shows numbers makes an `OutcomeListing` from the parameters and renders it. Only results are listed unless plans
are asked for, and the two never stand mixed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform_cases.catalogue.columns.outcomes import OutcomeColumns, outcome_columns
from reform_cases.catalogue.listing.facets import FacetGroup, facet_groups, frequent_group, plain_group
from reform_cases.catalogue.listing.filters import Choices
from reform_cases.catalogue.listing.listing import FILTERS, ArrangementForm, Listing
from reform_cases.catalogue.listing.orders import DEFAULT_ORDER, RELEVANCE
from reform_cases.catalogue.listing.parameter_fields import Choice, Lookup, ValuesField, given_values
from reform_cases.catalogue.listing.selection import Rows
from reform_cases.catalogue.outcomes.lines import OutcomeLine, outcome_lines
from reform_cases.catalogue.outcomes.pictures import Pictures
from reform_cases.catalogue.outcomes.selection import OutcomeSelection
from reform_cases.models import Outcome

OUTCOME_FILTERS = ("unit", "kind", "direction", "status")
BY_VALUE = ("-value", "value")
# A filter of few values shows them all; there are as many units as the texts have measure words.
_MANY_VALUED = "unit"

ORDERS: dict[str, Any] = {
    RELEVANCE: gettext_lazy("相关度"),
    DEFAULT_ORDER: gettext_lazy("年份从新到旧"),
    "-value": gettext_lazy("数值从大到小"),
    "value": gettext_lazy("数值从小到大"),
    "metric": gettext_lazy("指标"),
    "region": gettext_lazy("行政区划代码"),
}


def known_outcome_orders(names: list[str]) -> dict[str, Choice]:
    """The orders that a list of numbers can be asked for."""
    return {name: Choice(name, str(ORDERS[name])) for name in names if name in ORDERS}


class OutcomeArrangementForm(ArrangementForm):
    """How a list of numbers is laid out."""

    order = ValuesField(
        label=gettext_lazy("排序"),
        lookup=known_outcome_orders,
        refusal=gettext_lazy("没有这种排序。"),
        single=True,
        required=False,
    )


class OutcomeFilterForm(forms.Form):
    """What may be asked of a number beyond its case; a value is known when `columns` have it."""

    def __init__(self, data: QueryDict, columns: OutcomeColumns) -> None:
        super().__init__(data)
        self._given = data
        for name, (label, refusal) in self.QUESTIONS.items():
            self.fields[name] = ValuesField(
                label=label, refusal=refusal, lookup=self._lookup(columns, name), required=False
            )

    QUESTIONS = {
        "unit": (gettext_lazy("单位"), gettext_lazy("没有数字用这个单位。")),
        "kind": (
            gettext_lazy("类型"),
            gettext_lazy("类型只能是 count、amount、rate、change 或 ranking。"),
        ),
        "direction": (gettext_lazy("方向"), gettext_lazy("方向只能是 up 或 down。")),
        "status": (gettext_lazy("状态"), gettext_lazy("状态只能是 achieved 或 planned。")),
    }

    @staticmethod
    def _lookup(columns: OutcomeColumns, name: str) -> Lookup:
        attribute = columns.attributes[name]
        return lambda values: {
            value: Choice(value, attribute.labels[attribute.places[value]])
            for value in values
            if value in attribute.places
        }

    def chosen(self) -> dict[str, Choices]:
        """The valid choices by parameter name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def recognised(self, name: str) -> Choices:
        """The known values given for `name`, also beside an unknown one."""
        field = self.fields[name]
        return tuple(field.recognise(given_values(self._given.getlist(name))).values())  # type: ignore[attr-defined]


@dataclass(frozen=True)
class OutcomeGroup:
    """Lines of a page that stand together under a heading; without one they are all of the page."""

    heading: str
    planned: bool
    lines: tuple[OutcomeLine, ...]


class OutcomeListing(Listing[OutcomeLine]):
    """Numbers of published cases; results alone unless `status` asks for plans."""

    page_name = "outcomes"
    names = (*FILTERS, *OUTCOME_FILTERS)
    arrangement_form = OutcomeArrangementForm
    order_labels = ORDERS
    counted = gettext_lazy("个")
    what = gettext_lazy("数字")
    # A number takes less room than a case, and only what stands on one page is set side by side.
    size = 50

    def _narrow(self, data: QueryDict) -> None:
        columns = outcome_columns(self.selection.snapshot)
        self.outcome_form = OutcomeFilterForm(data, columns)
        chosen = {name: [c.value for c in choices] for name, choices in self.outcome_form.chosen().items()}
        chosen.setdefault("status", [Outcome.Status.ACHIEVED])
        self.outcomes = OutcomeSelection(self.selection, columns, chosen)
        self._statuses = chosen["status"]

    def rows(self, order: str) -> Sequence[OutcomeLine]:
        """All lines in the order `order`."""
        return Rows(self.outcomes.ids(order), outcome_lines)

    @property
    def filter_forms(self) -> tuple[forms.Form, ...]:
        return (self.filterset.form, self.outcome_form)

    def chosen(self) -> dict[str, Choices]:
        return {**self.filterset.chosen(), **self.outcome_form.chosen()}

    @cached_property
    def facets(self) -> tuple[FacetGroup, ...]:
        """The groups of choices, those of numbers first, with honest counts of numbers."""
        own = (
            (frequent_group if name == _MANY_VALUED else plain_group)(
                name, str(field.label), self.outcome_form.recognised(name), self.outcomes
            )
            for name, field in self.outcome_form.fields.items()
        )
        return (*own, *facet_groups(self.filterset, self.outcomes))

    @cached_property
    def lines(self) -> list[OutcomeLine]:
        """The numbers of the page."""
        return list(self.page)

    @cached_property
    def groups(self) -> tuple[OutcomeGroup, ...]:
        """The lines of the page under headings: plans apart from results, and in an order of values unit from unit."""
        return tuple(
            OutcomeGroup(" · ".join(heading), planned, tuple(lines))
            for (planned, *heading), lines in groupby(self.lines, self._group)
        )

    def _group(self, line: OutcomeLine) -> tuple[Any, ...]:
        status = [str(line.outcome.get_status_display())] if self.shows_plans else []
        if self.order not in BY_VALUE:
            return (line.planned, *status)
        return (line.planned, *status, str(line.outcome.get_kind_display()), line.unit or _("无单位"))

    @cached_property
    def pictures(self) -> Pictures:
        """What of the page can be drawn, and why the rest cannot be compared."""
        return Pictures.of(self.lines)

    @property
    def shows_plans(self) -> bool:
        """Whether plans were asked for."""
        return Outcome.Status.PLANNED in self._statuses

    @property
    def plans(self) -> int:
        """How many plans the same conditions would show."""
        counts = dict(
            zip(self.outcomes.attribute("status").names, self.outcomes.counts("status").tolist(), strict=True)
        )
        return int(counts[Outcome.Status.PLANNED])

    @property
    def plans_query(self) -> str:
        """The address of the plans under the same conditions."""
        return self.parameters.without("page").replacing("status", Outcome.Status.PLANNED).query

    @property
    def achieved_query(self) -> str:
        """The address of the results under the same conditions."""
        return self.parameters.without("page", "status").query

    @property
    def description(self) -> str:
        """What the list shows, in words: 地区为浙江省、单位为件的数字."""
        asked = self.conditions
        return _("%s的数字") % asked if asked else _("已实现的量化成效")
