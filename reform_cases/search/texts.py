"""The texts of cases: as the records have them, in a fixed number of queries, and as they are stored for searching."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from reform_cases.models import Case, CaseKeyword, Measure, Outcome, SearchText, Section
from reform_cases.reference import regions
from reform_cases.search.engine.folding import Record, Texts
from reform_cases.sql.bulk import read_rows, write_rows


def stored_texts(ids: Sequence[int]) -> dict[int, Texts]:
    """What `SearchText` keeps of the cases `ids` (ascending)."""
    rows = read_rows(SearchText.objects.filter(_among("pk", ids)).values_list(*Texts._fields))
    wanted = set(ids)
    return {row[0]: Texts(*row) for row in rows if row[0] in wanted}


def _among(name: str, ids: Sequence[int]) -> Q:
    """The rows whose `name` is one of `ids` (ascending), and perhaps some more: a range, if it fits, is read quicker."""
    if ids and ids[-1] - ids[0] < 2 * len(ids):
        return Q(**{f"{name}__gte": ids[0], f"{name}__lte": ids[-1]})
    return Q(**{f"{name}__in": ids})


def keep_texts(ids: Sequence[int], texts: Sequence[Texts]) -> tuple[list[int], list[int]]:
    """Keep in `SearchText` of the cases `ids` (ascending) their `texts`, and nothing of those that have none.

    Return the cases whose texts are new, and those that had some and are gone.
    """
    before, after = stored_texts(ids), {text.case: text for text in texts}
    fresh = [pk for pk, text in after.items() if before.get(pk) != text]
    gone = sorted(before.keys() - after.keys())
    if changed := [pk for pk in fresh if pk in before] + gone:
        SearchText.objects.filter(pk__in=changed).delete()
    write_rows(SearchText._meta.db_table, ("case_id", *Texts._fields[1:]), [after[pk] for pk in fresh])
    return fresh, gone


def read_records(ids: Sequence[int]) -> list[Record]:
    """What is to be searched of each of the cases `ids` (ascending) that exists."""
    keywords = _by_case(
        CaseKeyword.objects.filter(_among("content_object", ids))
        .order_by("order", "pk")
        .values_list("content_object_id", "tag__name")
    )
    measures = _by_case(
        Measure.objects.filter(_among("case", ids))
        .order_by("order", "pk")
        .values_list("case_id", "heading", "body")
    )
    sections = _by_case(
        Section.objects.filter(_among("case", ids))
        .order_by("order", "pk")
        .values_list("case_id", "name", "text")
    )
    outcomes = _by_case(
        Outcome.objects.filter(_among("case", ids))
        .order_by("order", "pk")
        .values_list("case_id", "metric", "quote")
    )
    cases = Case.objects.filter(_among("pk", ids)).order_by("pk")
    wanted = set(ids)
    columns = cases.values_list("pk", "title", "organ", "region_id", "background", "significance")
    return [
        (
            pk,
            [
                [title],
                [row[1] for row in keywords[pk]],
                [row[1] for row in measures[pk]],
                list(dict.fromkeys(text for row in outcomes[pk] for text in row[1:])),
                [
                    organ,
                    regions.full_name(region),
                    background,
                    *(text for row in sections[pk] for text in row[1:]),
                ],
                [significance],
                [row[2] for row in measures[pk]],
            ],
        )
        for pk, title, organ, region, background, significance in read_rows(columns)
        if pk in wanted
    ]


def _by_case(queryset: QuerySet[Any, Any]) -> dict[int, list[tuple[Any, ...]]]:
    by_case: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in read_rows(queryset):
        by_case[row[0]].append(row)
    return by_case
