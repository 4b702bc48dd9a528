"""The instruments that a person listed for a case stay its instruments where the text still names them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from reform_cases.models import Case, CaseInstrument, Decision, Evidence
from reform_cases.sourcetext.document import CaseText, Document, InstrumentText, Passage

# The evidence of instruments by the number of their case, each with what is said of it.
Listed = dict[int, list[tuple[Evidence, str]]]


def keep_listed(document: Document, cases: Iterable[Case]) -> Document:
    """Return `document` with the instruments that were listed for `cases`, unless it comes with a list of its own."""
    if any(one.reviewed for case in document.cases for one in case.instruments):
        return document
    listed = _listed(cases)
    kept = (_with_listed(document, case, listed.get(case.number, [])) for case in document.cases)
    return replace(document, cases=tuple(kept))


def _listed(cases: Iterable[Case]) -> Listed:
    numbers = {case.pk: case.number for case in cases}
    kind = "caseinstrument "
    keys = set(
        Decision.objects.filter(case__in=numbers, key__startswith=kind)
        .exclude(verdict=Decision.Verdict.REJECTED)
        .values_list("case_id", "key")
    )
    said = {
        (one.case_id, one.instrument_id): one.said for one in CaseInstrument.objects.filter(case__in=numbers)
    }
    rows = Evidence.objects.filter(case__in=numbers, field=Evidence.Field.INSTRUMENT, part=0)
    listed: Listed = defaultdict(list)
    for row in rows.select_related("instrument").order_by("case", "start"):
        if row.instrument and (row.case_id, f"{kind}{row.instrument.slug}") in keys:
            listed[numbers[row.case_id]].append((row, said.get((row.case_id, row.instrument_id or 0), "")))
    return listed


def _where(text: str, row: Evidence, case: CaseText) -> int:
    """Return where the text of the case names it, at the place that was listed if that is still so; -1 when nowhere."""
    start, end = case.span
    if start <= row.start < end and text.startswith(row.quote, row.start):
        return row.start
    return text.find(row.quote, start, end)


def _with_listed(document: Document, case: CaseText, listed: list[tuple[Evidence, str]]) -> CaseText:
    instruments = []
    for row, said in listed:
        at = _where(document.text, row, case)
        if at >= 0 and row.instrument:
            span = (at, at + len(row.quote))
            instruments.append(
                InstrumentText(
                    Passage(row.quote, span, (span,)),
                    row.instrument.kind,
                    tuple(filter(None, said.split("；"))),
                    reviewed=True,
                )
            )
    return replace(case, instruments=tuple(instruments)) if instruments else case
