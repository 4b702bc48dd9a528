"""The batches that readers see."""

from __future__ import annotations

from django.db.models import Count, Q

from reform_cases.models import Case, Collection
from reform_cases.models.collection import CollectionQuerySet


def collections_with_counts() -> CollectionQuerySet:
    """Batches with some published case, newest first, each with `n`, the number of its published cases."""
    published = Count("cases", filter=Q(cases__status=Case.Status.PUBLISHED))
    return Collection.objects.annotate(n=published).filter(n__gt=0)
