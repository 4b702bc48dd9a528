"""来源文献, 原文标注 and 文中数字 on the desk: to look at; a source is never edited."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.db.models.functions import Length, Substr
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from reform_cases.admin.form.desk import ReadOnlyAdmin
from reform_cases.models import ReportedNumber, SourceDocument, SourcePassage


class SourceFilter(admin.SimpleListFilter):
    """By source, without reading the texts (Django's own filter would fetch every one of them)."""

    title = _("来源文献")
    parameter_name = "source"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(pk), name) for pk, name in SourceDocument.objects.values_list("pk", "name")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value is None:
            return queryset
        return queryset.filter(source=value) if value in dict(self.lookup_choices) else queryset.none()


@admin.register(SourceDocument)
class SourceDocumentAdmin(ReadOnlyAdmin):
    list_display = ["name", "collection", "credit", "encoding", "characters", "check_sum"]
    list_filter = ["collection"]
    list_select_related = ["collection"]
    search_fields = ["name", "credit", "origin", "sha256"]
    search_help_text = _("按文件名、来源或 SHA-256 查找。")
    fields = [
        *("name", "collection", "credit", "origin", "encoding", "media_type"),
        *("characters", "sha256", "text_sha256", "text_shown"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SourceDocument]:
        """Leave out the texts: lists and choices do not need them, the page of one source fetches its own."""
        return super().get_queryset(request).defer("text").annotate(length=Length("text"))

    @admin.display(description=_("字数"), ordering="length")
    def characters(self, source: Any) -> int:
        return source.length

    @admin.display(description=_("文件 SHA-256"), ordering="sha256")
    def check_sum(self, source: SourceDocument) -> str:
        return source.sha256[:12]

    @admin.display(description=_("原文"))
    def text_shown(self, source: SourceDocument) -> str:
        return format_html('<div class="desk-source" lang="zh-CN">{}</div>', source.text)

    class Media:
        css = {"all": ["reform_cases/desk.css"]}


@admin.register(SourcePassage)
class SourcePassageAdmin(ReadOnlyAdmin):
    list_display = ["excerpt", "role", "note", "span", "source"]
    list_filter = ["role", SourceFilter]
    list_select_related = ["source"]
    search_fields = ["note"]
    search_help_text = _("按说明查找。")
    fields = ["source", "role", "span", "passage", "note"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SourcePassage]:
        """Return the rows with the characters that the span marks, cut out by the database."""
        passage = Substr("source__text", F("start") + 1, F("end") - F("start"))
        return super().get_queryset(request).defer("source__text").annotate(characters=passage)

    @admin.display(description=_("原文"), ordering="start")
    def excerpt(self, passage: Any) -> str:
        return Truncator(re.sub(r"\r?\n", "↵", passage.characters)).chars(40)

    @admin.display(description=_("原文"))
    def passage(self, passage: Any) -> str:
        return format_html('<div class="desk-source" lang="zh-CN">{}</div>', passage.characters)

    @admin.display(description=_("起止"), ordering="start")
    def span(self, passage: SourcePassage) -> str:
        return f"{passage.start}–{passage.end}"

    class Media:
        css = {"all": ["reform_cases/desk.css"]}


@admin.register(ReportedNumber)
class ReportedNumberAdmin(ReadOnlyAdmin):
    list_display = ["quote", "role", "reason", "span", "source"]
    list_filter = ["role", SourceFilter]
    list_select_related = ["source"]
    search_fields = ["quote", "reason"]
    search_help_text = _("按原文或理由查找。")
    fields = ["source", "quote", "role", "reason", "span"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReportedNumber]:
        return super().get_queryset(request).defer("source__text")

    @admin.display(description=_("起止"), ordering="start")
    def span(self, number: ReportedNumber) -> str:
        return f"{number.start}–{number.end}"
