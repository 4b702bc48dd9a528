"""The first page: what this is, a search, some numbers, the ways in, and the newest batch."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reform_cases.catalogue.columns.current import snapshot
from reform_cases.catalogue.listing.case_lines import case_lines
from reform_cases.catalogue.ways_in.batches import batch_ids, batches
from reform_cases.catalogue.ways_in.highlights import LOOKED_AT, highlights
from reform_cases.catalogue.ways_in.keywords import most_frequent
from reform_cases.catalogue.ways_in.regions import region_counts
from reform_cases.catalogue.ways_in.tiles import tile_grid
from reform_cases.views.page_cache import kept, version_seen

KEYWORDS_SHOWN = 30
CASES_SHOWN = 6
NUMBERS_SHOWN = 3
BATCHES_SHOWN = 12


@require_safe
@kept()
def overview(request: HttpRequest) -> HttpResponse:
    """`/`"""
    catalogue = snapshot(version_seen(request))
    all_batches = batches(catalogue)
    newest, earlier = (all_batches[0] if all_batches else None), all_batches[1:]
    ids = batch_ids(catalogue, newest.slug, LOOKED_AT) if newest else []
    keywords = catalogue.attributes["keyword"]
    context = {
        "total": catalogue.size,
        "numbers": highlights(ids, NUMBERS_SHOWN),
        "grid": tile_grid(region_counts(catalogue.attributes["region"])),
        "keywords": most_frequent(keywords, keywords.totals, KEYWORDS_SHOWN),
        "newest": newest,
        "cases": case_lines(ids[:CASES_SHOWN]),
        "earlier": earlier[:BATCHES_SHOWN],
        "more_batches": len(earlier) > BATCHES_SHOWN,
    }
    return render(request, "overview.html", context)
