"""A list as asked for by an address: the one way from parameters to lines, and to what is said of them, for every format.

A list of something that cases hold is a `Listing` too, so that what may be asked of cases is asked of it in the same words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Generic, Self

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.columns.attribute import Attribute
from reform_cases.catalogue.columns.current import snapshot
from reform_cases.catalogue.columns.numbering import Numbers
from reform_cases.catalogue.columns.snapshot import Snapshot
from reform_cases.catalogue.listing import arrangement
from reform_cases.catalogue.listing.arrangement import ARRANGED, ArrangementForm, ShallowPaginator
from reform_cases.catalogue.listing.facets import Counting, FacetGroup
from reform_cases.catalogue.listing.filters import CaseFilterSet, keywords_by_slug
from reform_cases.catalogue.listing.orders import DEFAULT_ORDER, RELEVANCE, OrderLabels
from reform_cases.catalogue.listing.parameter_fields import given_values, shown_value
from reform_cases.catalogue.listing.parameters import Parameters
from reform_cases.catalogue.listing.selection import Line, Rows, Selection
from reform_cases.search.query import Query, read_query
from reform_cases.version import Version, current_version


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


class Listing(Generic[Line]):
    """What filters and a search leave, in order and cut into pages, with everything a page or a file says about it.

    A kind of listing gives `page_name` (the name of its address), its `filters`, `order_labels`, `what` it lists and
    `counted`, its measure word, `size` (lines of a page unless asked), its `rows`, what is `counting` them, and its words.

    Attributes: `parameters`; `q` (the text searched for); `filterset`; `order`; `page` (one page, fetched when
    it is asked for); `total`; `refusals`; `limited` (the search does without its index: right, but slow).
    """

    page_name: ClassVar[str]
    filters: ClassVar[type[CaseFilterSet]]
    order_labels: ClassVar[OrderLabels]
    counted: ClassVar[Any]
    what: ClassVar[Any]
    size: ClassVar[int] = arrangement.PAGE_SIZE

    def __init__(self, data: QueryDict, version: Version | None = None) -> None:
        version = version or current_version()
        cases = snapshot(version)
        data = keywords_by_slug(data, cases.attributes["keyword"])
        self.parameters = Parameters.read(data, self.parameter_names())
        self.q = " ".join(given_values(data.getlist("q")))
        self.query = read_query(self.q)
        self.filterset = self.filters(data, self.attributes(cases))
        self.selection = Selection(
            cases, self.filterset.values(cases.attributes), self.of_cases(self.query), version.searchable
        )
        self.limited = self.selection.limited
        self._searchable = version.searchable
        self._arrangement = ArrangementForm(data, self.order_labels)
        self.order = self._arrangement.asked("order", RELEVANCE if self.query.terms else DEFAULT_ORDER)
        self.refusals = self._refused_values()
        self._pages, self._number = self._turn_to(int(self._arrangement.asked("page", "1")))
        self.total = self._pages.count

    @classmethod
    def from_params(cls, data: QueryDict, version: Version | None = None) -> Self:
        """Return the listing that the parameters `data` ask for; names it does not know are ignored.

        `version` is the catalogue's, where it has just been asked for.
        """
        return cls(data, version)

    @classmethod
    def parameter_names(cls) -> tuple[str, ...]:
        """Return the names that such a list reads, in the order in which it writes them."""
        return ("q", *cls.filters.base_filters, *ARRANGED)

    def attributes(self, cases: Snapshot) -> Mapping[str, Attribute]:
        """Return what the filters may ask about."""
        return cases.attributes

    def of_cases(self, query: Query) -> Query:
        """Return what of `query` is looked for in cases."""
        return query

    @property
    def counting(self) -> Counting:
        """Return what counts the lines for the panel of filters."""
        raise NotImplementedError

    def rows(self, order: str) -> Rows[Line]:
        """Return all lines in the order `order`, each fetched when it is asked for."""
        raise NotImplementedError

    @property
    def address(self) -> str:
        """Return the address of this list without parameters."""
        return address(self.page_name)

    @cached_property
    def facets(self) -> tuple[FacetGroup, ...]:
        """Return the groups of choices with honest counts."""
        return self.filterset.groups(self.counting)

    @property
    def offers_choices(self) -> bool:
        """Return whether any choice would show something, or mend a refusal: a panel of zeros helps nobody."""
        return bool(self.refusals) or any(choice.count for group in self.facets for choice in group.choices)

    def _refused_values(self) -> list[Refusal]:
        searched = [self._refusal("q", shown_value(self.q), self.query.problem)] if self.query.problem else []
        return searched + [
            self._refusal(name, str((error.params or {})["value"]), str(error.message))
            for form in (self.filterset.form, self._arrangement)
            for name, errors in form.errors.as_data().items()
            for error in errors
        ]

    def _refusal(self, name: str, value: str, reason: str) -> Refusal:
        return Refusal(name, self._label(name), value, reason, self.parameters.without(name, "page").query)

    def _label(self, name: str) -> str:
        if name == "q":
            return _("检索词")
        return str({**self.filterset.form.fields, **self._arrangement.fields}[name].label)

    @cached_property
    def page(self) -> Page[Line]:
        """Return one page of lines; whoever needs only keys never fetches it."""
        return self._pages.page(self._number)

    def _turn_to(self, number: int) -> tuple[Paginator[Line], int]:
        """All pages and the number of that one; one past the end is refused like any other bad value, and nothing shown."""
        size = int(self._arrangement.asked("page_size", str(self.size)))
        pages: Paginator[Line] = ShallowPaginator(self.rows(self.order), size)
        if number > pages.num_pages and not self.refusals:
            reason = _("这个列表只有 %d 页。") % pages.num_pages
            if number <= -(-pages.count // size):
                reason = _("列表最多翻到第 %d 条，请再加条件或检索词。") % arrangement.DEEPEST
            self.refusals.append(self._refusal("page", str(number), reason))
        if self.refusals:
            return ShallowPaginator([], size), 1
        return pages, number

    @property
    def page_number(self) -> int:
        """Return the number of the page."""
        return self._number

    @property
    def page_size(self) -> int:
        """Return the lines of a page."""
        return int(self._pages.per_page)

    @property
    def ids(self) -> list[int]:
        """Return the keys of the lines of the page."""
        size = self._pages.per_page
        ids: list[int] = self.all_ids[(self._number - 1) * size : self._number * size].tolist()
        return ids

    @property
    def all_ids(self) -> Numbers:
        """Return the keys of all lines in order, whatever the page."""
        return self.rows(self.order).ids

    @property
    def total_shown(self) -> str:
        """Return the number of lines as it is written everywhere: 12,345."""
        return f"{self.total:,}"

    @cached_property
    def chips(self) -> tuple[Chip, ...]:
        """Return a chip for each choice in force."""
        rest = self.parameters.without("page")
        searched = (Chip("q", self._label("q"), self.q, rest.without("q").query),) if self.q else ()
        return searched + tuple(
            Chip(
                name,
                self._label(name),
                c.label,
                rest.without_value(name, c.value).query,
            )
            for name, choices in self.filterset.chosen.items()
            for c in choices
        )

    @property
    def unfiltered_query(self) -> str:
        """Return the address of the same list without any filter or search."""
        return self.parameters.without("q", *self.filters.base_filters, "page").query

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Return what the form of filters sends along: how the list is laid out, but not the page."""
        return [
            (name, choices[0].value)
            for name, choices in self._arrangement.cleaned_data.items()
            if choices and name != "page"
        ]

    @property
    def orders(self) -> list[Option]:
        """Return the orders to choose from."""
        opening = self.parameters.without("page").opening("order")
        return [
            Option(str(label), opening + name, name == self.order)
            for name, label in self.order_labels.items()
            if name != RELEVANCE or self.query.terms
        ]

    @property
    def chosen_pairs(self) -> list[tuple[str, str]]:
        """Return the filters in force, which the search box sends along."""
        return list(self.parameters.without("q", "page").pairs)

    @property
    def before(self) -> str:
        """Return the address of the page before, "" on the first."""
        return self._turned(-1)

    @property
    def after(self) -> str:
        """Return the address of the next page, "" on the last."""
        return self._turned(1)

    def _turned(self, by: int) -> str:
        number = self._number + by
        inside = 1 <= number <= self._pages.num_pages
        return f"{self.parameters.opening('page')}{number}" if inside else ""

    @cached_property
    def pages(self) -> list[Option]:
        """Return numbered pages to turn to; "…" without a query where some are left out."""
        numbers: list[Any] = list(self._pages.get_elided_page_range(self._number, on_each_side=2, on_ends=1))
        opening = self.parameters.opening("page")
        return [
            Option(str(n), f"{opening}{n}" if isinstance(n, int) else "", n == self._number) for n in numbers
        ]

    @cached_property
    def conditions(self) -> str:
        """Return what is asked, in words: 地区为浙江省、关键词为数字化; "" when nothing is."""
        either = str(_("或"))
        parts = [_("含“%s”") % self.q] if self.q else []
        parts += [
            _("%(name)s为%(values)s")
            % {"name": self._label(name), "values": either.join(choice.label for choice in choices)}
            for name, choices in self.filterset.chosen.items()
        ]
        return "、".join(parts)
