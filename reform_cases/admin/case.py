"""事例 on the desk: one page in the order of reading, from the title to the source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models, transaction
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.forms.widgets import Script
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform_cases.admin.case_form import CaseForm
from reform_cases.admin.form.autocomplete import AutocompleteOne, ManyField, OneField
from reform_cases.admin.form.conflicts import conflict, taken_together
from reform_cases.admin.form.desk import DeskAdmin
from reform_cases.admin.form.evidence_given import CaseEvidence, keep_evidence, numbers_to_go
from reform_cases.admin.form.evidence_shown import case_evidence, departures, key_name
from reform_cases.admin.form.faults import faults_of
from reform_cases.admin.form.prose import ProseField
from reform_cases.admin.form.region_search import matching
from reform_cases.admin.instrument import InstrumentInline
from reform_cases.admin.measure import MeasureInline
from reform_cases.admin.outcome import OutcomeInline
from reform_cases.admin.section import SectionInline
from reform_cases.admin.workflow.actions import CaseActions
from reform_cases.admin.workflow.history import CaseHistory, in_words
from reform_cases.admin.workflow.new_case import CaseReading
from reform_cases.admin.workflow.preview import CasePreview
from reform_cases.admin.workflow.signing import CaseSigning
from reform_cases.catalogue.facts import Face, Fact, annotations_on, facts_on
from reform_cases.desk.deciding import decide
from reform_cases.desk.signing import is_changed_directly, missing
from reform_cases.history.revisions import DESK, Writer, latest, note_found, written
from reform_cases.models import Case, Decision, Evidence
from reform_cases.models.texts import CLOSING, OPENING, PROSE
from reform_cases.reference import regions
from reform_cases.search.matching import found_ids
from reform_cases.search.query import read_query
from reform_cases.sql.ids import Ids


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


PAGES_OF_ONE = ("reform_cases_case_change", "reform_cases_case_history")
# What of a published record is changed through a pending copy only, when others have to sign.
_SIGNED = ("collection", "number", "title", "organ", "level", "region", "functions", *PROSE)
_FIRST = ("number", "title", "status", "measures", "outcomes", "region", "organ")


def _column(fact: Fact) -> Callable[[Case], str]:
    """Return the column of the list for a fact that is no field of a case by itself."""

    @admin.display(description=fact.label, ordering=fact.columns[0])
    def shown(case: Case) -> str:
        return fact.text_of(case)

    shown.__name__ = fact.name
    return shown


@admin.register(Case)
class CaseAdmin(CaseHistory, CaseActions, CaseSigning, CaseEvidence, CaseReading, CasePreview, DeskAdmin):
    form = CaseForm
    list_display_links = ["title"]
    list_filter = ["status", "collection", "level", "functions", ProvinceFilter]
    list_select_related = ["collection", "region"]
    list_per_page = 50
    search_fields = ["title"]
    search_help_text = gettext_lazy("全文检索，写法与前台相同；也可用网址标识或地区代码、路径。")
    inlines = [MeasureInline, OutcomeInline, SectionInline, InstrumentInline]
    formfield_overrides = {
        models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple, "form_class": ManyField},
        models.TextField: {"form_class": ProseField},
    }

    class Media:
        css = {"all": ["reform_cases/desk.css"]}
        # Behind the page, whose form they look for.
        js = [Script(f"reform_cases/{name}.js", defer=True) for name in ("drafts", "by_hand")]

    # -- the list

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        """Return the records; a pending copy is no record of its own, it has only its page."""
        records = super().get_queryset(request)
        match = request.resolver_match
        if match is None or match.url_name not in PAGES_OF_ONE:
            records = records.filter(pending_for=None)
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

    # -- the page of one case

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in ("region", "source", "merged_into"):
            kwargs.update(widget=AutocompleteOne(db_field, self.admin_site), form_class=OneField)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return Django's form, which knows who edits."""
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.person = request.user
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Case | None = None) -> Any:
        edits = self._edits(request, obj)
        keywords = ["keywords", "new_keywords"] if edits else ["keyword_line"]
        identity = ["collection", "number", "address", "status", "title", "organ", "level", "region"]
        return [
            (None, {"fields": [*identity, "functions", *keywords]}),
            *((text.label, {"fields": [text.name]}) for text in OPENING),
            *((text.label, {"classes": ["desk-after"], "fields": [text.name]}) for text in CLOSING),
            (
                gettext_lazy("来源与出处"),
                {
                    "classes": ["desk-after"],
                    "fields": ["source", *(["evidence_given"] if edits and obj else []), "evidence_shown"],
                },
            ),
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
            *([(gettext_lazy("保存"), {"classes": ["desk-after"], "fields": ["why"]})] if edits else []),
        ]

    def _edits(self, request: HttpRequest, obj: Case | None) -> bool:
        if obj:
            return self.has_change_permission(request, obj) and is_changed_directly(obj)
        return self.has_add_permission(request)

    def get_readonly_fields(self, request: HttpRequest, obj: Case | None = None) -> list[str]:
        """Return the source too for a case that was read from it: it is part of its evidence."""
        placed = obj is not None and obj.source_start is not None
        signed = obj is not None and not is_changed_directly(obj)
        copied = obj is not None and obj.pending_for_id is not None
        return [
            *("address", "keyword_line", "evidence_shown"),
            *(["source"] if placed or signed else []),
            *(_SIGNED if signed else []),
            *(["collection", "number"] if copied else []),
        ]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Case | None:
        """Return the case with the revision it is opened at, locked while it is being saved: one editor follows the other."""
        case: Any = super().get_object(request, object_id, from_field)
        if case is None:
            return None
        if request.method == "POST":
            anchors = Case.objects.filter(pk=case.pk).given_anchors()
            # Read again behind the lock: another may just have saved.
            case = super().get_object(request, object_id, from_field)
            if case is None:
                return None
            case.anchors = anchors[case.pk]
            found = note_found([case.pk])
        prefetch_related_objects([case], "decisions")
        last = latest([case.pk]).get(case.pk)
        case.opened = last.hash if last else ""
        if request.method == "POST" and found and found[0].number == 1 and not request.POST.get("revision"):
            case.opened = ""
        return case

    def changeform_view(self, request: HttpRequest, object_id: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Answer as Django does; `_together` first takes what another has saved into what was sent."""
        if request.method == "POST" and "_together" in request.POST and object_id:
            with transaction.atomic():
                self._take_together(request, object_id)
                return super().changeform_view(request, object_id, *args, **kwargs)
        return super().changeform_view(request, object_id, *args, **kwargs)

    def _take_together(self, request: HttpRequest, object_id: str) -> None:
        case: Any = self.get_object(request, object_id)
        # What was shown is what is taken; what was saved since is shown first.
        if case and self.has_change_permission(request, case) and request.POST.get("seen") == case.opened:
            form = self.get_form(request, case, change=True)(request.POST, instance=case)
            formsets, _inlines = self._create_formsets(request, case, change=True)  # type: ignore[attr-defined]
            together = taken_together(request.POST, case, request.POST.get("revision", ""), form, formsets)
            request.POST = together  # type: ignore[assignment]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Show, where a save was refused, what another has changed."""
        form = context["adminform"].form
        context["is_nav_sidebar_enabled"] = False
        if context.get("errors"):
            context["faults"] = faults_of(form, [one.formset for one in context["inline_admin_formsets"]])
        if getattr(form, "stale", False):
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            found = conflict(form.instance, form.data.get("revision", ""), form, formsets)
            both = [{"both": one.key in found.both} for one in found.theirs]
            changes = [one | more for one, more in zip(in_words(found.theirs), both, strict=True)]
            context.update(conflict=found, conflict_changes=changes)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save as Django does, index the case, and say where it departs from its source, which may well be meant."""
        gone = numbers_to_go(formsets)
        super().save_related(request, form, formsets, change)
        kept = keep_evidence(form, formsets, gone)
        self._hold_back(request, form)
        form.instance.save(update_fields=["anchors", "status"])
        writer = Writer(DESK, request.user, form.cleaned_data.get("why", ""))
        decide(written([form.instance.pk], writer), request.user)
        kept.note(form.instance, request.user)
        departed = departures(form.instance)
        if departed:
            names = "、".join(map(key_name, departed))
            message = _("已按所填保存。与原文不一致，或没有出处：%(names)s。") % {"names": names}
            self.message_user(request, message, messages.WARNING)

    def _hold_back(self, request: HttpRequest, form: Any) -> None:
        """Keep what was typed, but publish nothing that lacks something: say what, each a link to its field."""
        case, former = form.instance, form.initial.get("status") or Case.Status.DRAFT
        lacking = missing(case) if case.is_public and former not in Case.SEEN else []
        if lacking:
            case.status = former
            page = reverse("admin:reform_cases_case_change", args=[case.pk])
            links = format_html_join("", '<a href="{}#{}">{}</a>', ((page, at, said) for said, at in lacking))
            self.message_user(request, format_html(_("已保存，但没有发布：{}"), links), messages.ERROR)

    def delete_model(self, request: HttpRequest, obj: Case) -> None:
        pk = obj.pk
        super().delete_model(request, obj)
        written([pk], Writer(DESK, request.user))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Case]) -> None:
        ids = list(queryset.values_list("pk", flat=True))
        with transaction.atomic():
            super().delete_queryset(request, queryset)
            written(ids, Writer(DESK, request.user))

    def view_on_site(self, case: Case) -> str | None:
        return case.get_absolute_url() if case.is_public else None

    @admin.display(description=gettext_lazy("网址"))
    def address(self, case: Case) -> str | SafeString:
        if not case.pk:
            return _("保存后按批次和序号给出，以后不再更改。")
        if case.pending_for:
            url = reverse("admin:reform_cases_case_change", args=[case.pending_for_id])
            return format_html('<a href="{}">{}</a>', url, _("待改的事例"))
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
        """Let evidence and decisions go with their case, though nobody may delete them alone."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        with_it = {model._meta.verbose_name for model in (Evidence, Decision)}
        return deleted, counts, lacking - with_it, protected
