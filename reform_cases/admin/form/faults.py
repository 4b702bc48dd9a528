"""Every fault of the page of a case in one list at its top, each with the field to go to."""

from __future__ import annotations

from typing import Any

# Label, message and the id of the field in the page, "" for a fault of no single field.
Listed = tuple[str, str, str]


def faults_of(form: Any, formsets: list[Any]) -> list[Listed]:
    """Return the faults of the case's own fields, then those of its parts, in the order of the page."""
    listed = _of(form, "")
    for formset in formsets:
        name = str(formset.model._meta.verbose_name)
        listed += [(name, str(message), f"{formset.prefix}-group") for message in formset.non_form_errors()]
        for number, row in enumerate(formset.forms, 1):
            listed += _of(row, getattr(row.instance, "anchor", "") or f"{name} #{number}")
    return listed


def _of(form: Any, part: str) -> list[Listed]:
    listed: list[Listed] = []
    for name, messages in form.errors.items():
        field = form.fields.get(name)
        label = f"{part} {field.label if field else ''}".strip()
        at = form[name].id_for_label if field else (form.prefix or "")
        listed += [(label, str(message), at if label else "") for message in messages]
    return listed
