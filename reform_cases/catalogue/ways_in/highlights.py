"""A few numbers worth seeing, chosen by a rule that compares none of them: different measures cannot be compared.

Of the cases given, in their order, each offers the change that its text reports first; one without a change its first
rate. Cases that offer a change come first; of two that measure the same, the first. Only achieved numbers that say what
they measure are offered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.numbers.wording import unsaid_direction
from reform_cases.catalogue.record.evidence import COLUMNS, EvidenceIndex, index_by_case
from reform_cases.catalogue.record.outcomes_shown import NumberLine, RecordedOutcome
from reform_cases.models import Evidence, Outcome
from reform_cases.reference import regions

# A batch may be long; what is shown of it is from its beginning.
LOOKED_AT = 100
_OFFERED = (Outcome.Kind.CHANGE, Outcome.Kind.RATE)


@dataclass(frozen=True)
class Highlight:
    """A number and its case. `href` leads to the number's characters, or where there are none to the record."""

    line: NumberLine
    href: str
    title: str
    place: str
    url: str


_CASE = ("case__slug", "case__title", "case__region_id")


def highlights(ids: Sequence[int], most: int) -> list[Highlight]:
    """At most `most` numbers, each of another of the published cases `ids` (of the first hundred); three queries."""
    looked_at = list(ids[:LOOKED_AT])
    chosen = _chosen(looked_at, most)
    numbers = Outcome.objects.published().filter(pk__in=chosen).order_by()
    rows = numbers.values_list(*_CASE, *RecordedOutcome._fields)
    found = {}
    for slug, title, region, *values in rows:
        outcome = RecordedOutcome._make(values)
        found[outcome.pk] = slug, title, region, outcome
    slugs = {outcome.case_id: slug for slug, _title, _region, outcome in found.values()}
    evidence = Evidence.objects.filter(outcome__in=found, field=Evidence.Field.OUTCOME).order_by()
    indexes = index_by_case(evidence.values_list(*COLUMNS), slugs)
    return [
        _highlight(title, region, outcome, address("case", slug), indexes[outcome.case_id])
        for slug, title, region, outcome in (found[pk] for pk in chosen if pk in found)
    ]


def _chosen(cases: list[int], most: int) -> list[int]:
    """Primary keys of the numbers that the rule chooses."""
    found = Outcome.objects.achieved().filter(case__in=cases, kind__in=_OFFERED).exclude(metric="").order_by()
    rows = found.values_list("kind", "order", "pk", "case_id", "metric")
    place = {pk: at for at, pk in enumerate(cases)}
    offered: dict[int, tuple[int, int, int, str]] = {}
    for kind, _order, pk, case, metric in sorted(rows, key=lambda row: (_rank(row[0]), *row[1:3])):
        offered.setdefault(case, (_rank(kind), place[case], pk, metric))
    by_metric: dict[str, int] = {}
    for _rank_of_kind, _place, pk, metric in sorted(offered.values()):
        by_metric.setdefault(metric, pk)
    return list(by_metric.values())[:most]


def _rank(kind: str) -> int:
    return _OFFERED.index(Outcome.Kind(kind))


def _highlight(
    title: str, region: str | None, outcome: RecordedOutcome, record: str, index: EvidenceIndex
) -> Highlight:
    trail = index.trail(Evidence.Field.OUTCOME, outcome.pk)
    return Highlight(
        line=NumberLine(outcome, trail, direction=unsaid_direction(outcome.quote, outcome.direction)),
        href=trail.links[0] if trail.rows else f"{record}#{outcome.anchor}",
        title=title,
        place=regions.full_name(region),
        url=record,
    )
