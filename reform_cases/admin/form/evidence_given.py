"""Evidence given on the page of a case: the source beside the form, a number read from it, what a save keeps of both."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reform_cases.admin.form.desk import changes_cases
from reform_cases.desk.by_hand import (
    CannotBeEvidenceError,
    SourceOfCase,
    keep_number,
    keep_texts,
    list_again,
)
from reform_cases.desk.deciding import confirm, note_evidence
from reform_cases.desk.quoted import note_reasons
from reform_cases.desk.signing import is_changed_directly
from reform_cases.models import Case, Evidence, Outcome
from reform_cases.sourcetext.document import Span
from reform_cases.text.numerals import plain_decimal


class CaseEvidence(admin.ModelAdmin):
    """The source beside the form of a case, and the address that reads a number from chosen characters."""

    def get_urls(self) -> list[Any]:
        read = self.admin_site.admin_view(require_POST(self.read_number))
        return [path("<int:pk>/read/", read, name="reform_cases_case_read"), *super().get_urls()]

    def read_number(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Answer `{"start", "end"}` with the number that stands there; 400 says why there is none."""
        if not changes_cases(request):
            raise PermissionDenied
        try:
            asked = json.loads(request.body)
            span = (int(asked["start"]), int(asked["end"]))
            case = Case.objects.get(pk=pk)
            chosen = SourceOfCase(case).number(span)
        except CannotBeEvidenceError as error:
            return JsonResponse({"error": str(error)}, status=400)
        except (ValueError, KeyError, TypeError, RecursionError, Case.DoesNotExist):
            return JsonResponse({"error": _("没有听懂要读哪些字。")}, status=400)
        said = {name: _plain(value) for name, value in chosen.fields().items()}
        other = chosen.other
        remark = (
            _("程序把它看作“%(role)s”：%(reason)s") % {"role": other.role, "reason": other.reason}
            if other
            else ""
        )
        if chosen.read is None:
            remark = _("这里没有读得出的数字，请逐项填写。")
        start, end = chosen.quote.span
        return JsonResponse({"span": f"{start}–{end}", "fields": said, "remark": remark})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Show the characters from which the case was read, and which of them prove which value."""
        case = context.get("original")
        if isinstance(case, Case) and case.source_start is not None and case.source_end is not None:
            length = F("source_end") - F("source_start")
            cut = Substr("source__text", F("source_start") + 1, length)
            text = Case.objects.filter(pk=case.pk).values_list(cut, flat=True).get()
            passages: dict[str, list[Span]] = {}
            for key, start, end in case.evidence.order_by("part").values_list("key", "start", "end"):
                passages.setdefault(key, []).append((start, end))
            context["source_beside"] = {
                # As a reference: HTML makes one line feed of the two characters of a line end.
                "pieces": text.split("\r"),
                "start": case.source_start,
                "passages": {
                    "by_key": passages,
                    "read": reverse("admin:reform_cases_case_read", args=[case.pk]),
                },
                "may_give": self.has_change_permission(request, case) and is_changed_directly(case),
            }
        return super().render_change_form(request, context, *args, **kwargs)


def _plain(value: Any) -> Any:
    return plain_decimal(value) if isinstance(value, Decimal) else "" if value is None else value


def numbers_to_go(formsets: list[Any]) -> list[Span]:
    """Return the spans of the numbers that this save takes out, or gives other characters."""
    rows = [
        form.instance.pk
        for formset in formsets
        if formset.model is Outcome
        for form in formset.initial_forms
        if formset._should_delete_form(form) or form.chosen
    ]
    spans = (
        Evidence.objects.filter(outcome__in=rows, field=Evidence.Field.OUTCOME)
        if rows
        else Evidence.objects.none()
    )
    return list(spans.values_list("start", "end"))


@dataclass
class Kept:
    """What a save said about evidence: what the evidence of each key was before, the numbers that somebody confirmed, and why some say another thing than their quotes."""

    former: dict[str, list[Span]] = field(default_factory=dict)
    confirmed: list[str] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)

    def note(self, case: Case, by: Any) -> None:
        """Note it as decisions of `by`, once the revision is made."""
        if self.former:
            note_evidence(case, self.former, by)
        for anchor in self.confirmed:
            confirm(case, anchor, by)
        note_reasons(case.pk, self.reasons)


def _anchors(formsets: list[Any]) -> dict[str, str]:
    """The anchors of the parts that were saved, by their places in the form."""
    return {
        row.prefix: row.instance.anchor
        for formset in formsets
        if hasattr(formset.model, "anchor")
        for row in formset.forms
        if row.instance.pk and not formset._should_delete_form(row)
    }


def keep_evidence(form: Any, formsets: list[Any], gone: list[Span]) -> Kept:
    """Write the evidence that was given with a save."""
    case, kept = form.instance, Kept()
    if given := form.cleaned_data.get("evidence_given"):
        parts = _anchors(formsets)
        named = [(key.partition("."), span) for key, span in given]
        given = [(f"{parts.get(part, part)}{dot}{name}", span) for (part, dot, name), span in named]
        kept.former |= keep_texts(case, given)
    for formset in formsets:
        for row in formset.forms if formset.model is Outcome else ():
            if row.instance.pk is None or formset._should_delete_form(row):
                continue
            if row.chosen:
                kept.former |= keep_number(row.instance, row.chosen)
            if row.looked_at:
                reason = row.cleaned_data.get("against", "").strip() if row.contradicting else ""
                kept.reasons[row.instance.anchor] = reason
            if row.cleaned_data.get("confirmed"):
                kept.confirmed.append(row.instance.anchor)
    list_again(case, gone)
    return kept
