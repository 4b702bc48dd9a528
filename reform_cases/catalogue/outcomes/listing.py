"""A list of numbers across cases as asked for by an address: the filters of cases, and those of numbers.

Whatever shows numbers makes an `OutcomeListing` from the parameters and renders it. Only results are listed unless plans
are asked for, and the two never stand mixed.
"""

from __future__ import annotations

from collections.abc import Mapping
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
from reform_cases.catalogue.numbers.comparability import kind_name
from reform_cases.catalogue.outcomes.found import Found, found_numbers, of_cases
from reform_cases.catalogue.outcomes.lines import OutcomeLine, outcome_lines
from reform_cases.catalogue.outcomes.pictures import Pictures
from reform_cases.catalogue.outcomes.selection import OutcomeSelection
from reform_cases.models import Outcome
from reform_cases.search.query import Query

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
    # Worked out from the metrics: as many as recur.
    theme = ValuesFilter(
        label=gettext_lazy("主题"),
        known=listed,
        refusal=gettext_lazy("没有这个主题的数字。"),
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


@dataclass(frozen=True)
class WayChoice:
    """A choice of a way; `share` is its count in hundredths of the largest."""

    label: str
    count: int
    share: int
    query: str


@dataclass(frozen=True)
class Way:
    """How the numbers spread over the choices of the filter `name`."""

    name: str
    heading: str
    choices: tuple[WayChoice, ...]


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
        return OutcomeSelection(self.selection, columns, chosen, self.found.ranks if self.found else None)

    @cached_property
    def found(self) -> Found | None:
        """Return the numbers that the search finds."""
        columns = outcome_columns(self.selection.snapshot)
        return found_numbers(self.query, columns, self.selection, self._searchable)

    def of_cases(self, query: Query) -> Query:
        """Return what of `query` is looked for in cases; the rest in numbers."""
        return of_cases(query)

    def rows(self, order: str) -> Rows[OutcomeLine]:
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
        status = [str(Outcome.Status(line.outcome.status).label)] if self.shows_plans else []
        if self.order not in BY_VALUE:
            return (line.planned, *status)
        return (line.planned, *status, kind_name(line.outcome), line.unit or _("无单位"))

    @cached_property
    def pictures(self) -> Pictures:
        """Return the pictures of all numbers left, on the first page; plans alone are drawn only when only they are left."""
        if self.refusals or self.page_number > 1:
            return Pictures()
        left, achieved = self.counting.indexes, self.counting.columns.achieved
        return Pictures.of(self.counting.columns, results if len(results := left[achieved[left]]) else left)

    @cached_property
    def ways(self) -> list[Way]:
        """Return how the numbers spread over years and divisions, where there is more than one."""
        headings = {"year": _("按年份"), "region": _("按地区")}
        ways = [self._way(group, headings[group.name]) for group in self.facets if group.name in headings]
        return [way for way in ways if len(way.choices) > 1]

    def _way(self, group: FacetGroup, heading: str) -> Way:
        choices = [choice for choice in group.choices if choice.count and not choice.depth]
        most = max((choice.count for choice in choices), default=1)
        opening = self.parameters.without("page").opening(group.name)
        return Way(
            group.name,
            heading,
            tuple(WayChoice(c.label, c.count, -(-100 * c.count // most), opening + c.value) for c in choices),
        )

    def theme_query(self, theme: str) -> str:
        """Return the address of the numbers of `theme` under the same conditions."""
        return self.parameters.without("page").replacing("theme", theme).query

    @property
    def unread(self) -> tuple[str, ...]:
        """Return the words that were looked for in no sentence."""
        return self.found.unread if self.found and not self.refusals else ()

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
