"""The six shipped cases, indexed."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from reform_cases.models import Case, CatalogueVersion, Region
from reform_cases.reference import regions
from reform_cases.search import engine
from reform_cases.search.refresh import refresh


@pytest.fixture
def shipped(db):
    """The primary keys of the six cases, loaded and indexed."""
    Region.objects.bulk_create(
        Region(code=division.code, name=division.name, level=division.level)
        for division in regions.table().values()
    )
    call_command("loaddata", "jcgg-2024", verbosity=0)
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
