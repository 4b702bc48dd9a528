"""How a list is laid out: its order and its pages, as an address asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from reform_cases.catalogue.listing.orders import OrderLabels
from reform_cases.catalogue.listing.parameter_fields import Choice, Lookup, ValuesField, whole_numbers

PAGE_SIZE = 20
MOST_PER_PAGE = 100
# What nobody turns pages for; beyond it a list is narrowed down.
DEEPEST = 10_000
# The parameters of an arrangement, in the order in which they are written.
ARRANGED = ("order", "page", "page_size")


def _known(orders: OrderLabels) -> Lookup:
    return lambda names: {name: Choice(name, str(orders[name])) for name in names if name in orders}


def _asked_once(label: Any, lookup: Lookup, refusal: Any) -> ValuesField:
    return ValuesField(label=label, lookup=lookup, refusal=refusal, single=True, required=False)


class ArrangementForm(forms.Form):
    """Order, page and lines of a page; `orders` are those that the list can be asked for."""

    page = _asked_once(_("页码"), whole_numbers(1, 1_000_000), _("页码应是从 1 开始的整数。"))
    page_size = _asked_once(
        _("每页件数"), whole_numbers(1, MOST_PER_PAGE), _("每页件数应是 1 至 100 的整数。")
    )

    def __init__(self, data: QueryDict, orders: OrderLabels) -> None:
        super().__init__(data)
        order = _asked_once(_("排序"), _known(orders), _("没有这种排序。"))
        self.fields = {"order": order, **self.fields}

    def asked(self, name: str, default: str) -> str:
        """Return the valid value of `name`, else `default`."""
        self.is_valid()
        choices: Sequence[Choice] = self.cleaned_data.get(name, ())
        return choices[0].value if choices else default


class ShallowPaginator(Paginator):  # type: ignore[type-arg]
    """Pages up to a depth; the count is of everything."""

    @cached_property
    def num_pages(self) -> int:
        return min(super().num_pages, max(1, DEEPEST // self.per_page))
