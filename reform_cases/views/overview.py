"""The first page: what this is, the batches, and the ways in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reform_cases.catalogue.collections import collections_with_counts
from reform_cases.catalogue.keywords import keyword_counts
from reform_cases.catalogue.places import places_below, region_counts
from reform_cases.models import Case

KEYWORDS_SHOWN = 30


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """`/`"""
    cases = Case.objects.published()
    return render(
        request,
        "overview.html",
        {
            "total": cases.count(),
            "collections": collections_with_counts(),
            "provinces": [place for place in places_below("", region_counts(cases)) if place.count],
            "keywords": keyword_counts(cases)[:KEYWORDS_SHOWN],
        },
    )
