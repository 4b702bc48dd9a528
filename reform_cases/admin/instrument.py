"""制度与平台 on the desk: the names, and which of them a case built or issued."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from reform_cases.admin.form.autocomplete import AutocompleteOne, OneField
from reform_cases.admin.form.desk import DeskAdmin, changes_cases
from reform_cases.admin.form.parts import PartFormSet, PartInline
from reform_cases.history.revisions import DESK, Writer, written
from reform_cases.history.seals import seal
from reform_cases.models import CaseInstrument, Instrument
from reform_cases.search.suggestions import keep_suggestions


@admin.register(Instrument)
class InstrumentAdmin(DeskAdmin):
    """Renaming keeps the address; none is deleted, because evidence would go with it."""

    list_display = ["name", "kind", "slug"]
    list_filter = ["kind"]
    search_fields = ["name"]
    fields = ["name", "kind", "slug"]
    readonly_fields = ["slug"]

    def save_model(self, request: HttpRequest, obj: Instrument, form: Any, change: bool) -> None:
        """Save as Django does; the cases that built it are found by its new name."""
        super().save_model(request, obj, form, change)
        seal(Instrument, [obj.pk])
        cases = list(CaseInstrument.objects.filter(instrument=obj).values_list("case_id", flat=True))
        # The texts of the cases are as they were, so that indexing them again looks for no new names.
        keep_suggestions(cases, [])
        written(cases, Writer(DESK, request.user, _("制度与平台改为“%(name)s”。") % {"name": obj.name}))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) or changes_cases(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class InstrumentFormSet(PartFormSet):
    """Instruments have no anchors: their names are their addresses."""

    letter = ""


class InstrumentInline(PartInline):
    model = CaseInstrument
    formset = InstrumentFormSet
    classes = ["collapse"]
    fields = [("instrument", "order"), "said"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "instrument":
            kwargs.update(widget=AutocompleteOne(db_field, self.admin_site), form_class=OneField)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("instrument")
