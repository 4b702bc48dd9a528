"""A draft as readers will see it, for the desk only; and the way from a public page to the place where it is mended."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.timezone import localdate

from reform_cases.admin.form.desk import sees_cases
from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.record.case_head import as_if_published
from reform_cases.catalogue.record.citation import citations
from reform_cases.catalogue.record.page import CaseRecord
from reform_cases.catalogue.record.related import Around
from reform_cases.models import Case


class CasePreview(admin.ModelAdmin):
    """Two addresses beside the page of a case."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/preview/", view(self.preview), name="reform_cases_case_preview"),
            path("at/<slug:slug>/", view(self.by_address), name="reform_cases_case_at"),
            *super().get_urls(),
        ]

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the page of a record as it would be if it were published now; nothing keeps it."""
        if not sees_cases(request):
            raise PermissionDenied
        case = get_object_or_404(Case, pk=pk)
        head = as_if_published(case)
        here = request.build_absolute_uri(address("case", head.slug))
        context = {
            "record": CaseRecord.of(head),
            "found": None,
            "searched": "",
            "results": address("cases"),
            "cited": None,
            "cited_passage": "",
            "point": "",
            "around": Around(),
            "address": here,
            "citations": citations(head, here, localdate()),
            "alternates": [],
            "head_tags": [],
            "section": "cases",
            "preview": reverse("admin:reform_cases_case_change", args=[case.pk]),
        }
        response = render(request, "cases/record.html", context)
        response["Cache-Control"] = "no-store"
        return response

    def by_address(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Lead from the address of a record to its page on the desk; a browser takes `#o-3` along."""
        if not sees_cases(request):
            raise PermissionDenied
        case = get_object_or_404(Case, slug=slug)
        return HttpResponseRedirect(reverse("admin:reform_cases_case_change", args=[case.pk]))
