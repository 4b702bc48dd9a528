"""What an address says at which no public record stands: where it went, why it was withdrawn, or nothing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from reform_cases.models import Case


def former_record(request: HttpRequest, slug: str) -> HttpResponse:
    """Return 308 to the record into which the one at `slug` went, or 410 where it was withdrawn; raise Http404 otherwise.

    The same page of the other record is led to. Of what readers have not seen nothing is said.
    """
    record = Case.objects.filter(slug=slug).first()
    end = record.end_of_mergers() if record else None
    if end is None or not (end.is_public or end.is_withdrawn):
        raise Http404
    if end == record:
        return render(request, "410.html", {"record": record}, status=410)
    page = request.resolver_match
    assert page is not None  # a view was found for it
    return redirect(
        page.view_name, **{**page.kwargs, "slug": end.slug}, permanent=True, preserve_request=True
    )
