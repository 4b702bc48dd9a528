"""Addresses as their parameters."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from reform_cases.catalogue.listing.cases import CaseListing


@pytest.fixture
def listing(db):
    """A function from a query string to the listing it asks for."""
    return lambda query="": CaseListing.from_params(QueryDict(query))


@pytest.fixture
def numbers(listing):
    """A function from a query string to the numbers of the cases shown, in order."""
    return lambda query="": [case.number for case in listing(query).page]
