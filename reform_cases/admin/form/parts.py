"""What the inlines of a case share: anchors that stay, choices read once, the permissions of the case itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Model
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from reform_cases.admin.form.desk import changes_cases, sees_cases
from reform_cases.admin.form.prose import ProseField, ProseForm
from reform_cases.desk.signing import is_changed_directly
from reform_cases.text.anchors import give

Siblings = Mapping[str, Mapping[str, Model]]


class SiblingField(forms.ModelChoiceField):
    """A choice among rows of the same case, by primary key: read once for all forms of a page."""

    def __init__(self, rows: Mapping[str, Model], **kwargs: Any) -> None:
        super().__init__(queryset=None, **kwargs)
        self.rows = rows
        self.choices = [("", self.empty_label), *((pk, short_name(row)) for pk, row in rows.items())]

    @classmethod
    def like(cls, field: Any, rows: Mapping[str, Model], **kwargs: Any) -> SiblingField:
        """Return the same question as `field`, asked among `rows`."""
        return cls(rows, label=field.label, help_text=field.help_text, required=field.required, **kwargs)

    def to_python(self, value: Any) -> Model | None:
        if value in self.empty_values:
            return None
        row = self.rows.get(str(value))
        if row is None:
            raise ValidationError(_("请选择本事例已保存的一项。"), code="invalid_choice")
        return row


def short_name(row: Any) -> str:
    """Name a part in a list of choices: `m-2 二、坚持实战实用导向…`."""
    # What has no anchor is known by its name alone.
    return f"{getattr(row, 'anchor', '')} {Truncator(str(row)).chars(24)}".strip()


class PartForm(ProseForm):
    """A part of a case; `siblings` holds the rows that each of its choices offers, by primary key."""

    def __init__(self, *args: Any, siblings: Siblings, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in siblings.items():
            if name in self.fields:
                self.fields[name] = SiblingField.like(self.fields[name], rows)
        if "order" in self.fields:
            self.fields["order"] = forms.IntegerField(
                label=self.fields["order"].label, min_value=0, max_value=32767, required=False
            )
            if self.instance.pk is None:
                self.initial["order"] = None

    def clean_order(self) -> int | None:
        """Return the order given; left empty, an existing part keeps its own and a new one goes to the end."""
        given = self.cleaned_data["order"]
        return self.instance.order if given is None and self.instance.pk else given

    def _post_clean(self) -> None:
        """Nothing for an unchanged row: checking its constraints would cost queries and could change nothing."""
        if self.instance.pk is None or self.has_changed():
            super()._post_clean()  # type: ignore[misc]


class PartFormSet(BaseInlineFormSet):
    """The parts of one kind of a case. A new one gets the next free anchor; an existing one keeps its own."""

    letter: str

    @property
    def siblings(self) -> Siblings:
        """Return the rows that the choices of a form offer, by field name and primary key."""
        return {}

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "siblings": self.siblings}

    @cached_property
    def rows(self) -> Mapping[str, Model]:
        """Return the parts of this kind that the case has, by primary key."""
        return {str(row.pk): row for row in self.get_queryset()}

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        key = form.fields["id"]
        form.fields["id"] = SiblingField.like(key, self.rows, initial=key.initial, widget=forms.HiddenInput)

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        # One case for all rows, so that none fetches its own.
        form.instance.case = self.instance
        return form

    def clean(self) -> None:
        super().clean()
        if any(form.instance.pk is None for form in self.initial_forms):
            raise ValidationError(_("其中一项已被另一位编辑删除。请重新打开本页，再作修改。"))

    def save_new(self, form: Any, commit: bool = True) -> Any:
        if self.letter:
            form.instance.anchor = give(self.instance.anchors, self.letter)
        if form.cleaned_data["order"] is None:
            form.instance.order = self._last_order + 1
        self._last_order = max(self._last_order, form.instance.order)
        return super().save_new(form, commit)

    @cached_property
    def _last_order(self) -> int:
        """The highest order so far; parts that this save deletes count."""
        rows: list[Any] = list(self.rows.values())
        return max((row.order for row in rows), default=0)


class PartInline(admin.StackedInline):
    """Parts are the case: whoever may edit the case may edit them, whoever may see it sees them."""

    extra = 0
    max_num = 200
    form = PartForm
    formfield_overrides = {models.TextField: {"form_class": ProseField}}

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Return Django's, which would draw a thousand forms over the limit when a request asks for them."""
        return super().get_formset(request, obj, absolute_max=self.max_num + 50, **kwargs)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return sees_cases(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return changes_cases(request) and (obj is None or is_changed_directly(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return (
            self.has_change_permission(request, obj)
            if obj
            else request.user.has_perm("reform_cases.add_case")
        )
