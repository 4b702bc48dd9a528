"""Counting what points to a row, in a list of rows."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def counted(rows: QuerySet[Any], field: str) -> Coalesce:
    """Return how many of `rows` point with `field` to a row of a list, without joining them to it."""
    rows = rows.filter(**{field: OuterRef("pk")}).order_by().values(field)
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)
