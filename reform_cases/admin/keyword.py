"""关键词 on the desk: renaming keeps the address; one that cases carry is not deleted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform_cases.admin.form.desk import DeskAdmin, changes_cases
from reform_cases.history.revisions import DESK, Writer, written
from reform_cases.models import CaseKeyword, Evidence, Keyword
from reform_cases.models.keyword import folded_name
from reform_cases.sql.counting import counted
from reform_cases.text.matching import sought


def check_keyword(name: str) -> str:
    """Return `name` if it can be a keyword: it holds a letter, a digit or a Chinese character, and is not too long."""
    if not any(character.isalnum() for character in name):
        raise ValidationError(_("“%(name)s”只有符号，不能作关键词。"), params={"name": name})
    if len(name) > 100:
        raise ValidationError(
            _("“%(start)s…”有 %(length)d 个字符，关键词最多 100 个。"),
            params={"start": name[:10], "length": len(name)},
        )
    return name


class KeywordForm(forms.ModelForm):
    def clean_name(self) -> str:
        name = check_keyword(self.cleaned_data["name"])
        same = (
            Keyword.objects.exclude(pk=self.instance.pk).exclude(name=name).filter(folded=folded_name(name))
        )
        if other := same.first():
            raise ValidationError(
                _("“%(name)s”与已有的关键词“%(other)s”只是写法不同。"),
                params={"name": name, "other": other.name},
            )
        return name


@admin.register(Keyword)
class KeywordAdmin(DeskAdmin):
    form = KeywordForm
    list_display = ["name", "slug", "case_count"]
    search_fields = ["name"]
    search_help_text = gettext_lazy("按名称查找。")
    fields = ["name", "slug", "case_count"]
    readonly_fields = ["slug", "case_count"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) or changes_cases(request)

    def get_fields(self, request: HttpRequest, obj: Keyword | None = None) -> Any:
        return self.fields if obj else ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Keyword]:
        return super().get_queryset(request).annotate(cases_counted=counted(CaseKeyword.objects.all(), "tag"))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Keyword], search_term: str
    ) -> tuple[QuerySet[Keyword], bool]:
        """Search for the term as one piece, however it is written: Django would part it at spaces and quotes."""
        return queryset.filter(folded__contains=sought(search_term)), False

    def save_model(self, request: HttpRequest, obj: Keyword, form: Any, change: bool) -> None:
        """Save as Django does; the cases that carry it are found by its new name."""
        super().save_model(request, obj, form, change)
        cases = obj.case_keywords.values_list("content_object_id", flat=True)
        written(cases, Writer(DESK, request.user, _("关键词改为“%(name)s”。") % {"name": obj.name}))

    @admin.display(description=gettext_lazy("事例数"), ordering="cases_counted")
    def case_count(self, keyword: Any) -> str:
        address = (
            reverse("admin:reform_cases_case_changelist") + f"?case_keywords__tag__id__exact={keyword.pk}"
        )
        return format_html('<a href="{}">{}</a>', address, keyword.cases_counted)

    def get_deleted_objects(
        self, objs: Sequence[Any] | QuerySet[Any], request: HttpRequest
    ) -> tuple[list[Any], dict[Any, Any], set[Any], list[Any]]:
        """Protect a keyword that cases carry or that was read from a source: its evidence would go with it."""
        objs = list(objs)
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        in_use = Q(case_keywords__isnull=False) | Q(evidence__isnull=False)
        carried = Keyword.objects.filter(in_use, pk__in=[obj.pk for obj in objs]).distinct()
        protected += [
            _("%(name)s（事例正在使用，或原文中有出处）") % {"name": keyword} for keyword in carried
        ]
        return deleted, counts, lacking - {Evidence._meta.verbose_name}, protected
