"""The orders of a list, the same on every database."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from reform_cases.catalogue.listing.parameter_fields import Choice
from reform_cases.models.case import CaseQuerySet
from reform_cases.sql.collation import CodePoints

_NEWEST = (F("collection__year").desc(), CodePoints("collection__slug"), F("number"))

DEFAULT_ORDER = "-year"
# Needs a search; without one every case is as relevant as the next.
RELEVANCE = "relevance"
# Every order ends in batch and number, which together are unique: no two cases ever change places.
ORDERS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    RELEVANCE: (_("相关度"), (F("rank"), *_NEWEST)),
    "-year": (_("年份从新到旧"), _NEWEST),
    "number": (_("序号"), (F("number"), *_NEWEST)),
    "region": (_("行政区划代码"), (F("region_id").asc(nulls_last=True), *_NEWEST)),
    "title": (_("标题"), (CodePoints("title"), *_NEWEST)),
}


def known_orders(names: list[str]) -> dict[str, Choice]:
    """The orders that a list can be asked for."""
    return {name: Choice(name, str(ORDERS[name][0])) for name in names if name in ORDERS}


def ordered(queryset: CaseQuerySet, name: str) -> CaseQuerySet:
    """`queryset` in the order `name`, which must be one of `ORDERS`; by relevance only what `search_cases` gave."""
    return queryset.order_by(*ORDERS[name][1])
