"""事例 on the desk: one page in the order of reading, from the title to the source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform_cases.admin.case_form import CaseForm
from reform_cases.admin.form.autocomplete import AutocompleteOne, ManyField, OneField
from reform_cases.admin.form.desk import DeskAdmin
from reform_cases.admin.form.evidence_shown import case_evidence, departures, key_name
from reform_cases.admin.form.prose import ProseField
from reform_cases.admin.form.region_search import matching
from reform_cases.admin.instrument import InstrumentInline
from reform_cases.admin.measure import MeasureInline
from reform_cases.admin.outcome import OutcomeInline
from reform_cases.admin.section import SectionInline
from reform_cases.catalogue.facts import Face, Fact, annotations_on, facts_on
from reform_cases.models import Case, Evidence
from reform_cases.models.texts import CLOSING, OPENING
from reform_cases.reference import regions
from reform_cases.search.matching import found_ids
from reform_cases.search.query import read_query
from reform_cases.search.refresh import refresh
from reform_cases.sql.ids import Ids
from reform_cases.version import catalogue_changed


class ProvinceFilter(admin.SimpleListFilter):
    """By province-level division, of those that have cases."""

    title = gettext_lazy("省份")
    parameter_name = "province"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        codes = Case.objects.exclude(region=None).order_by().values_list("region_id", flat=True).distinct()
        provinces = sorted({code[:2] + "0000" for code in codes})
        return [(code, regions.path(code)[0].name) for code in provinces if code in regions.table()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Case]) -> QuerySet[Case]:
        code = self.value()
        if code is None:
            return queryset
        return queryset.in_region(*({code} & set(regions.table())))  # type: ignore[attr-defined]


_FIRST = ("number", "title", "status", "measures", "outcomes", "region", "organ")


def _column(fact: Fact) -> Callable[[Case], str]:
    """Return the column of the list for a fact that is no field of a case by itself."""

    @admin.display(description=fact.label, ordering=fact.columns[0])
    def shown(case: Case) -> str:
        return fact.text_of(case)

    shown.__name__ = fact.name
    return shown


@admin.register(Case)
class CaseAdmin(DeskAdmin):
    form = CaseForm
    list_display_links = ["title"]
    list_filter = ["status", "collection", "level", "functions", ProvinceFilter]
    list_select_related = ["collection", "region"]
    list_per_page = 50
    search_fields = ["title"]
    search_help_text = gettext_lazy("全文检索，写法与前台相同；也可用网址标识或地区代码、路径。")
    actions = ["publish", "unpublish"]
    inlines = [MeasureInline, OutcomeInline, SectionInline, InstrumentInline]
    formfield_overrides = {
        models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple, "form_class": ManyField},
        models.TextField: {"form_class": ProseField},
    }

    class Media:
        css = {"all": ["reform_cases/desk.css"]}

    # -- the list

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        """Return the records; a pending copy is no record of its own."""
        records = super().get_queryset(request).filter(pending_for=None)
        return records.annotate(**annotations_on(Face.DESK))

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Return the facts of the desk: what tells cases apart and how much is done first."""
        shown = sorted(
            facts_on(Face.DESK), key=lambda fact: _FIRST.index(fact.name) if fact.name in _FIRST else 99
        )
        return [fact.model_field or _column(fact) for fact in shown]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Case], search_term: str
    ) -> tuple[QuerySet[Case], bool]:
        """Search as readers do, drafts too; also by a piece of the address, a division's code or its path."""
        term = search_term.strip()
        if not term:
            return queryset, False
        problem = read_query(term).problem
        if problem:
            self.message_user(request, problem, messages.WARNING)
        wanted = Q(pk__in=Ids(found_ids(term))) | Q(slug__icontains=term) | Q(region_id__in=matching(term))
        return queryset.filter(wanted), False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Allow what the list of keywords links to: the cases of one."""
        return lookup == "case_keywords__tag__id__exact" or super().lookup_allowed(lookup, value, request)

    # -- publishing

    @admin.action(permissions=["change"], description=gettext_lazy("发布所选的事例"))
    def publish(self, request: HttpRequest, queryset: QuerySet[Case]) -> None:
        changed = self._set_status(request, queryset, Case.Status.PUBLISHED)
        self.message_user(request, _("已发布 %(n)d 个事例。") % {"n": changed}, messages.SUCCESS)

    @admin.action(permissions=["change"], description=gettext_lazy("把所选的事例退回草稿"))
    def unpublish(self, request: HttpRequest, queryset: QuerySet[Case]) -> None:
        changed = self._set_status(request, queryset, Case.Status.DRAFT)
        self.message_user(request, _("已退回草稿 %(n)d 个事例。") % {"n": changed}, messages.SUCCESS)

    def _set_status(self, request: HttpRequest, queryset: QuerySet[Case], status: Case.Status) -> int:
        """Set it where it is another, note that in each case's history, and say how many there were.

        What was withdrawn or merged stays so: that is decided one by one.
        """
        taken = Q(status__in=[Case.Status.WITHDRAWN, Case.Status.MERGED])
        if queryset.filter(taken).exists():
            message = _("已撤回或并入的事例没有改动；要改，请打开它的页面。")
            self.message_user(request, message, messages.WARNING)
        cases = list(queryset.exclude(taken | Q(status=status)))
        with transaction.atomic():
            Case.objects.filter(pk__in=[case.pk for case in cases]).update(status=status)
            catalogue_changed()
        LogEntry.objects.log_actions(
            request.user.pk,  # type: ignore[arg-type]
            cases,
            CHANGE,
            change_message=_("状态改为“%s”。") % status.label,
        )
        return len(cases)

    # -- the page of one case

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in ("region", "source", "merged_into"):
            kwargs.update(widget=AutocompleteOne(db_field, self.admin_site), form_class=OneField)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Case | None = None) -> Any:
        keywords = ["keywords", "new_keywords"] if self._edits(request, obj) else ["keyword_line"]
        identity = ["collection", "number", "address", "status", "title", "organ", "level", "region"]
        return [
            (None, {"fields": [*identity, "functions", *keywords]}),
            *((text.label, {"fields": [text.name]}) for text in OPENING),
            *((text.label, {"classes": ["desk-after"], "fields": [text.name]}) for text in CLOSING),
            (gettext_lazy("来源与出处"), {"classes": ["desk-after"], "fields": ["source", "evidence_shown"]}),
            (
                gettext_lazy("撤回与并入"),
                {
                    "classes": ["desk-after", "collapse"],
                    "description": gettext_lazy(
                        "状态为“已撤回”或“已并入”时填写；网址随后告诉读者撤回的日期和原因，或转到并入的事例。"
                    ),
                    "fields": ["withdrawn_on", "withdrawal_reason", "merged_into"],
                },
            ),
        ]

    def _edits(self, request: HttpRequest, obj: Case | None) -> bool:
        return self.has_change_permission(request, obj) if obj else self.has_add_permission(request)

    def get_readonly_fields(self, request: HttpRequest, obj: Case | None = None) -> list[str]:
        """Return the source too for a case that was read from it: it is part of its evidence."""
        placed = obj is not None and obj.source_start is not None
        return ["address", "keyword_line", "evidence_shown", *(["source"] if placed else [])]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Case | None:
        """Return the case, locked while it is being saved, so that two editors cannot give one anchor twice."""
        case = super().get_object(request, object_id, from_field)
        if case and request.method == "POST":
            case.anchors = Case.objects.filter(pk=case.pk).given_anchors()[case.pk]
        return case

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save as Django does, index the case, and say where it departs from its source, which may well be meant."""
        super().save_related(request, form, formsets, change)
        form.instance.save(update_fields=["anchors"])
        refresh([form.instance.pk])
        departed = departures(form.instance)
        if departed:
            names = "、".join(map(key_name, departed))
            message = _("已按所填保存。与原文不一致，或没有出处：%(names)s。") % {"names": names}
            self.message_user(request, message, messages.WARNING)

    def delete_model(self, request: HttpRequest, obj: Case) -> None:
        pk = obj.pk
        super().delete_model(request, obj)
        refresh([pk])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Case]) -> None:
        ids = list(queryset.values_list("pk", flat=True))
        with transaction.atomic():
            super().delete_queryset(request, queryset)
            refresh(ids)

    def view_on_site(self, case: Case) -> str | None:
        return case.get_absolute_url() if case.is_public else None

    @admin.display(description=gettext_lazy("网址"))
    def address(self, case: Case) -> str | SafeString:
        if not case.pk:
            return _("保存后按批次和序号给出，以后不再更改。")
        url = case.get_absolute_url()
        if not case.was_public:
            return _("%(url)s（发布后可见，不再更改）") % {"url": url}
        return format_html('<a href="{}">{}</a>', url, url)

    @admin.display(description=gettext_lazy("关键词"))
    def keyword_line(self, case: Case) -> str:
        return "；".join(row.tag.name for row in case.case_keywords.select_related("tag")) or "—"

    @admin.display(description=gettext_lazy("出处"))
    def evidence_shown(self, case: Case) -> SafeString | str:
        return case_evidence(case) if case.pk else "—"

    def get_deleted_objects(
        self, objs: Sequence[Any] | QuerySet[Any], request: HttpRequest
    ) -> tuple[list[Any], dict[Any, Any], set[Any], list[Any]]:
        """Let evidence go with its case, though nobody may delete it alone."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, lacking - {Evidence._meta.verbose_name}, protected
