"""The six shipped cases, indexed."""

from __future__ import annotations

import pytest

from reform_cases.models import Case, CatalogueVersion
from reform_cases.search import engine
from reform_cases.search.refresh import refresh
from tests.shipped import load_shipped


@pytest.fixture
def shipped(db):
    """The primary keys of the six cases, loaded and indexed."""
    load_shipped()
    ids = list(Case.objects.values_list("pk", flat=True))
    refresh(ids)
    return ids


@pytest.fixture
def without_index(db):
    """A function that leaves the index as a rebuild that was broken off at once does."""

    def begin_a_rebuild():
        engine.clear()
        CatalogueVersion.objects.update(indexed=False)

    return begin_a_rebuild
