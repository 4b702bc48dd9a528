"""行政区划 on the desk: the published table, to look at and to choose from."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reform_cases.admin.form.desk import ReadOnlyAdmin
from reform_cases.admin.form.region_search import matching
from reform_cases.models import Region


@admin.register(Region)
class RegionAdmin(ReadOnlyAdmin):
    list_display = ["code", "full_name_shown", "level"]
    list_filter = ["level"]
    fields = ["code", "full_name_shown", "level"]
    search_fields = ["name"]
    search_help_text = _("名称、代码或路径，例如 柯城、330802、浙江柯城。")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Region], search_term: str
    ) -> tuple[QuerySet[Region], bool]:
        return (queryset.filter(code__in=matching(search_term)) if search_term.strip() else queryset), False

    @admin.display(description=_("名称"), ordering="code")
    def full_name_shown(self, region: Region) -> str:
        return region.full_name
