"""The first page: a search, some questions with their answers, the newest batch, the ways in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reform_cases.catalogue.columns.current import snapshot
from reform_cases.catalogue.listing.case_lines import CaseLine, case_lines
from reform_cases.catalogue.ways_in.batches import batch_ids, batches
from reform_cases.catalogue.ways_in.keywords import by_function
from reform_cases.catalogue.ways_in.questions import begin
from reform_cases.catalogue.ways_in.regions import region_counts
from reform_cases.catalogue.ways_in.tiles import tile_grid
from reform_cases.views.page_cache import kept, version_seen

CASES_SHOWN = 10
KEYWORDS_SHOWN = 6


@require_safe
@kept()
def overview(request: HttpRequest) -> HttpResponse:
    """`/`"""
    catalogue = snapshot(version_seen(request))
    all_batches = batches(catalogue)
    newest = all_batches[0] if all_batches else None
    ids = batch_ids(catalogue, newest.slug, CASES_SHOWN) if newest else []
    first = begin(catalogue)
    context = {
        "total": catalogue.size,
        "begin": first,
        "grid": tile_grid(region_counts(catalogue.attributes["region"])),
        "functions": by_function(catalogue, KEYWORDS_SHOWN),
        "newest": newest,
        "cases": [_without(case, first.hrefs) for case in case_lines(ids)],
        "batches": len(all_batches),
    }
    return render(request, "overview.html", context)


def _without(case: CaseLine, hrefs: frozenset[str]) -> CaseLine:
    """`case` without the numbers that the page shows already."""
    return case._replace(headlines=tuple(one for one in case.headlines if one.href not in hrefs))
