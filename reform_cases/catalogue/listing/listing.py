"""A list as asked for by an address: the one way from parameters to cases, and to what is said of them, for every format.

Whatever shows cases (a page, later a file or a feed) makes a `CaseListing` from the parameters and renders it. A list of
something that cases hold is a `Listing` too, so that what may be asked of cases is asked of it in the same words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Generic, Self

from django import forms
from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.columns.snapshot import snapshot
from reform_cases.catalogue.found.snippets import snippets
from reform_cases.catalogue.listing.case_lines import CaseLine, case_lines
from reform_cases.catalogue.listing.facets import FacetGroup, facet_groups
from reform_cases.catalogue.listing.filters import CaseFilterSet, Choices, keywords_by_slug
from reform_cases.catalogue.listing.orders import DEFAULT_ORDER, ORDERS, RELEVANCE, known_orders, ordered
from reform_cases.catalogue.listing.parameter_fields import (
    Choice,
    ValuesField,
    given_values,
    shown_value,
    whole_numbers,
)
from reform_cases.catalogue.listing.parameters import Parameters
from reform_cases.catalogue.listing.selection import Line, Rows, Selection
from reform_cases.models import Case
from reform_cases.models.case import CaseQuerySet
from reform_cases.search.matching import search_cases
from reform_cases.search.query import read_query
from reform_cases.version import Version, current_version

PAGE_SIZE = 20
MOST_PER_PAGE = 100
# What nobody turns pages for; beyond it a list is narrowed down.
DEEPEST = 10_000
COUNTED_TO = 10_000
FILTERS = tuple(CaseFilterSet.base_filters)
# Never asked itself: a page goes by the snapshot, and whatever needs a queryset begins with a copy.
_PUBLISHED = Case.objects.published()


class ArrangementForm(forms.Form):
    """How a list is laid out: its order and its pages."""

    order = ValuesField(
        label=gettext_lazy("排序"),
        lookup=known_orders,
        refusal=gettext_lazy("没有这种排序。"),
        single=True,
        required=False,
    )
    page = ValuesField(
        label=gettext_lazy("页码"),
        lookup=whole_numbers(1, 1_000_000),
        refusal=gettext_lazy("页码应是从 1 开始的整数。"),
        single=True,
        required=False,
    )
    page_size = ValuesField(
        label=gettext_lazy("每页件数"),
        lookup=whole_numbers(1, MOST_PER_PAGE),
        refusal=gettext_lazy("每页件数应是 1 至 100 的整数。"),
        single=True,
        required=False,
    )


@dataclass(frozen=True)
class Refusal:
    """A value that a parameter cannot have; `query` is the address without that parameter."""

    name: str
    label: str
    value: str
    reason: str
    query: str


@dataclass(frozen=True)
class Chip:
    """A choice in force; `query` is the address without it."""

    name: str
    group: str
    label: str
    query: str


@dataclass(frozen=True)
class Option:
    """One of several ways to show the same list."""

    label: str
    query: str
    selected: bool


class ShallowPaginator(Paginator):  # type: ignore[type-arg]
    """Pages up to a depth; the count is of everything."""

    @cached_property
    def num_pages(self) -> int:
        return min(super().num_pages, max(1, DEEPEST // self.per_page))


class Listing(Generic[Line]):
    """What filters and a search leave, in order and cut into pages, with everything a page or a file says about it.

    A kind of listing gives `page_name` (the name of its address), `names` (its filters, in the order in which they are
    written), `arrangement_form`, `order_labels`, `what` it lists and `counted`, its measure word, `size` (lines of a page unless asked), its `rows` and its words.

    Attributes: `parameters`; `q` (the text searched for); `filterset`; `order`; `page` (one page, what it needs already
    fetched); `total`; `refusals`; `limited` (the search does without its index: right, but slow).
    """

    page_name: ClassVar[str]
    names: ClassVar[tuple[str, ...]]
    arrangement_form: ClassVar[type[ArrangementForm]]
    order_labels: ClassVar[Mapping[str, Any]]
    counted: ClassVar[Any]
    what: ClassVar[Any]
    size: ClassVar[int] = PAGE_SIZE

    def __init__(self, data: QueryDict, version: Version | None = None) -> None:
        data = keywords_by_slug(data)
        self.parameters = Parameters.read(data, self.parameter_names())
        self.q = " ".join(given_values(data.getlist("q")))
        self.query = read_query(self.q)
        self.filterset = CaseFilterSet(data, queryset=_PUBLISHED)
        self._arrangement = self.arrangement_form(data)
        self.order = self._arranged("order", RELEVANCE if self.query.terms else DEFAULT_ORDER)
        version = version or current_version()
        self.limited = bool(self.query.terms) and not version.searchable
        chosen = {
            name: [choice.value for choice in choices] for name, choices in self.filterset.chosen().items()
        }
        self.selection = Selection(snapshot(version), chosen, self.query, version.searchable)
        self._narrow(data)
        self.refusals = self._refused_values()
        self.page: Page[Line] = self._turn_to(int(self._arranged("page", "1")))
        self.total = self.page.paginator.count

    @classmethod
    def from_params(cls, data: QueryDict, version: Version | None = None) -> Self:
        """The listing that the parameters `data` ask for; names it does not know are ignored.

        `version` is the catalogue's, where it has just been asked for.
        """
        return cls(data, version)

    @classmethod
    def parameter_names(cls) -> tuple[str, ...]:
        """Return the names that such a list reads, in the order in which it writes them."""
        return ("q", *cls.names, *cls.arrangement_form.base_fields)

    def _narrow(self, data: QueryDict) -> None:
        """Apply what `data` asks beyond the filters of cases."""

    def rows(self, order: str) -> Sequence[Line]:
        """All lines in the order `order`, each fetched when it is asked for."""
        raise NotImplementedError

    @property
    def address(self) -> str:
        """The address of this list without parameters."""
        return address(self.page_name)

    @property
    def filter_forms(self) -> tuple[forms.Form, ...]:
        """The forms that read the filters."""
        return (self.filterset.form,)

    def chosen(self) -> dict[str, Choices]:
        """The valid choices of every filter by parameter name, those of filters without one left out."""
        return self.filterset.chosen()

    def _arranged(self, name: str, default: str) -> str:
        self._arrangement.is_valid()
        chosen: tuple[Choice, ...] = self._arrangement.cleaned_data.get(name, ())
        return chosen[0].value if chosen else default

    def _refused_values(self) -> list[Refusal]:
        searched = [self._refusal("q", shown_value(self.q), self.query.problem)] if self.query.problem else []
        return searched + [
            self._refusal(name, str((error.params or {})["value"]), str(error.message))
            for form in (*self.filter_forms, self._arrangement)
            for name, errors in form.errors.as_data().items()
            for error in errors
        ]

    def _refusal(self, name: str, value: str, reason: str) -> Refusal:
        return Refusal(name, self._label(name), value, reason, self.parameters.without(name, "page").query)

    def _label(self, name: str) -> str:
        if name == "q":
            return _("检索词")
        named = (form.fields[name] for form in (*self.filter_forms, self._arrangement) if name in form.fields)
        return str(next(named).label)

    def _turn_to(self, number: int) -> Page[Line]:
        """That page; a page past the end is refused like any other bad value, and an empty first page returned."""
        size = int(self._arranged("page_size", str(self.size)))
        pages: Paginator[Line] = ShallowPaginator(self.rows(self.order), size)
        if number > pages.num_pages and not self.refusals:
            reason = _("这个列表只有 %d 页。") % pages.num_pages
            if number <= -(-pages.count // size):
                reason = _("列表最多翻到第 %d 条，请再加条件或检索词。") % DEEPEST
            self.refusals.append(self._refusal("page", str(number), reason))
        if self.refusals:
            return ShallowPaginator([], size).page(1)
        return pages.page(number)

    @property
    def total_shown(self) -> str:
        """The number of cases as far as it is of use: 超过10,000."""
        return str(self.total) if self.total <= COUNTED_TO else _("超过%s") % f"{COUNTED_TO:,}"

    @cached_property
    def chips(self) -> tuple[Chip, ...]:
        """One for each choice in force."""
        rest = self.parameters.without("page")
        searched = (Chip("q", self._label("q"), self.q, rest.without("q").query),) if self.q else ()
        return searched + tuple(
            Chip(
                name,
                self._label(name),
                c.label,
                rest.without_value(name, c.value).query,
            )
            for name, choices in self.chosen().items()
            for c in choices
        )

    @property
    def unfiltered_query(self) -> str:
        """The address of the same list without any filter or search."""
        return self.parameters.without("q", *self.names, "page").query

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What the form of filters sends along: how the list is laid out, but not the page."""
        return [
            (name, choices[0].value)
            for name, choices in self._arrangement.cleaned_data.items()
            if choices and name != "page"
        ]

    @property
    def orders(self) -> list[Option]:
        """The orders to choose from."""
        opening = self.parameters.without("page").opening("order")
        return [
            Option(str(label), opening + name, name == self.order)
            for name, label in self.order_labels.items()
            if name != RELEVANCE or self.query.terms
        ]

    @property
    def chosen_pairs(self) -> list[tuple[str, str]]:
        """The filters in force, which the search box sends along."""
        return list(self.parameters.without("q", "page").pairs)

    @cached_property
    def pages(self) -> list[Option]:
        """Numbered pages to turn to; "…" without a query where some are left out."""
        numbers: list[Any] = list(
            self.page.paginator.get_elided_page_range(self.page.number, on_each_side=2, on_ends=1)
        )
        opening = self.parameters.opening("page")
        return [
            Option(str(n), f"{opening}{n}" if isinstance(n, int) else "", n == self.page.number)
            for n in numbers
        ]

    @cached_property
    def conditions(self) -> str:
        """What is asked, in words: 地区为浙江省、关键词为数字化; "" when nothing is."""
        either = str(_("或"))
        parts = [_("含“%s”") % self.q] if self.q else []
        parts += [
            _("%(name)s为%(values)s")
            % {"name": self._label(name), "values": either.join(choice.label for choice in choices)}
            for name, choices in self.chosen().items()
        ]
        return "、".join(parts)


