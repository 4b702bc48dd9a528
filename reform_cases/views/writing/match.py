"""对策: what a text asks for, part by part, and which measures of the catalogue answer it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from reform_cases.answering.given_text import LONGEST, NotTakenError
from reform_cases.catalogue.columns.current import reading
from reform_cases.catalogue.writing.demands import match
from reform_cases.views.crumbs import Crumb, crumbs
from reform_cases.views.writing.check import given_text, not_taken


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def match_page(request: HttpRequest) -> HttpResponse:
    """`/match/`: the form; what is sent is matched and forgotten."""
    context: dict[str, Any] = {"longest": LONGEST, "section": "match", "crumbs": crumbs(Crumb(_("找对策")))}
    if request.method != "POST":
        return render(request, "writing/match.html", context)
    try:
        text = given_text(request)
    except NotTakenError as refused:
        return not_taken(request, "writing/match.html", context, refused)
    with reading() as version:
        context |= {"typed": text, "matched": match(text, version)}
    return render(request, "writing/match.html", context)
