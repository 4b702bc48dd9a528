"""The list of cases: whatever shows several cases (a page, later a file or a feed) makes one and renders it."""

from __future__ import annotations

from functools import cached_property
from typing import Self

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform_cases.catalogue.found.snippets import snippets
from reform_cases.catalogue.listing.case_lines import CaseLine, case_lines
from reform_cases.catalogue.listing.filters import CaseFilterSet
from reform_cases.catalogue.listing.listing import Listing
from reform_cases.catalogue.listing.orders import CASE_ORDERS
from reform_cases.catalogue.listing.otherwise import FEW, Otherwise
from reform_cases.catalogue.listing.readings import Reading, readings
from reform_cases.catalogue.listing.selection import Rows, Selection
from reform_cases.catalogue.listing.tray import CHOSEN, Tray
from reform_cases.version import Version


class CaseListing(Listing[CaseLine]):
    """Cases; only published ones are ever in it."""

    page_name = "cases"
    filters = CaseFilterSet
    order_labels = CASE_ORDERS
    counted = gettext_lazy("件")
    what = gettext_lazy("事例")

    # How a search that found nothing as typed was read instead, and what was typed.
    reading: Reading | None = None
    typed = ""

    @classmethod
    def from_params(cls, data: QueryDict, version: Version | None = None) -> Self:
        """Return the cases that `data` ask for; a search that finds none is read otherwise, if that finds some."""
        listing = super().from_params(data, version)
        if listing.total or listing.refusals or not listing.query.wanted:
            return listing
        for reading in readings(listing.q, listing.selection.snapshot.attributes):
            read = cls(reading.applied(data), version)
            if read.total:
                read.reading, read.typed = reading, listing.q
                return read
        return listing

    @cached_property
    def otherwise(self) -> Otherwise | None:
        """Return what is offered to a reader whose search found nothing or little."""
        if self.refusals or self.total >= FEW or not self.query.wanted:
            return None
        return Otherwise(self, self.typed or self.q)

    @property
    def literally(self) -> str:
        """Return the address of the search as typed, where it was read otherwise."""
        return (
            self.parameters.without("q", "page", "region", "function").replacing("q", f'"{self.typed}"').query
        )

    @classmethod
    def parameter_names(cls) -> tuple[str, ...]:
        return (*super().parameter_names(), CHOSEN)

    @cached_property
    def tray(self) -> Tray:
        """Return the cases chosen for a comparison."""
        return Tray.of(self.parameters)

    @property
    def counting(self) -> Selection:
        return self.selection

    def rows(self, order: str) -> Rows[CaseLine]:
        return Rows(self.selection.ids(order), case_lines)

    @cached_property
    def lines(self) -> list[CaseLine]:
        """Return the cases of the page; with a search each has `snippet`, the passage that was found, and leads to where its
        words are marked and this list is led back to.
        """
        lines = list(self.page)
        if not self.query.wanted:
            return lines
        lines = [line._replace(url=f"{line.url}{self.parameters.query}") for line in lines]
        passages = snippets({line.pk: line.url for line in lines}, self.query)
        return [line._replace(snippet=passages[line.pk]) for line in lines]

    @cached_property
    def description(self) -> str:
        """Return what the list shows, in words: 地区为浙江省、关键词为数字化的事例."""
        asked = self.conditions
        return _("%s的事例") % asked if asked else _("全部事例")
