"""How the page of a case shows evidence: the sentence with the number marked, and who said what."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django.db.models.functions import Left
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.marked_passages import SpanMark, annotate
from reform_cases.catalogue.record.evidence import Trail, in_words
from reform_cases.catalogue.record.linked_text import LinkedNumbers
from reform_cases.catalogue.source_parts import passage_address
from reform_cases.ingest.audit import departures as departures_of
from reform_cases.jinja.marked_text import found_text
from reform_cases.models import Case, Decision, Evidence, Outcome, ReportedNumber


def source_address(case: Case, start: int, end: int) -> str:
    """Return the address of the characters in the public source page, "" while the case is a draft without one."""
    if not case.is_public:
        return ""
    return passage_address(address("case-source", case.slug), start, end)


def outcome_evidence(outcome: Any) -> SafeString:
    """Return the evidence of one outcome (`evidence` prefetched, `case` set with its decisions), as HTML to look at."""
    rows = sorted(outcome.evidence.all(), key=attrgetter("start")) if outcome.pk else []
    number = [row for row in rows if row.field == Evidence.Field.OUTCOME]
    if not number:
        said = _("没有出处：这个数字是在编辑台添加的。")
        return format_html('<span id="{}">{}</span>', outcome.anchor, said) if outcome.pk else SafeString("—")
    start, end = number[0].start, number[-1].end
    decisions = (one for one in outcome.case.decisions.all() if one.key == outcome.anchor)
    decision = next(decisions, None)
    return render_to_string(
        "admin/reform_cases/case/outcome_evidence.html",
        {
            "sentence": marked_sentence(
                [row for row in rows if row.field == Evidence.Field.SENTENCE] or number, number
            ),
            "anchor": outcome.anchor,
            "start": start,
            "end": end,
            "address": source_address(outcome.case, start, end),
            "decision": decision,
            "reviewed": _reviewed(outcome, decision) if decision else [],
        },
    )


def _reviewed(outcome: Outcome, decision: Decision) -> list[tuple[str, ...]]:
    """Return label, proposed, confirmed and present value of each reviewed field, in the order of a number's fields."""
    said = {**decision.proposed, **decision.decided}
    now = {field.name: getattr(outcome, field.name) for field in Outcome._meta.concrete_fields}
    names = [*(name for name in now if name in said), *sorted(said.keys() - now.keys())]
    return in_words(names, decision.proposed, decision.decided, now)


def marked_sentence(sentence: Sequence[Any], number: Sequence[Any]) -> SafeString:
    """Return the characters of `sentence` with those of `number` marked; rows of evidence, all of one source."""
    numbers = LinkedNumbers.of([Trail.of(number, "")])
    marks = [SpanMark(start, end, mark.kind) for start, end, mark in numbers.within(sentence)]
    return found_text(annotate("".join(row.quote for row in sentence), marks))


def departures(case: Case) -> list[str]:
    """Return the keys of what the record says otherwise than its source, as `check_catalogue` finds them."""
    return departures_of(case.pk) if case.source_id else []


def key_name(key: str) -> str:
    """Name a key as an editor knows it: 标题 for `title`, `m-1.heading` as it is."""
    return str(Evidence.Field(key).label) if key in Evidence.Field else key


def case_evidence(case: Case) -> SafeString:
    """Return the evidence of everything but the outcomes, as a table with the beginning of each passage; and the other numbers."""
    rows = (
        case.evidence.exclude(field__in=[Evidence.Field.OUTCOME, Evidence.Field.SENTENCE])
        .defer("quote")
        .annotate(beginning=Left("quote", 40))
        .order_by("start", "-end", "part")
    )
    shown = [(row, source_address(case, row.start, row.end)) for row in rows]
    departed = departures(case)
    numbers = ReportedNumber.objects.of_case(case)
    context = {
        "rows": shown,
        "departed": departed,
        "names": [key_name(key) for key in departed],
        "numbers": [(number, source_address(case, number.start, number.end)) for number in numbers],
    }
    return render_to_string("admin/reform_cases/case/case_evidence.html", context)
