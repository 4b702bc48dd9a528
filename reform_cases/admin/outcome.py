"""量化成效 on the page of a case: every field, and the evidence to compare it with."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform_cases.admin.form.evidence_shown import outcome_evidence
from reform_cases.admin.form.parts import PartForm, PartFormSet, PartInline, SiblingField, Siblings
from reform_cases.desk.by_hand import READ, CannotBeEvidenceError, Chosen, SourceOfCase, span_of
from reform_cases.desk.quoted import OF_THE_QUOTE, base_value, contradictions, fill_in, read_quote
from reform_cases.models import Outcome
from reform_cases.text.numerals import plain_decimal

# What a person says about a number in its row, and what is no column of it.
ASKED = ("confirmed", "span", "against")


class OutcomeForm(PartForm):
    """A number: its values, whether somebody found them right, and which characters say so."""

    confirmed = forms.BooleanField(label=gettext_lazy("核定无误"), required=False)
    span = forms.CharField(
        label=gettext_lazy("指定出处"),
        required=False,
        max_length=30,
        help_text=gettext_lazy("原文起止，如 120–125；空着的各项由程序读出。"),
    )
    # What it is for, a refused save says: a page has many of them.
    against = forms.CharField(label=gettext_lazy("与原文不符的理由"), required=False, max_length=300)
    # The characters that were chosen, once the form has been found right.
    chosen: Chosen | None = None
    # Whether what was changed has to do with the quote, and what of it says another thing.
    looked_at = False
    contradicting: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get(self.add_prefix("span")):
            for name in ("quote", "kind", "place"):
                if name in self.fields:
                    self.fields[name].required = False
        for name, value in self.initial.items():
            if isinstance(value, Decimal):
                self.initial[name] = Decimal(plain_decimal(value))
        if "base_value" in self.fields:
            self.fields["base_value"].disabled = True
        # Its evidence says these very words; a misread number is corrected in its values, or other characters are chosen.
        if "quote" in self.fields and self.instance.pk and self.instance.evidence.all():
            self.fields["quote"].disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("confirmed"):
            cleaned["review"] = ""
        if cleaned.get("span"):
            self._choose(cleaned)
        quote, sentence = cleaned.get("quote"), cleaned.get("sentence")
        if quote and sentence and quote not in sentence:
            self.add_error("quote", _("所在句里找不到“%(quote)s”，请与原文核对。") % {"quote": quote})
        if quote and not self.errors:
            self._compare(cleaned)
        return cleaned

    def _compare(self, cleaned: dict[str, Any]) -> None:
        """Work out what follows from the quote; what is given otherwise has a reason or is refused."""
        new = self.instance.pk is None or self.chosen is not None or "quote" in self.changed_data
        names = OF_THE_QUOTE if new else [name for name in OF_THE_QUOTE if name in self.changed_data]
        if not names:
            return
        self.looked_at = True
        said = (
            self.chosen.read if self.chosen else read_quote(cleaned["quote"], cleaned.get("sentence") or "")
        )
        if said and new:
            fill_in(said, cleaned)
        if "base_value" in self.fields:
            cleaned["base_value"] = base_value(said, cleaned)
        self.contradicting = tuple(contradictions(said, cleaned, names)) if said else ()
        if self.contradicting and not cleaned.get("against", "").strip():
            for name in self.contradicting:
                shown = plain_decimal(value) if isinstance(value := getattr(said, name), Decimal) else value
                self.add_error(
                    name,
                    _("引文“%(quote)s”说的是“%(said)s”；确要不同，请填“与原文不符的理由”。")
                    % {"quote": cleaned["quote"], "said": shown or _("（无）")},
                )

    def _choose(self, cleaned: dict[str, Any]) -> None:
        """Take the characters that were chosen; what the row leaves open is as the reader reads it there."""
        try:
            self.chosen = SourceOfCase(self.instance.case).number(span_of(cleaned["span"]))
        except CannotBeEvidenceError as error:
            self.add_error("span", str(error))
            return
        said = self.chosen.fields()
        rows: dict[str, Any] = {}
        for name in ("measure", "section"):
            field = self.fields.get(name)
            rows[name] = field.rows.get(str(said.get(name))) if isinstance(field, SiblingField) else None
        cleaned.update(rows, quote=said["quote"], sentence=said["sentence"], place=said["place"])
        if not any(cleaned.get(name) for name in READ if name != "status"):
            cleaned.update({name: said[name] for name in READ if name in said and name in self.fields})
        elif not cleaned.get("kind"):
            cleaned["kind"] = said.get("kind", Outcome.Kind.COUNT)
        # The fields were not required by themselves.
        for name in ("kind", "quote", "place"):
            if name in self.errors:
                del self.errors[name]


class OutcomeFormSet(PartFormSet):
    letter = "o"

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)
        if form.instance.pk:
            form.initial["against"] = self.reasons.get(form.instance.anchor, "")
        return form

    @cached_property
    def reasons(self) -> dict[str, str]:
        """Why numbers say another thing than their quotes, by their anchors."""
        return {one.key: one.note for one in self.instance.decisions.all() if one.via == one.Via.DESK}

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
                    ("anchor", "order", "confirmed"),
                    ("metric", "quote"),
                    ("value", "unit"),
                    ("kind", "status", "place"),
                    ("period", "scope"),
                    ("basis", "review"),
                    ("span", "against"),
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

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return what is asked of a number only to whoever may answer."""
        fieldsets = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj):
            return fieldsets
        return [(name, {**said, "fields": _without_asked(said["fields"])}) for name, said in fieldsets]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Outcome]:
        return super().get_queryset(request).select_related("measure", "section").prefetch_related("evidence")

    @admin.display(description=gettext_lazy("出处"))
    def evidence_shown(self, outcome: Outcome) -> SafeString:
        return outcome_evidence(outcome)


def _without_asked(names: Any) -> list[Any]:
    lines = [
        tuple(one for one in line if one not in ASKED) if isinstance(line, tuple) else line for line in names
    ]
    return [line for line in lines if line and line not in ASKED]
