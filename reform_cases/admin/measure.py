"""改革举措 on the page of a case: a tree that stays a tree."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest
from django.utils.translation import gettext as _

from reform_cases.admin.form.parts import PartFormSet, PartInline, Siblings
from reform_cases.models import Measure


class MeasureFormSet(PartFormSet):
    letter = "m"

    @property
    def siblings(self) -> Siblings:
        return {"parent": self.rows}

    def clean(self) -> None:
        """Refuse a parent below its own child, and a parent that this very save deletes."""
        super().clean()
        kept = [form for form in self.forms if not _goes(form)]
        deleted = {form.instance.pk for form in self.forms if _goes(form) and form.instance.pk}
        parents = {form.instance.pk: _parent_key(form) for form in kept if form.instance.pk}
        for form in kept:
            if _parent_key(form) in deleted:
                form.add_error("parent", _("这项举措将被删除，不能作上级；请另选，或一并删除其下级。"))
            elif form.instance.pk and _comes_back(form.instance.pk, parents):
                form.add_error("parent", _("举措不能以自己或自己的下级为上级。"))


def _goes(form: Any) -> bool:
    return bool(form.cleaned_data.get(DELETION_FIELD_NAME))


def _parent_key(form: Any) -> int | None:
    # A form that may only be looked at has the key.
    parent = form.cleaned_data.get("parent")
    return parent.pk if isinstance(parent, Measure) else parent


def _comes_back(start: int, parents: dict[int, int | None]) -> bool:
    """Whether the way up from `start` leads to `start` again."""
    above, seen = parents.get(start), set()
    while above is not None and above not in seen and above != start:
        seen.add(above)
        above = parents.get(above)
    return above == start


class MeasureInline(PartInline):
    model = Measure
    formset = MeasureFormSet
    fields = [("anchor", "label", "order"), "heading", "parent", "body"]
    readonly_fields = ["anchor"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Measure]:
        return super().get_queryset(request).select_related("parent")
