"""发布批次 on the desk: its address is fixed once readers have seen cases of it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from reform_cases.admin.form.desk import DeskAdmin
from reform_cases.history.revisions import DESK, Writer, written
from reform_cases.history.seals import seal
from reform_cases.models import Case, Collection
from reform_cases.sql.counting import counted
from reform_cases.version import catalogue_changed


@admin.register(Collection)
class CollectionAdmin(DeskAdmin):
    list_display = ["title", "slug", "year", "publisher", "published_on", "case_count"]
    list_filter = ["series", "year"]
    search_fields = ["title", "slug", "publisher"]
    search_help_text = _("按标题、网址标识或发布机关查找。")
    fields = ["title", "series", "slug", "year", "publisher", "published_on"]

    def get_readonly_fields(self, request: HttpRequest, obj: Collection | None = None) -> list[str]:
        return ["slug"] if obj and obj.cases.published().exists() else []

    def get_queryset(self, request: HttpRequest) -> QuerySet[Collection]:
        return super().get_queryset(request).annotate(cases_counted=counted(Case.objects.all(), "collection"))

    def save_model(self, request: HttpRequest, obj: Collection, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        catalogue_changed()
        seal(Collection, [obj.pk])
        if change and "slug" in form.changed_data:
            written(
                obj.cases.values_list("pk", flat=True),
                Writer(DESK, request.user, str(_("批次改了网址标识。"))),
            )

    def delete_model(self, request: HttpRequest, obj: Collection) -> None:
        pk = obj.pk
        super().delete_model(request, obj)
        seal(Collection, [pk])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Collection]) -> None:
        keys = list(queryset.values_list("pk", flat=True))
        with transaction.atomic():
            super().delete_queryset(request, queryset)
            seal(Collection, keys)

    @admin.display(description=_("事例数"), ordering="cases_counted")
    def case_count(self, collection: Any) -> str:
        address = reverse("admin:reform_cases_case_changelist") + f"?collection__id__exact={collection.pk}"
        return format_html('<a href="{}">{}</a>', address, collection.cases_counted)
