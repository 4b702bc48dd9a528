"""`/cases/<slug>/r/<n>/`: a record as readers saw it at one of its revisions, which citations name."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.record.as_it_was import RecordAsItWas
from reform_cases.models import Case
from reform_cases.views.crumbs import Crumb, crumbs
from reform_cases.views.former_records import former_record
from reform_cases.views.page_cache import kept


@require_safe
@kept()
def revision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show it; of a record that is public no more also what it said is gone."""
    case = Case.objects.published().filter(slug=slug).first()
    if case is None:
        return former_record(request, slug)
    record = RecordAsItWas.of(case, number) if number < 2**31 else None
    if record is None:
        raise Http404
    context = {
        "record": record,
        "section": "cases",
        "crumbs": crumbs(
            Crumb(_("第%d例") % case.number, address("case", slug)), Crumb(_("第%d号修订") % number)
        ),
    }
    return render(request, "cases/revision.html", context)
