"""A list of numbers across cases as asked for by an address: the filters of cases, and those of numbers.

Whatever shows numbers makes an `OutcomeListing` from the parameters and renders it. Only results are listed unless plans
are asked for, and the two never stand mixed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform_cases.catalogue.columns.attribute import Attribute
from reform_cases.catalogue.columns.outcomes import outcome_columns
from reform_cases.catalogue.columns.snapshot import Snapshot
from reform_cases.catalogue.listing.facets import FacetGroup, all_choices, frequent_choices
from reform_cases.catalogue.listing.filters import CaseFilterSet, ValuesFilter, carried, listed
from reform_cases.catalogue.listing.listing import Listing
from reform_cases.catalogue.listing.orders import DEFAULT_ORDER, RELEVANCE, OrderLabels
from reform_cases.catalogue.listing.selection import Rows
from reform_cases.catalogue.outcomes.lines import OutcomeLine, outcome_lines
from reform_cases.catalogue.outcomes.pictures import Pictures
from reform_cases.catalogue.outcomes.selection import OutcomeSelection
from reform_cases.models import Outcome

BY_VALUE = ("-value", "value")

ORDERS: OrderLabels = {
    RELEVANCE: gettext_lazy("相关度"),
    DEFAULT_ORDER: gettext_lazy("年份从新到旧"),
    "-value": gettext_lazy("数值从大到小"),
    "value": gettext_lazy("数值从小到大"),
    "metric": gettext_lazy("指标"),
    "region": gettext_lazy("行政区划代码"),
}


class OutcomeFilterSet(CaseFilterSet):
    """What may be asked of a number, beside all that may be asked of its case."""

    # Whose case it is, whether or not the text says whose number.
    organ = ValuesFilter(
        label=gettext_lazy("检察机关"),
        known=carried,
        refusal=gettext_lazy("没有事例出自这个检察机关。"),
        group=frequent_choices,
    )
    # There are as many units as the texts have measure words.
    unit = ValuesFilter(
        label=gettext_lazy("单位"),
        known=listed,
        refusal=gettext_lazy("没有数字用这个单位。"),
        group=frequent_choices,
    )
    kind = ValuesFilter(
        label=gettext_lazy("类型"),
        known=listed,
        refusal=gettext_lazy("类型只能是 count、amount、rate、change 或 ranking。"),
        group=all_choices,
    )
    direction = ValuesFilter(
        label=gettext_lazy("方向"),
        known=listed,
        refusal=gettext_lazy("方向只能是 up 或 down。"),
        group=all_choices,
    )
    status = ValuesFilter(
        label=gettext_lazy("状态"),
        known=listed,
        refusal=gettext_lazy("状态只能是 achieved 或 planned。"),
        group=all_choices,
    )


@dataclass(frozen=True)
class OutcomeGroup:
    """Lines of a page that stand together under a heading; without one they are all of the page."""

    heading: str
    planned: bool
    lines: tuple[OutcomeLine, ...]


class OutcomeListing(Listing[OutcomeLine]):
    """Numbers of published cases; results alone unless `status` asks for plans."""

    page_name = "outcomes"
    filters = OutcomeFilterSet
    order_labels = ORDERS
    counted = gettext_lazy("个")
    what = gettext_lazy("数字")
    # A number takes less room than a case, and only what stands on one page is set side by side.
    size = 50

    def attributes(self, cases: Snapshot) -> Mapping[str, Attribute]:
        return {**cases.attributes, **outcome_columns(cases).attributes}

    @cached_property
    def counting(self) -> OutcomeSelection:
        """Return the numbers left: results alone unless `status` asks for plans."""
        columns = outcome_columns(self.selection.snapshot)
        chosen = {"status": [Outcome.Status.ACHIEVED.value], **self.filterset.values(columns.attributes)}
        return OutcomeSelection(self.selection, columns, chosen)

    def rows(self, order: str) -> Sequence[OutcomeLine]:
        return Rows(self.counting.ids(order), outcome_lines)

    @cached_property
    def facets(self) -> tuple[FacetGroup, ...]:
        """Return the groups of choices, those of numbers first, with honest counts of numbers."""
        groups = self.filterset.groups(self.counting)
        return tuple(sorted(groups, key=lambda group: group.name in CaseFilterSet.base_filters))

    @cached_property
    def lines(self) -> list[OutcomeLine]:
        """Return the numbers of the page."""
        return list(self.page)

    @cached_property
    def groups(self) -> tuple[OutcomeGroup, ...]:
        """Return the lines of the page under headings: plans apart from results, and in an order of values unit from unit."""
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
        """Return what of the page can be drawn, and why the rest cannot be compared."""
        return Pictures.of(self.lines)

    @property
    def shows_plans(self) -> bool:
        """Return whether plans were asked for."""
        return any(
            choice.value == Outcome.Status.PLANNED for choice in self.filterset.chosen.get("status", ())
        )

    @property
    def plans(self) -> int:
        """Return how many plans the same conditions would show."""
        status = self.counting.attribute("status")
        return int(self.counting.counts("status")[status.indexes[Outcome.Status.PLANNED]])

    @property
    def plans_query(self) -> str:
        """Return the address of the plans under the same conditions."""
        return self.parameters.without("page").replacing("status", Outcome.Status.PLANNED).query

    @property
    def achieved_query(self) -> str:
        """Return the address of the results under the same conditions."""
        return self.parameters.without("page", "status").query

    @property
    def description(self) -> str:
        """Return what the list shows, in words: 地区为浙江省、单位为件的数字."""
        asked = self.conditions
        return _("%s的数字") % asked if asked else _("已实现的量化成效")
