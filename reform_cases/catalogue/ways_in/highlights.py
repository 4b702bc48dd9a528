"""A few numbers worth seeing, chosen by a rule that compares none of them: different measures cannot be compared.

Of the cases given, in their order, each offers the change that its text reports first; one without a change its first
rate. Cases that offer a change come first; of two that measure the same, the first. Only sure, achieved numbers that say
what they measure are offered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.numbers.wording import unsaid_direction
from reform_cases.catalogue.record.evidence import EvidenceIndex, evidence_rows, index_by_case
from reform_cases.catalogue.record.outcomes_shown import SHOWN, NumberLine
from reform_cases.models import Evidence, Outcome
from reform_cases.sql.prepared import Prepared, Row

# A batch may be long; what is shown of it is from its beginning.
LOOKED_AT = 100
_OFFERED = (Outcome.Kind.CHANGE, Outcome.Kind.RATE)


@dataclass(frozen=True)
class Highlight:
    """A number and its case. `href` leads to the number's characters, or where there are none to the record."""

    line: NumberLine
    href: str
    title: str
    url: str


_NUMBERS = Prepared(
    lambda ids: (
        Outcome.objects.published()
        .sure()
        .filter(pk__in=ids)
        .order_by()
        .values_list("case__slug", "case__title", *SHOWN)
    )
)
_EVIDENCE = Prepared(
    lambda ids: evidence_rows(Evidence.objects.filter(outcome__in=ids, field=Evidence.Field.OUTCOME))
)


def highlights(ids: Sequence[int], most: int) -> list[Highlight]:
    """Return at most `most` numbers, each of another of the published cases `ids` (of the first hundred); three queries."""
    chosen = _chosen(list(ids[:LOOKED_AT]), most)
    numbers = {row.pk: row for row in _NUMBERS.rows(chosen)}
    slugs = {row.case_id: row.case__slug for row in numbers.values()}
    indexes = index_by_case(_EVIDENCE.rows(list(numbers)), slugs)
    return [_highlight(row, indexes[row.case_id]) for pk in chosen if (row := numbers.get(pk))]


def _chosen(cases: list[int], most: int) -> list[int]:
    """Return primary keys of the numbers that the rule chooses."""
    offerable = Outcome.objects.sure().achieved().filter(case__in=cases, kind__in=_OFFERED).exclude(metric="")
    rows = offerable.order_by().values_list("kind", "order", "pk", "case_id", "metric", named=True)
    first: dict[int, Any] = {}
    for row in sorted(rows, key=lambda row: (_rank(row.kind), row.order, row.pk)):
        first.setdefault(row.case_id, row)
    by_metric: dict[str, int] = {}
    for row in sorted(first.values(), key=lambda row: (_rank(row.kind), cases.index(row.case_id))):
        by_metric.setdefault(row.metric, row.pk)
    return list(by_metric.values())[:most]


def _rank(kind: str) -> int:
    return _OFFERED.index(Outcome.Kind(kind))


def _highlight(outcome: Row, index: EvidenceIndex) -> Highlight:
    trail = index.trail(Evidence.Field.OUTCOME, outcome.pk)
    record = address("case", outcome.case__slug)
    return Highlight(
        line=NumberLine(outcome, trail, direction=unsaid_direction(outcome.quote, outcome.direction)),
        href=trail.links[0] if trail.rows else f"{record}#{outcome.anchor}",
        title=outcome.case__title,
        url=record,
    )
