"""What a person confirmed stays confirmed when a text comes in again without its reviewed file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from reform_cases.models import Case, Evidence
from reform_cases.sourcetext.document import CaseText, Confirmation, Document, OutcomeText

_DECIMALS = frozenset({"value", "value_low", "value_high", "value_from", "value_to", "base_value"})
Decisions = dict[tuple[int, str, str], list[Evidence]]


def keep_confirmed(document: Document, cases: Iterable[Case]) -> Document:
    """Return `document` with what the catalogue holds as confirmed of `cases`, the cases of the same batch.

    A decision is kept for a number whose quote and sentence are the same as when it was made. A document that comes
    with a reviewed file is left as it is: the file speaks for the whole of it.
    """
    if any(outcome.confirmation for case in document.cases for outcome in case.outcomes):
        return document
    decisions = _decisions(cases)
    return replace(document, cases=tuple(_kept(case, decisions) for case in document.cases))


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
