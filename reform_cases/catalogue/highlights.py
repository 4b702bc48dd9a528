"""A few numbers worth seeing, chosen by a rule that compares none of them: different measures cannot be compared.

Of the cases given, in their order, each offers the change that its text reports first; one without a change its first
rate. Cases that offer a change come first; of two that measure the same, the first. Only achieved numbers that say what
they measure are offered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.evidence import Trail, source_url
from reform_cases.catalogue.numbers import NumberLine
from reform_cases.models import Case, Evidence, Outcome
from reform_cases.search.texts import place_names

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


def highlights(ids: Sequence[int], most: int) -> list[Highlight]:
    """At most `most` numbers, each of another of the published cases `ids` (of the first hundred); three queries."""
    looked_at = list(ids[:LOOKED_AT])
    chosen = _chosen(looked_at, most)
    outcomes = Outcome.objects.select_related("case").in_bulk(chosen)
    rows = Evidence.objects.filter(outcome__in=chosen, field=Evidence.Field.OUTCOME).order_by("part")
    evidence: dict[int | None, list[Evidence]] = defaultdict(list)
    for row in rows:
        evidence[row.outcome_id].append(row)
    return [
        _highlight(outcomes[pk], evidence[pk])
        for pk in chosen
        if pk in outcomes and outcomes[pk].case.status == Case.Status.PUBLISHED
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


def _highlight(outcome: Outcome, rows: Iterable[Evidence]) -> Highlight:
    case = outcome.case
    trail = Trail(tuple(rows), source_url(case))
    record = address("case", case.slug)
    return Highlight(
        line=NumberLine(outcome, trail),
        href=trail.links[0] if trail.rows else f"{record}#{outcome.anchor}",
        title=case.title,
        place=place_names(case.region_id),
        url=record,
    )
