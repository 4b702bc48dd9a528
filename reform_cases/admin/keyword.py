"""关键词 on the desk: renaming keeps the address and the former name; one that cases carry is merged, not deleted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform_cases.admin.form.desk import DeskAdmin, changes_cases
from reform_cases.catalogue.found.parts import differ_by_one
from reform_cases.history.revisions import DESK, Writer, written
from reform_cases.ingest.keywords import merge_keywords
from reform_cases.models import CaseKeyword, Evidence, Keyword, KeywordSynonym
from reform_cases.models.keyword import folded_name
from reform_cases.sql.counting import counted
from reform_cases.text.matching import sought

MOST_MERGED = 20


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
        other = Keyword.objects.named([name]).get(folded_name(name))
        if other and other.pk != self.instance.pk:
            address = reverse("admin:reform_cases_keyword_change", args=[other.pk])
            raise ValidationError(
                format_html(
                    _("“{}”就是已有的关键词“{}”，请用它。"),
                    name,
                    format_html('<a href="{}">{}</a>', address, other.name),
                )
            )
        return name


@admin.register(Keyword)
class KeywordAdmin(DeskAdmin):
    form = KeywordForm
    list_display = ["name", "slug", "case_count"]
    search_fields = ["name"]
    search_help_text = gettext_lazy("按名称查找。")
    fields = ["name", "slug", "other_names", "case_count"]
    readonly_fields = ["slug", "other_names", "case_count"]
    actions = ["merge"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) or changes_cases(request)

    def get_fields(self, request: HttpRequest, obj: Keyword | None = None) -> Any:
        return self.fields if obj else ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Keyword]:
        return super().get_queryset(request).annotate(cases_counted=counted(CaseKeyword.objects.all(), "tag"))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Keyword], search_term: str
    ) -> tuple[QuerySet[Keyword], bool]:
        """Search for the term as one piece, however it is written, and for names that differ from it by one character."""
        folded = sought(search_term)
        found = Q(folded__contains=folded) | Q(
            pk__in=KeywordSynonym.objects.filter(folded__contains=folded).values("keyword")
        )
        if len(folded) > 1:
            names = Keyword.objects.values_list("pk", "folded")
            found |= Q(pk__in=[pk for pk, name in names if differ_by_one(folded, name)])
        return queryset.filter(found), False

    def save_model(self, request: HttpRequest, obj: Keyword, form: Any, change: bool) -> None:
        """Save as Django does; the cases that carry it are found by its new name, and by the former one."""
        super().save_model(request, obj, form, change)
        obj.synonyms.filter(folded=obj.folded, slug="").delete()
        if change:
            obj.know_as(form.initial["name"])
        cases = obj.case_keywords.values_list("content_object_id", flat=True)
        written(cases, Writer(DESK, request.user, _("关键词改为“%(name)s”。") % {"name": obj.name}))

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("reform_cases.delete_keyword")

    @admin.action(permissions=["merge"], description=gettext_lazy("把所选的关键词合并为一个"))
    def merge(self, request: HttpRequest, queryset: QuerySet[Keyword]) -> HttpResponse | None:
        """Ask which name stays, then let the others be synonyms of it."""
        keywords = list(queryset.order_by("-cases_counted", "pk"))
        kept = next((one for one in keywords if str(one.pk) == request.POST.get("kept")), None)
        if not 1 < len(keywords) <= MOST_MERGED:
            message = _("请选择要合并的 2 至 %d 个关键词。") % MOST_MERGED
            self.message_user(request, message, messages.ERROR)
            return None
        if kept is None:
            context = {
                **self.admin_site.each_context(request),
                "title": _("把 %d 个关键词合并为一个？") % len(keywords),
                "opts": self.opts,
                "keywords": keywords,
                "checkbox": ACTION_CHECKBOX_NAME,
            }
            return TemplateResponse(request, "admin/reform_cases/keyword/merge.html", context)
        gone = [one for one in keywords if one is not kept]
        names = "、".join(one.name for one in gone)
        with transaction.atomic():
            written(merge_keywords(gone, kept), Writer(DESK, request.user, _("合并关键词：%s") % names))
        self.log_change(request, kept, _("合并了：%s") % names)
        message = _("“%(gone)s”已合并到“%(kept)s”，原来的网址和检索都转到它。")
        self.message_user(request, message % {"gone": names, "kept": kept.name}, messages.SUCCESS)
        return None

    @admin.display(description=gettext_lazy("别名"))
    def other_names(self, keyword: Keyword) -> str:
        return "、".join(one.name for one in keyword.synonyms.all()) or "—"

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
