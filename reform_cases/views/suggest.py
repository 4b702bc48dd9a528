"""Suggestions while a reader types, for the script that shows them."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from reform_cases.catalogue.found.suggestions import suggestions


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """`/suggest/?q=`: at most ten names with their kind and count; `&kind=keyword` (place, organ) for only such."""
    suggested = suggestions(request.GET.get("q", ""), request.GET.get("kind", ""))
    answer = JsonResponse({"suggestions": [asdict(one) for one in suggested]})
    answer["Cache-Control"] = "private, max-age=60"
    return answer
