"""What a person confirmed stays confirmed when a text comes in again without its reviewed file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from reform_cases.models import Case, CaseInstrument, Evidence
from reform_cases.sourcetext.document import (
    CaseText,
    Confirmation,
    Document,
    InstrumentText,
    OutcomeText,
    Passage,
)

_DECIMALS = frozenset({"value", "value_low", "value_high", "value_from", "value_to", "base_value"})
# The evidence of instruments by the number of their case, each with what is said of it.
Listed = dict[int, list[tuple[Evidence, str]]]
Decisions = dict[tuple[int, str, str], list[Evidence]]


def keep_confirmed(document: Document, cases: Iterable[Case]) -> Document:
    """Return `document` with what the catalogue holds as confirmed of `cases`, the cases of the same batch.

    A decision is kept for a number whose quote and sentence are the same as when it was made, and the instruments that a
    person listed for a case stay its instruments where the text still names them. A document that comes with a reviewed
    file is left as it is: the file speaks for the whole of it.
    """
    cases = list(cases)
    if not any(outcome.confirmation for case in document.cases for outcome in case.outcomes):
        decisions = _decisions(cases)
        document = replace(document, cases=tuple(_kept(case, decisions) for case in document.cases))
    if not any(one.reviewed for case in document.cases for one in case.instruments):
        listed = _listed(cases)
        kept = (_with_listed(document, case, listed.get(case.number, [])) for case in document.cases)
        document = replace(document, cases=tuple(kept))
    return document


def _listed(cases: Iterable[Case]) -> Listed:
    """The instruments that a person listed."""
    numbers = {case.pk: case.number for case in cases}
    rows = Evidence.objects.filter(
        case__in=numbers, field=Evidence.Field.INSTRUMENT, standing=Evidence.Standing.CONFIRMED, part=0
    )
    said = {
        (one.case_id, one.instrument_id): one.said for one in CaseInstrument.objects.filter(case__in=numbers)
    }
    listed: Listed = defaultdict(list)
    for row in rows.select_related("instrument").order_by("case", "start"):
        listed[numbers[row.case_id]].append((row, said.get((row.case_id, row.instrument_id or 0), "")))
    return listed


def _with_listed(document: Document, case: CaseText, listed: list[tuple[Evidence, str]]) -> CaseText:
    instruments = []
    for row, said in listed:
        at = document.text.find(row.quote, *case.span)
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


def _decisions(cases: Iterable[Case]) -> Decisions:
    numbers = {case.pk: case.number for case in cases}
    rows = Evidence.objects.filter(
        case__in=numbers, field=Evidence.Field.OUTCOME, standing=Evidence.Standing.CONFIRMED, part=0
    )
    decisions: Decisions = defaultdict(list)
    for row in rows.select_related("outcome").order_by("case", "start"):
        if row.outcome:
            decisions[numbers[row.case_id], row.outcome.quote, row.outcome.sentence].append(row)
    return decisions


def _kept(case: CaseText, decisions: Decisions) -> CaseText:
    outcomes = []
    for outcome in case.outcomes:
        same = decisions.get((case.number, outcome.quote, outcome.sentence.text))
        outcomes.append(_confirmed(outcome, same.pop(0)) if same else outcome)
    return replace(case, outcomes=tuple(outcomes))


def _confirmed(outcome: OutcomeText, decision: Evidence) -> OutcomeText:
    fields: dict[str, Any] = {
        name: Decimal(value) if name in _DECIMALS and value is not None else value
        for name, value in decision.confirmed.items()
    }
    confirmation = Confirmation(dict(decision.proposed), dict(decision.confirmed), decision.note)
    return replace(outcome, **{**fields, "review": ""}, confirmation=confirmation)
