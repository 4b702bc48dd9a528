"""How the page of a case shows evidence: the sentence with the number marked, and who said what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Prefetch
from django.db.models.functions import Left
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reform_cases.ingest.audit import case_faults
from reform_cases.models import Case, Evidence, Outcome


@dataclass(frozen=True)
class Piece:
    """A stretch of a sentence; `marked` when it is the number itself."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Saying:
    """One value of an outcome as the program read it, as a person set it, and as it stands in the record now."""

    label: str
    proposed: str
    confirmed: str
    current: str


def source_address(case: Case, start: int, end: int) -> str:
    """Address of the characters in the public source page, or "" while the case is a draft without one."""
    if not case.is_public:
        return ""
    return f"{reverse('case-source', args=[case.slug])}#s-{start}-{end}"


def sentence_pieces(sentence: Iterable[Evidence], number: Sequence[Evidence]) -> list[Piece]:
    """The sentence's parts cut where the number's parts begin and end; all spans are of one source."""
    pieces: list[Piece] = []
    for part in sentence:
        at = part.start
        for span in number:
            start, end = max(span.start, at), min(span.end, part.end)
            if start < end:
                pieces += [Piece(part.quote[at - part.start : start - part.start], False)]
                pieces += [Piece(part.quote[start - part.start : end - part.start], True)]
                at = end
        pieces.append(Piece(part.quote[at - part.start :], False))
    return [piece for piece in pieces if piece.text]


def sayings(outcome: Outcome, evidence: Evidence) -> list[Saying]:
    """What was proposed and confirmed, field by field, with the value that the record has now."""
    said = {*evidence.proposed, *evidence.confirmed}
    fields = [field.name for field in Outcome._meta.get_fields() if field.name in said]
    return [
        Saying(
            _label(name),
            _worded(name, evidence.proposed.get(name)),
            _worded(name, evidence.confirmed.get(name)),
            _worded(name, getattr(outcome, name, None)),
        )
        for name in [*fields, *sorted(said - set(fields))]
    ]


def _label(name: str) -> str:
    try:
        return str(Outcome._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return name


def _worded(name: str, value: Any) -> str:
    """A value as an editor reads it: choices by their name, numbers without trailing zeros, nothing as —."""
    if value in (None, ""):
        return "—"
    try:
        choices = dict(Outcome._meta.get_field(name).flatchoices)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        choices = {}
    text = str(choices.get(value, value))
    return text.rstrip("0").rstrip(".") if "." in text and text.replace(".", "").isdigit() else text


def outcome_evidence(outcome: Outcome) -> SafeString:
    """The evidence of one outcome (`evidence` prefetched, `case` set), as HTML to look at."""
    rows = sorted(outcome.evidence.all(), key=lambda row: row.start) if outcome.pk else []
    number = [row for row in rows if row.field == Evidence.Field.OUTCOME]
    if not number:
        return SafeString(_("没有出处：这个数字是在编辑台添加的。") if outcome.pk else "—")
    start, end = number[0].start, number[-1].end
    return render_to_string(
        "admin/reform_cases/case/outcome_evidence.html",
        {
            "pieces": sentence_pieces(
                [row for row in rows if row.field == Evidence.Field.SENTENCE] or number, number
            ),
            "start": start,
            "end": end,
            "address": source_address(outcome.case, start, end),
            "evidence": number[0],
            "sayings": sayings(outcome, number[0]),
        },
    )


def departures(case: Case) -> list[str]:
    """Keys of what the record says otherwise than its source, or without it (as `check_catalogue` finds them)."""
    if case.source_id is None:
        return []
    evidence = Prefetch("evidence", Evidence.objects.select_related("keyword").order_by("key", "part"))
    parts = ("source", "measures", "sections", "outcomes")
    stored = Case.objects.prefetch_related(evidence, *parts).get(pk=case.pk)
    return list(dict.fromkeys(fault.key for fault in case_faults(stored)))


def key_name(key: str) -> str:
    """A key as an editor knows it: 标题 for `title`, `m-1.heading` as it is."""
    return str(Evidence.Field(key).label) if key in Evidence.Field else key


def case_evidence(case: Case) -> SafeString:
    """The evidence of everything but the numbers, as a table with the beginning of each passage."""
    rows = (
        case.evidence.exclude(field__in=[Evidence.Field.OUTCOME, Evidence.Field.SENTENCE])
        .defer("quote", "proposed", "confirmed")
        .annotate(beginning=Left("quote", 40))
        .order_by("start", "-end", "part")
    )
    shown = [(row, source_address(case, row.start, row.end)) for row in rows]
    departed = departures(case)
    context = {"rows": shown, "departed": departed, "names": [key_name(key) for key in departed]}
    return render_to_string("admin/reform_cases/case/case_evidence.html", context)
