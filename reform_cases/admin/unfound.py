"""未找到的检索 on the desk: what readers looked for and did not find, to read and to clear."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from reform_cases.admin.form.desk import ReadOnlyAdmin
from reform_cases.models import UnfoundSearch


@admin.register(UnfoundSearch)
class UnfoundSearchAdmin(ReadOnlyAdmin):
    list_display = ["text", "count", "last_on"]
    list_display_links = None
    search_fields = ["text"]
    date_hierarchy = "last_on"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super(ReadOnlyAdmin, self).has_delete_permission(request, obj)
