"""量化成效 on the page of a case: every field, and the evidence to compare it with."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform_cases.admin.form.evidence_shown import outcome_evidence
from reform_cases.admin.form.parts import PartForm, PartFormSet, PartInline, Siblings
from reform_cases.models import Outcome
from reform_cases.text.numerals import plain_decimal


class OutcomeForm(PartForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, value in self.initial.items():
            if isinstance(value, Decimal):
                self.initial[name] = Decimal(plain_decimal(value))
        # Its evidence says these very words; a misread number is corrected in its values.
        if "quote" in self.fields and self.instance.pk and self.instance.evidence.all():
            self.fields["quote"].disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        quote, sentence = cleaned.get("quote"), cleaned.get("sentence")
        if quote and sentence and quote not in sentence:
            self.add_error("quote", _("所在句里找不到“%(quote)s”，请与原文核对。") % {"quote": quote})
        return cleaned


class OutcomeFormSet(PartFormSet):
    letter = "o"

    @cached_property
    def siblings(self) -> Siblings:
        if self.instance.pk is None:
            return {"measure": {}, "section": {}}
        measures = self.instance.measures.only("anchor", "label", "heading", "case", "order")
        sections = self.instance.sections.only("anchor", "name", "case", "order")
        return {
            "measure": {str(measure.pk): measure for measure in measures},
            "section": {str(section.pk): section for section in sections},
        }

    def save(self, commit: bool = True) -> list[Any]:
        """Save as usual, but point to no measure that the same save has just deleted."""
        present = set(self.instance.measures.values_list("pk", flat=True))
        for form in self.forms:
            if form.instance.measure_id not in present:
                form.instance.measure = None
        return super().save(commit)


class OutcomeInline(PartInline):
    model = Outcome
    form = OutcomeForm
    formset = OutcomeFormSet
    # One field a row where a fieldset folds: Django opens it for a fault only in a field it names by itself.
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("anchor", "order"),
                    ("metric", "quote"),
                    ("value", "unit"),
                    ("kind", "status", "place"),
                    ("period", "scope"),
                    ("basis", "review"),
                    "evidence_shown",
                ]
            },
        ),
        (
            gettext_lazy("区间、变化与限定"),
            {
                "classes": ["collapse"],
                "description": gettext_lazy(
                    "数值、上下限、变化前后三者只填一种；只写“数”而无确数的可都不填。"
                ),
                "fields": [
                    *("value_low", "value_high", "value_from", "value_to"),
                    *("base_value", "approximation", "direction"),
                ],
            },
        ),
        (
            gettext_lazy("所在位置"),
            {"classes": ["collapse"], "fields": ["measure", "section", "sentence"]},
        ),
    ]
    readonly_fields = ["anchor", "evidence_shown"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Outcome]:
        return super().get_queryset(request).select_related("measure", "section").prefetch_related("evidence")

    @admin.display(description=gettext_lazy("出处"))
    def evidence_shown(self, outcome: Outcome) -> SafeString:
        return outcome_evidence(outcome)
