"""读者指出的错误 on the desk: read beside its passage, answered; only the answer can be written."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from reform_cases.admin.form.desk import DeskAdmin, changes_cases
from reform_cases.models import ErrorReport


@admin.register(ErrorReport)
class ErrorReportAdmin(DeskAdmin):
    list_display = ["at", "case", "anchor", "text", "answer", "answered_by"]
    list_select_related = ["case"]
    list_filter = [("answer", admin.EmptyFieldListFilter)]
    search_fields = ["text", "passage"]
    date_hierarchy = "at"
    fields = ["at", "case", "place", "passage", "text", "answer", "answered_by"]
    readonly_fields = ["at", "case", "place", "passage", "text", "answered_by"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) or changes_cases(request)

    @admin.display(description=gettext_lazy("何处"))
    def place(self, report: ErrorReport) -> str:
        if not report.case.is_public:
            return report.anchor or "—"
        address = report.case.get_absolute_url() + (f"#{report.anchor}" if report.anchor else "")
        return format_html('<a href="{}">{}</a>', address, address)

    def save_model(self, request: HttpRequest, obj: ErrorReport, form: Any, change: bool) -> None:
        """Note whose answer it is."""
        obj.answered_by = request.user.get_username() if obj.answer else ""
        super().save_model(request, obj, form, change)
