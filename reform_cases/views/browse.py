"""Ways in beside the list: by place, by keyword, by batch."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reform_cases.catalogue.collections import collections_with_counts
from reform_cases.catalogue.filters import known_keywords
from reform_cases.catalogue.keywords import by_pronunciation, keyword_counts
from reform_cases.catalogue.listing import CaseListing
from reform_cases.catalogue.places import places_below, region_counts
from reform_cases.models import Case
from reform_cases.reference import regions
from reform_cases.views.crumbs import Crumb, crumbs, region_crumbs


def listing_of(**parameters: str) -> CaseListing:
    """The listing that `/cases/` shows for the same parameters."""
    data = QueryDict(mutable=True)
    data.update(parameters)
    return CaseListing.from_params(data)


@require_safe
def region_index(request: HttpRequest) -> HttpResponse:
    """`/regions/`"""
    places = places_below("", region_counts(Case.objects.published()))
    return render(
        request,
        "regions/index.html",
        {"places": places, "section": "regions", "crumbs": crumbs(Crumb(_("地区")))},
    )


@require_safe
def region(request: HttpRequest, code: str) -> HttpResponse:
    """`/regions/<code>/`: any division of the table, also one without cases."""
    path = regions.path(code)
    if not path:
        raise Http404
    context = {
        "division": path[-1],
        "full_name": "".join(division.name for division in path),
        "listing": listing_of(region=code),
        "places": places_below(code, region_counts(Case.objects.published().in_region(code))),
        "section": "regions",
        "crumbs": crumbs(Crumb(_("地区"), reverse("regions")), *region_crumbs(path)),
    }
    return render(request, "regions/region.html", context)


@require_safe
def keyword_index(request: HttpRequest) -> HttpResponse:
    """`/keywords/`"""
    keywords = by_pronunciation(keyword_counts(Case.objects.published()))
    return render(
        request,
        "keywords/index.html",
        {"keywords": keywords, "section": "keywords", "crumbs": crumbs(Crumb(_("关键词")))},
    )


@require_safe
def keyword(request: HttpRequest, slug: str) -> HttpResponse:
    """`/keywords/<slug>/`: a keyword that only a draft carries does not exist."""
    found = known_keywords([slug]).get(slug)
    if found is None:
        raise Http404
    steps = crumbs(Crumb(_("关键词"), reverse("keywords")), Crumb(found.label))
    return render(
        request,
        "keywords/keyword.html",
        {"keyword": found, "listing": listing_of(keyword=slug), "section": "keywords", "crumbs": steps},
    )


@require_safe
def collection(request: HttpRequest, slug: str) -> HttpResponse:
    """`/collections/<slug>/`: the batch in the order in which it was published."""
    found = get_object_or_404(collections_with_counts(), slug=slug)
    return render(
        request,
        "collections/collection.html",
        {
            "collection": found,
            "listing": listing_of(collection=slug, order="number"),
            "section": "cases",
            "crumbs": crumbs(Crumb(found.title)),
        },
    )
