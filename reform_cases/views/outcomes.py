"""Numbers across cases."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reform_cases.catalogue.outcomes.listing import OutcomeListing
from reform_cases.views.crumbs import Crumb, crumbs
from reform_cases.views.formats.lists import outcome_file
from reform_cases.views.formats.negotiation import LISTS, alternates, in_other_formats
from reform_cases.views.page_cache import kept, version_seen


@require_safe
@in_other_formats(LISTS, outcome_file, OutcomeListing.parameter_names())
@kept(*OutcomeListing.parameter_names())
def outcome_list(request: HttpRequest) -> HttpResponse:
    """`/outcomes/`: a bad value keeps the form and shows why, with no results."""
    listing = OutcomeListing.from_params(request.GET, version_seen(request))
    response = render(
        request,
        "outcomes/list.html",
        {
            "listing": listing,
            "alternates": [*alternates(request, LISTS, OutcomeListing.parameter_names())],
            "section": "outcomes",
            "crumbs": crumbs(Crumb(_("数字"))),
        },
    )
    if listing.limited:
        response["Cache-Control"] = "no-store"
    return response
