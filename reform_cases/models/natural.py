"""One manager for natural keys, so that each model only names the fields of its key."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


class NaturalKeyQuerySet(models.QuerySet[M]):
    """A QuerySet for a model that lists the lookups of its natural key in `natural_key_lookups`."""

    def get_by_natural_key(self, *values: Any) -> M:
        """Return the one row with this natural key; raises the model's `DoesNotExist`."""
        lookups: tuple[str, ...] = self.model.natural_key_lookups  # type: ignore[attr-defined]
        return self.get(**dict(zip(lookups, values, strict=True)))
