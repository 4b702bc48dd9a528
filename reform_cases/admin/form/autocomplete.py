"""Django's autocomplete fields, safe from keys that no row can have.

Django asks the database for whatever was posted; a word for a number, a number beyond 64 bits or a NUL character
would end in an error page instead of a message beside the field.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import Model


def can_be_key(model: type[Model], value: Any) -> bool:
    """Return whether a row of `model` could have `value` as its primary key."""
    try:
        model._meta.pk.clean(value, None)
    except ValidationError:
        return False
    return "\x00" not in str(value)


class _SoundOptions(AutocompleteMixin):
    def optgroups(self, name: str, value: Sequence[Any], attr: Any = None) -> Any:
        model = self.field.remote_field.model
        return super().optgroups(name, [key for key in value if can_be_key(model, key)], attr)


class AutocompleteOne(_SoundOptions, AutocompleteSelect):
    """One row, found by typing."""


class AutocompleteMany(_SoundOptions, AutocompleteSelectMultiple):
    """Several rows, found by typing."""


class OneField(forms.ModelChoiceField):
    """The row with the posted key, or the usual message."""

    def to_python(self, value: Any) -> Any:
        model = self.queryset.model  # type: ignore[union-attr]
        if value not in self.empty_values and not can_be_key(model, value):
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value}
            )
        return super().to_python(value)


class ManyField(forms.ModelMultipleChoiceField):
    """The rows with the posted keys, or the usual message."""

    def clean(self, value: Any) -> Any:
        for key in value or ():
            if not can_be_key(self.queryset.model, key):  # type: ignore[union-attr]
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": key}
                )
        return super().clean(value)
