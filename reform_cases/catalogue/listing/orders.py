"""The orders of a list of cases, by name; the arrays know them by the same names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

# What readers call each order.
OrderLabels = Mapping[str, Any]

DEFAULT_ORDER = "-year"
# Needs a search; without one every case is as relevant as the next.
RELEVANCE = "relevance"
# Every order ends in batch and number, which together are unique: no two cases ever change places.
CASE_ORDERS: OrderLabels = {
    RELEVANCE: _("相关度"),
    DEFAULT_ORDER: _("年份从新到旧"),
    "number": _("序号"),
    "region": _("行政区划代码"),
    "title": _("标题"),
}
