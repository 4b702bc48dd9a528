"""The texts of cases as they are searched: read from the records in a fixed number of queries, and folded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from reform_cases.models import Case, CaseKeyword, Measure, Outcome, SearchText, Section
from reform_cases.reference import regions
from reform_cases.text.matching import normalise

TEXT_COLUMNS = tuple(field.name for field in SearchText._meta.fields if field.name != "case")


def place_names(code: str | None) -> str:
    """The names of a division from the province down, in one word; "" for none."""
    return "".join(division.name for division in regions.path(code)) if code else ""


def search_texts(ids: Sequence[int]) -> list[SearchText]:
    """What is to be searched of each of the cases `ids` that exists."""
    keywords = _by_case(
        CaseKeyword.objects.filter(content_object__in=ids)
        .order_by("order", "pk")
        .values_list("content_object_id", "tag__name")
    )
    measures = _by_case(
        Measure.objects.filter(case__in=ids).order_by("order", "pk").values_list("case_id", "heading", "body")
    )
    sections = _by_case(
        Section.objects.filter(case__in=ids).order_by("order", "pk").values_list("case_id", "name", "text")
    )
    outcomes = _by_case(
        Outcome.objects.filter(case__in=ids).order_by("order", "pk").values_list("case_id", "metric", "quote")
    )
    return [
        SearchText(
            case_id=case.pk,
            title=normalise(case.title),
            keywords=_lines(row[0] for row in keywords[case.pk]),
            headings=_lines(row[0] for row in measures[case.pk]),
            measures=_lines(row[1] for row in measures[case.pk]),
            outcomes=_lines(dict.fromkeys(text for row in outcomes[case.pk] for text in row)),
            significance=normalise(case.significance),
            other=_lines(
                (
                    case.organ,
                    place_names(case.region_id),
                    case.background,
                    *(text for row in sections[case.pk] for text in row),
                )
            ),
        )
        for case in Case.objects.filter(pk__in=ids).only(
            "title", "organ", "region_id", "background", "significance"
        )
    ]


def _by_case(rows: Iterable[tuple[int, *tuple[str, ...]]]) -> dict[int, list[tuple[str, ...]]]:
    by_case: dict[int, list[tuple[str, ...]]] = defaultdict(list)
    for case, *texts in rows:
        by_case[case].append(tuple(texts))
    return by_case


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(filter(None, map(normalise, texts)))
