"""审计记录 on the desk: to be read by administrators; nobody changes or deletes a line."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from reform_cases.admin.form.desk import ReadOnlyAdmin
from reform_cases.models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ["at", "kind", "about", "by", "address", "detail"]
    list_filter = ["kind"]
    search_fields = ["about", "by"]
    date_hierarchy = "at"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not for everyone who sees cases."""
        return request.user.has_perm("reform_cases.view_auditentry")