class CaseListing(Listing[CaseLine]):
    """Cases; only published ones are ever in it. `cases` has all of them, in order; none when a value was refused."""

    page_name = "cases"
    names = FILTERS
    arrangement_form = ArrangementForm
    order_labels = {name: label for name, (label, _fields) in ORDERS.items()}
    counted = gettext_lazy("件")
    what = gettext_lazy("事例")

    def rows(self, order: str) -> Sequence[CaseLine]:
        """All lines in the order `order`."""
        return Rows(self.selection.ids(order), case_lines)

    @property
    def cases(self) -> CaseQuerySet:
        """Every case asked for, in order, as a queryset for whatever shows more than a page; none when refused."""
        if self.refusals:
            return Case.objects.none()
        return ordered(search_cases(self.filterset.cases(), self.q), self.order)

    @cached_property
    def lines(self) -> list[CaseLine]:
        """The cases of the page; with a search each has `snippet`, the passage that was found."""
        lines = list(self.page)
        if not self.query.wanted:
            return lines
        found = snippets({line.pk: line.url for line in lines}, self.query)
        return [line._replace(snippet=found[line.pk]) for line in lines]

    @cached_property
    def facets(self) -> tuple[FacetGroup, ...]:
        """The groups of choices with honest counts."""
        return facet_groups(self.filterset, self.selection)

    @cached_property
    def description(self) -> str:
        """What the list shows, in words: 地区为浙江省、关键词为数字化的事例."""
        asked = self.conditions
        return _("%s的事例") % asked if asked else _("全部事例")
