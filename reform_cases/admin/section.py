"""其他栏目 on the page of a case."""

from __future__ import annotations

from reform_cases.admin.form.parts import PartFormSet, PartInline
from reform_cases.models import Section


class SectionFormSet(PartFormSet):
    letter = "s"


class SectionInline(PartInline):
    model = Section
    formset = SectionFormSet
    fields = [("anchor", "name", "order"), "text"]
    readonly_fields = ["anchor"]
