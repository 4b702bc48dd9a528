"""Counting what points to a row, in a list of rows."""

from __future__ import annotations

from django.db.models import Count, Model, OuterRef, Subquery
from django.db.models.functions import Coalesce


def counted(model: type[Model], field: str) -> Coalesce:
    """Return how many rows of `model` point with `field` to a row of a list, without joining them to it."""
    rows = model._default_manager.filter(**{field: OuterRef("pk")}).order_by().values(field)
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)
