"""Rows of lists for machines: the facts of cases and numbers by name, with the address and the evidence of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.facts import SEVERAL, Face, annotations_on, columns_on, facts_on
from reform_cases.catalogue.number_facts import NUMBER_COLUMNS, values_of
from reform_cases.models import Case, CaseInstrument, CaseKeyword, Evidence, Outcome

Data = dict[str, Any]
# Rows read at a time; what is sent before the next are read.
CHUNK = 500


class Named(SimpleNamespace):
    """One of several things that a case has, as facts read it."""

    name: str


def case_rows(ids: Sequence[int], site: str) -> Iterator[Data]:
    """Give the published cases `ids` in that order, addresses on `site`; one no longer public is left out."""
    rows = {
        row["pk"]: row
        for row in Case.objects.published()
        .filter(pk__in=ids)
        .order_by()
        .annotate(**annotations_on(Face.DATA))
        .values(
            *dict.fromkeys(
                (*("pk", "slug", "source__sha256", "source_start", "source_end"), *columns_on(Face.DATA))
            )
        )
    }
    several = _several(list(rows))
    facts = facts_on(Face.DATA)
    for pk in ids:
        if pk in rows:
            row = SimpleNamespace(**rows[pk], **several[pk])
            yield {
                "slug": row.slug,
                "url": site + address("case", row.slug),
                **{fact.name: _said(fact.value_of(row)) for fact in facts},
                "evidence": _evidence(row.source__sha256, [[row.source_start, row.source_end]]),
            }


def _said(value: Any) -> Any:
    return None if value == "" else value


def _evidence(source: str | None, spans: list[list[int | None]]) -> Data | None:
    return {"source_sha256": source, "spans": spans} if source and None not in spans[0] else None


def _several(ids: list[int]) -> dict[int, dict[str, list[Any]]]:
    """What each case has several of, in its order."""
    found: dict[int, dict[str, list[Any]]] = {pk: {name: [] for name in SEVERAL} for pk in ids}
    keywords = CaseKeyword.objects.filter(content_object__in=ids).order_by("order", "pk")
    for pk, name in keywords.values_list("content_object_id", "tag__name"):
        found[pk]["keywords"].append(Named(name=name))
    functions = Case.functions.through.objects.filter(case__in=ids).order_by("function__order", "pk")
    for pk, name in functions.values_list("case_id", "function__name"):
        found[pk]["functions"].append(name)
    instruments = CaseInstrument.objects.filter(case__in=ids).order_by("order", "pk")
    for pk, name in instruments.values_list("case_id", "instrument__name"):
        found[pk]["instruments"].append(Named(name=name))
    return found


def number_rows(ids: Sequence[int], site: str, *, sure: bool = True) -> Iterator[Data]:
    """Give the numbers `ids` of published cases in that order; those to be looked at only when not `sure`."""
    numbers = Outcome.objects.published().filter(pk__in=ids).order_by()
    if sure:
        numbers = numbers.sure()
    rows = {row["pk"]: row for row in numbers.values("pk", *NUMBER_COLUMNS)}
    evidence: dict[int, list[Any]] = defaultdict(list)
    passages = Evidence.objects.filter(outcome__in=list(rows), field=Evidence.Field.OUTCOME).order_by("part")
    for pk, source, start, end in passages.values_list("outcome_id", "source__sha256", "start", "end"):
        evidence[pk].append((source, [start, end]))
    for pk in ids:
        if pk in rows:
            row = SimpleNamespace(**rows[pk])
            runs = evidence[pk]
            yield {
                "url": f"{site}{address('case', row.case__slug)}#{row.anchor}",
                **values_of(row),
                "evidence": _evidence(runs[0][0], [span for _source, span in runs]) if runs else None,
            }
