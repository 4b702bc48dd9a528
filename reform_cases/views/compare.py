"""Cases side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reform_cases.catalogue.comparison.candidates import choices
from reform_cases.catalogue.comparison.comparison import Comparison
from reform_cases.views.crumbs import Crumb, crumbs
from reform_cases.views.page_cache import kept, version_seen


@require_safe
@kept("case", "q")
def compare(request: HttpRequest) -> HttpResponse:
    """`/compare/?case=…&case=…`: what is unknown or too much is told and left out; below two cases one may choose."""
    comparison = Comparison.from_params(request.GET)
    chosen = [column.case for column in comparison.cases]
    context = {
        "comparison": comparison,
        "choices": choices(chosen, request.GET.get("q", ""), version_seen(request))
        if comparison.room
        else None,
        "section": "compare",
        "crumbs": crumbs(Crumb(_("比较"))),
    }
    return render(request, "compare/compare.html", context)
