"""What is asked of a search in these tests."""

from __future__ import annotations

from io import StringIO

from django.core.management import call_command
from django.http import QueryDict

from reform_cases.catalogue.listing.cases import CaseListing
from reform_cases.models import Case, SearchSegment
from reform_cases.search.matching import found_ids


def numbers(text):
    """The numbers of the cases, of any status, that `text` finds."""
    return sorted(Case.objects.filter(pk__in=found_ids(text)).values_list("number", flat=True))


def listed(query):
    """The numbers of the cases on the list that `query`, an address, asks for."""
    return [case.number for case in CaseListing.from_params(QueryDict(query)).page]


def command(*args):
    """What a command says."""
    out = StringIO()
    call_command(*args, stdout=out, stderr=StringIO())
    return out.getvalue()


def sizes():
    """The numbers of cases of the index's segments, the smallest first."""
    return sorted(SearchSegment.objects.exclude(pk=0).values_list("cases", flat=True))
