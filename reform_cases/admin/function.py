"""检察职能 on the desk: the controlled list, to look at."""

from __future__ import annotations

from django.contrib import admin

from reform_cases.admin.form.desk import ReadOnlyAdmin
from reform_cases.models import Function


@admin.register(Function)
class FunctionAdmin(ReadOnlyAdmin):
    list_display = ["name", "order"]
    fields = ["name", "order"]
