"""发布批次 on the desk: its address is fixed once readers have seen cases of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from reform_cases.admin.form.desk import DeskAdmin, changes_cases
from reform_cases.desk.reviewed import reviewed_file
from reform_cases.history.revisions import DESK, Writer, written
from reform_cases.history.seals import seal
from reform_cases.models import Case, Collection, SourceDocument
from reform_cases.sql.counting import counted
from reform_cases.version import catalogue_changed


@admin.register(Collection)
class CollectionAdmin(DeskAdmin):
    list_display = ["title", "slug", "year", "publisher", "published_on", "case_count"]
    list_filter = ["series", "year"]
    search_fields = ["title", "slug", "publisher"]
    search_help_text = _("按标题、网址标识或发布机关查找。")
    fields = ["title", "series", "slug", "year", "publisher", "published_on", "reviewed_files"]

    def get_fields(self, request: HttpRequest, obj: Collection | None = None) -> Any:
        fields = super().get_fields(request, obj)
        return (
            fields if obj and changes_cases(request) else [one for one in fields if one != "reviewed_files"]
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Collection | None = None) -> list[str]:
        fixed = ["slug"] if obj and obj.cases.published().exists() else []
        return [*fixed, "reviewed_files"]

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.reviewed_file)
        name = "reform_cases_collection_reviewed"
        return [path("<int:pk>/reviewed/<int:source>/", view, name=name), *super().get_urls()]

    def reviewed_file(self, request: HttpRequest, pk: int, source: int) -> HttpResponse:
        """Answer with what was decided about the cases of a source, as the reviewed file beside it."""
        if not changes_cases(request):
            raise PermissionDenied
        found = get_object_or_404(
            SourceDocument.objects.select_related("collection"), pk=source, collection=pk
        )
        response = HttpResponse(reviewed_file(found), content_type="application/toml")
        name = f"{Path(found.name).stem}.toml"
        response["Content-Disposition"] = content_disposition_header(True, name) or ""
        return response

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

    @admin.display(description=_("核定文件"))
    def reviewed_files(self, collection: Collection) -> str:
        """Link to a reviewed file for each source that cases are read from."""
        sources = SourceDocument.objects.filter(pk__in=collection.cases.values("source")).order_by(
            "name", "pk"
        )
        found = [
            (reverse("admin:reform_cases_collection_reviewed", args=[collection.pk, pk]), Path(name).stem)
            for pk, name in sources.filter(collection=collection).values_list("pk", "name")
        ]
        return format_html_join(" ", '<a href="{}">{}.toml</a>', found) or "-"
