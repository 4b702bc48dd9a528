"""决定与分歧 on the desk: what people decided, and what documents say against it, settled with one click."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform_cases.admin.form.desk import ReadOnlyAdmin, changes_cases
from reform_cases.desk.disagreements import keep_decided, take_offered
from reform_cases.desk.quoted import AGAINST
from reform_cases.history.canonical import parts
from reform_cases.ingest.decided.holding import GONE
from reform_cases.models import Case, Decision, SourceDocument
from reform_cases.models.texts import PROSE

# Characters of the source shown on either side of a passage.
_AROUND = 30


class AgainstFilter(admin.SimpleListFilter):
    """Numbers that say, for a reason, another thing than their quotes."""

    title = gettext_lazy("与引文不同")
    parameter_name = "against"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("1", _("有理由"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(AGAINST) if self.value() == "1" else queryset


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ["key", "case_title", "verdict", "disputed", "by_name", "at"]
    list_filter = ["disputed", AgainstFilter, "verdict", "via"]
    list_select_related = ["case"]
    search_fields = ["case__slug", "case__title", "key"]
    search_help_text = gettext_lazy("按事例标题、网址标识或字段标识查找。")
    change_form_template = "admin/reform_cases/decision/settle.html"
    fields = ["case_link", "key", "verdict", "note", "via", "by_name", "at"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer(*(f"case__{name}" for name in PROSE))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        one = self.get_object(request, object_id)
        if one and request.method == "POST":
            return self._settle(request, one)
        shown: dict[str, Any] = {"rows": self._rows(one), "passages": self._passages(one)} if one else {}
        shown["may_settle"] = bool(one and one.disputed and changes_cases(request))
        return super().change_view(request, object_id, form_url, {**shown, **(extra_context or {})})

    def _settle(self, request: HttpRequest, one: Decision) -> HttpResponse:
        if not changes_cases(request):
            raise PermissionDenied
        if not one.disputed:
            self.message_user(request, _("这项分歧已经了结。"), messages.WARNING)
        elif "_offered" in request.POST:
            take_offered(one, request.user)
            self.message_user(request, _("已采纳文献所说。"), messages.SUCCESS)
        elif "_decided" in request.POST:
            keep_decided(one, request.user)
            self.message_user(request, _("已保留人工所定；文献的这一说法不再提起。"), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:reform_cases_decision_changelist") + "?disputed__exact=1")

    def _rows(self, one: Decision) -> list[tuple[Any, ...]]:
        """Label, first proposal, decision and what the document offers, of each field that any of them names."""
        model: Any = next(
            (part for name, (part, _way) in parts().items() if self._is_of(name, one.key)), Case
        )
        names = dict.fromkeys([*one.decided, *one.offered]) if one.decided or one.offered else {}
        labels = {
            field.name: str(field.verbose_name)
            for field in model._meta.get_fields()
            if hasattr(field, "verbose_name")
        }
        absent = _("（文献中已没有）")
        return [
            (
                labels.get(name, absent if name == GONE else name),
                one.proposed.get(name, "—"),
                one.decided.get(name, "—"),
                (absent if name == GONE else one.offered[name]) if name in one.offered else "—",
            )
            for name in names
        ]

    def _is_of(self, name: str, key: str) -> bool:
        letter = {"measure": "m-", "outcome": "o-", "section": "s-"}.get(name)
        return key.startswith(letter or f"{name} ")

    def _passages(self, one: Decision) -> list[tuple[str, str, str, str, str]]:
        """What is decided and what is offered, each with its source's name and the characters around it."""
        said = [(_("所定的原文"), one.passage), (_("文献的原文"), one.offered_passage)]
        texts = {
            row.sha256: row
            for row in SourceDocument.objects.filter(
                sha256__in=[where["source"] for _label, where in said if where]
            )
        }
        found = []
        for label, where in said:
            source = texts.get(where.get("source", ""))
            if source:
                start, end, text = where["start"], where["end"], source.text
                around = text[max(0, start - _AROUND) : start], text[start:end], text[end : end + _AROUND]
                found.append((label, source.name, *around))
        return found

    @admin.display(description=gettext_lazy("事例"), ordering="case__slug")
    def case_title(self, one: Decision) -> str:
        return one.case.title

    @admin.display(description=gettext_lazy("事例"))
    def case_link(self, one: Decision) -> str:
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:reform_cases_case_change", args=[one.case_id]), one.case
        )

    class Media:
        css = {"all": ["reform_cases/desk.css"]}
