"""出处 on the desk: to look at; it is written by the reader and the reviewed file."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from reform_cases.admin.form.desk import ReadOnlyAdmin
from reform_cases.admin.source import SourceFilter
from reform_cases.models import Evidence
from reform_cases.models.texts import PROSE


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyAdmin):
    list_display = ["excerpt", "case_slug", "field", "key", "span"]
    list_filter = ["field", SourceFilter]
    list_select_related = ["case", "source"]
    search_fields = ["quote", "case__slug", "case__title"]
    search_help_text = _("按原文、事例标题或网址标识查找。")
    fields = ["case", "field", "key", "part", "source", "span", "quote"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Evidence]:
        return super().get_queryset(request).defer("source__text", *(f"case__{name}" for name in PROSE))

    @admin.display(description=_("原文"), ordering="start")
    def excerpt(self, evidence: Evidence) -> str:
        return Truncator(evidence.quote).chars(40)

    @admin.display(description=_("事例"), ordering="case__slug")
    def case_slug(self, evidence: Evidence) -> str:
        return evidence.case.slug

    @admin.display(description=_("起止"), ordering="start")
    def span(self, evidence: Evidence) -> str:
        return f"{evidence.start}–{evidence.end}"
