"""Long texts in forms: a browser sends every line end as CR LF; what nobody edited stays character for character."""

from __future__ import annotations

from typing import Any

from django import forms


def plain(text: str | None) -> str:
    """Return `text` as a browser cannot tell it from another: one kind of line end, nothing around it."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()


class ProseField(forms.CharField):
    """A text of lines; line ends alone are no change."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return not self.disabled and plain(initial) != plain(data)


class ProseForm(forms.ModelForm):
    """A form whose texts keep the line ends they had; a new text gets single line feeds."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            if isinstance(field, ProseField) and name in cleaned:
                before = self.initial.get(name) or ""
                unchanged = not field.has_changed(before, cleaned[name])
                cleaned[name] = before if unchanged else _like(before, cleaned[name])
        return cleaned


def _like(before: str, typed: str) -> str:
    """`typed` with the line ends of `before`."""
    return plain(typed).replace("\n", "\r\n" if "\r\n" in before else "\n")
