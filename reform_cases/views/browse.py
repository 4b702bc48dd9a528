"""Ways in beside the list: by division, by keyword, by batch."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reform_cases.catalogue.columns.attribute import Attribute
from reform_cases.catalogue.columns.current import snapshot
from reform_cases.catalogue.found.keyword_in_context import usages
from reform_cases.catalogue.listing.cases import CaseListing
from reform_cases.catalogue.ways_in.batches import batch_sources, batches
from reform_cases.catalogue.ways_in.instruments import instrument_at, instrument_index
from reform_cases.catalogue.ways_in.keywords import by_function, carried_with, letters, most_frequent, named
from reform_cases.catalogue.ways_in.regions import counts_below, division_page, region_counts
from reform_cases.catalogue.ways_in.tiles import tile_grid
from reform_cases.models import Collection, Keyword
from reform_cases.reference import regions
from reform_cases.version import Version
from reform_cases.views.crumbs import Crumb, crumbs, region_crumbs
from reform_cases.views.page_cache import kept, version_seen

KEYWORDS_SHOWN = 24
KEYWORDS_OF_FUNCTION = 8
MOST_FOUND = 100
# More keywords than these stand folded under their letters, the most frequent before them.
FEW_KEYWORDS = 30
# A batch from more divisions than these is shown by province.
DIVISIONS_SHOWN = 80


def listing_of(version: Version, **parameters: str) -> CaseListing:
    """Return the listing that `/cases/` shows for the same parameters."""
    data = QueryDict(mutable=True)
    data.update(parameters)
    return CaseListing.from_params(data, version)


@require_safe
@kept()
def region_index(request: HttpRequest) -> HttpResponse:
    """`/regions/`"""
    catalogue = snapshot(version_seen(request))
    counts = region_counts(catalogue.attributes["region"])
    grid = tile_grid(counts)
    context = {
        "grid": grid,
        "divisions": [tile for tile in grid.tiles if tile.count],
        "without": [tile for tile in grid.tiles if not tile.count],
        "placed": sum(tile.count for tile in grid.tiles),
        "total": catalogue.size,
        "section": "regions",
        "crumbs": crumbs(Crumb(_("地区"))),
    }
    return render(request, "regions/index.html", context)


@require_safe
@kept()
def region(request: HttpRequest, code: str) -> HttpResponse:
    """`/regions/<code>/`: any division of the table, also one without cases; of one that is no more, what it became."""
    path = regions.path(code)
    if not path:
        return _former_region(request, code)
    listing = listing_of(version_seen(request), region=code)
    attributes = listing.selection.snapshot.attributes
    keywords = most_frequent(
        attributes["keyword"], listing.selection.counts("keyword"), KEYWORDS_SHOWN, [("region", code)]
    )
    context = {
        "page": division_page(code, region_counts(attributes["region"])),
        "listing": listing,
        "keywords": keywords,
        "section": "regions",
        "crumbs": crumbs(Crumb(_("地区"), reverse("regions")), *region_crumbs(path)),
    }
    return render(request, "regions/region.html", context)


def _former_region(request: HttpRequest, code: str) -> HttpResponse:
    """Say that the division with this code is no more, and lead to what it became; 404 when there never was one."""
    former = regions.former_at(code)
    if former is None:
        raise Http404
    context = {
        "former": former,
        "became": regions.full_name(former.code),
        "section": "regions",
        "crumbs": crumbs(Crumb(_("地区"), reverse("regions")), Crumb(former.name)),
    }
    return render(request, "regions/former.html", context)


@require_safe
@kept("name")
def keyword_index(request: HttpRequest) -> HttpResponse:
    """`/keywords/`; with `?name=` also those in which that stands."""
    catalogue = snapshot(version_seen(request))
    attribute = catalogue.attributes["keyword"]
    index = letters(attribute)
    name = request.GET.get("name", "").strip()[:100]
    context = {
        "letters": index,
        "name": name,
        "found": named(attribute, name, MOST_FOUND) if name else [],
        "weightiest": most_frequent(attribute, attribute.totals, KEYWORDS_SHOWN),
        "functions": by_function(catalogue, KEYWORDS_OF_FUNCTION),
        "few": FEW_KEYWORDS,
        "number": sum(len(letter.keywords) for letter in index),
        "section": "keywords",
        "crumbs": crumbs(Crumb(_("关键词"))),
    }
    return render(request, "keywords/index.html", context)


@require_safe
@kept()
def keyword(request: HttpRequest, slug: str) -> HttpResponse:
    """`/keywords/<slug>/`: a keyword that only a draft carries does not exist."""
    listing = listing_of(version_seen(request), keyword=slug)
    catalogue = listing.selection.snapshot
    attribute = catalogue.attributes["keyword"]
    at = attribute.indexes.get(slug)
    if at is None or not attribute.totals[at]:
        return _other_name_of_keyword(attribute, slug)
    name = attribute.labels[at]
    context = {
        "name": name,
        "listing": listing,
        "beside": carried_with(catalogue, slug, KEYWORDS_SHOWN),
        "usages": usages(catalogue, name, version_seen(request).searchable),
        "section": "keywords",
        "crumbs": crumbs(Crumb(_("关键词"), reverse("keywords")), Crumb(name)),
    }
    return render(request, "keywords/keyword.html", context)


def _other_name_of_keyword(attribute: Attribute, slug: str) -> HttpResponse:
    """Lead on from another spelling or a former name of a keyword that readers see; 404 for anything else."""
    keyword = Keyword.objects.addressed([slug]).get(slug)
    at = attribute.indexes.get(keyword.slug) if keyword else None
    if keyword is None or at is None or not attribute.totals[at] or keyword.slug == slug:
        raise Http404
    return redirect(keyword, permanent=True, preserve_request=True)


@require_safe
@kept("kind", "page")
def instruments(request: HttpRequest) -> HttpResponse:
    """`/instruments/`: all of them, or those of one `kind`; a kind or page that is none is 404."""
    kind, page = request.GET.get("kind", ""), request.GET.get("page", "1")
    index = instrument_index(kind, int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 0)
    if str(index.page.number) != page or (kind and kind not in [one.kind for one in index.kinds]):
        raise Http404
    context = {
        "index": index,
        "kind": kind,
        "section": "instruments",
        "crumbs": crumbs(Crumb(_("制度与平台"))),
    }
    return render(request, "instruments/index.html", context)


@require_safe
@kept()
def instrument(request: HttpRequest, slug: str) -> HttpResponse:
    """`/instruments/<slug>/`: what only a draft names does not exist."""
    found = instrument_at(slug)
    if found is None:
        raise Http404
    context = {
        "instrument": found,
        "listing": listing_of(version_seen(request), instrument=slug),
        "section": "instruments",
        "crumbs": crumbs(Crumb(_("制度与平台"), reverse("instruments")), Crumb(found.name)),
    }
    return render(request, "instruments/instrument.html", context)


@require_safe
@kept()
def collection_index(request: HttpRequest) -> HttpResponse:
    """`/collections/`: the batches by year."""
    shown = batches(snapshot(version_seen(request)))
    context = {
        "years": [(year, list(own)) for year, own in groupby(shown, lambda batch: batch.year)],
        "number": len(shown),
        "section": "collections",
        "crumbs": crumbs(Crumb(_("批次"))),
    }
    return render(request, "collections/index.html", context)


@require_safe
@kept()
def collection(request: HttpRequest, slug: str) -> HttpResponse:
    """`/collections/<slug>/`: the batch in the order in which it was published."""
    listing = listing_of(version_seen(request), collection=slug, order="number")
    if not listing.total:
        raise Http404
    batch = get_object_or_404(Collection, slug=slug)
    selection = listing.selection
    counts = region_counts(selection.attribute("region"), selection.counts("region"))
    keywords = most_frequent(
        selection.attribute("keyword"), selection.counts("keyword"), KEYWORDS_SHOWN, [("collection", slug)]
    )
    context = {
        "collection": batch,
        "listing": listing,
        "divisions": counts_below("", counts, levels=3 if len(+counts) <= DIVISIONS_SHOWN else 1),
        "keywords": keywords,
        "sources": batch_sources(batch),
        "section": "collections",
        "crumbs": crumbs(Crumb(_("批次"), reverse("collections")), Crumb(batch.title)),
    }
    return render(request, "collections/collection.html", context)
