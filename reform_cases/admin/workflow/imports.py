"""导入 on the desk: which file came in when, and what it changed."""

from __future__ import annotations

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from reform_cases.admin.form.desk import ReadOnlyAdmin
from reform_cases.models import Import


@admin.register(Import)
class ImportAdmin(ReadOnlyAdmin):
    list_display = ["at", "name", "collection", "check_sum"]
    search_fields = ["name", "collection", "sha256"]
    search_help_text = _("按文件名、批次或 SHA-256 查找。")
    fields = ["at", "name", "collection", "sha256", "report_shown"]

    @admin.display(description=_("文件 SHA-256"), ordering="sha256")
    def check_sum(self, one: Import) -> str:
        return one.sha256[:12]

    @admin.display(description=_("报告"))
    def report_shown(self, one: Import) -> str:
        return format_html('<div class="desk-source" lang="zh-CN">{}</div>', one.report)

    class Media:
        css = {"all": ["reform_cases/desk.css"]}
