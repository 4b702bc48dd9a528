"""Measures of cases as rows for machines, in the order of their cases and of reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from reform_cases.catalogue.addresses import address
from reform_cases.exports.rows import Data
from reform_cases.models import Case, Evidence, Measure

MEASURE_FIELDS = (
    "case", "anchor", "url", "parent", "label", "heading", "body", "evidence"
)  # fmt: skip


def measure_rows(ids: Sequence[int], site: str, anchor: str = "") -> Iterator[tuple[int, Data]]:
    """Give the measures of the published cases `ids`, each with the key of its case; only that at `anchor` if one is given."""
    cases = dict(Case.objects.published().filter(pk__in=ids).order_by().values_list("pk", "slug"))
    measures = Measure.objects.filter(case__in=list(cases)).order_by("order", "pk")
    if anchor:
        measures = measures.filter(anchor=anchor)
    own: dict[int, list[dict[str, Any]]] = defaultdict(list)
    names = ("pk", "case_id", "anchor", "parent__anchor", "label", "heading", "body")
    for row in measures.values(*names):
        own[row["case_id"]].append(row)
    evidence = _evidence([row["pk"] for rows in own.values() for row in rows])
    for pk in ids:
        for row in own.get(pk, ()):
            yield (
                pk,
                {
                    "case": cases[pk],
                    "anchor": row["anchor"],
                    "url": f"{site}{address('case', cases[pk])}#{row['anchor']}",
                    "parent": row["parent__anchor"],
                    "label": row["label"] or None,
                    "heading": row["heading"],
                    "body": row["body"] or None,
                    "evidence": evidence.get(row["pk"]),
                },
            )


def _evidence(measures: list[int]) -> dict[int, Data]:
    """Of each measure the source, and the spans of heading and body in it."""
    found: dict[int, Data] = {}
    passages = Evidence.objects.filter(
        measure__in=measures, field__in=(Evidence.Field.HEADING, Evidence.Field.BODY)
    )
    rows = passages.order_by("field", "part").values_list(
        "measure_id", "source__sha256", "field", "start", "end"
    )
    for measure, source, field, start, end in rows:
        said = found.setdefault(measure, {"source_sha256": source, "heading": [], "body": []})
        said[field].append([start, end])
    return found
