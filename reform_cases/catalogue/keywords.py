"""The keywords that readers see, with counts."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from reform_cases.catalogue.ordering import CodePoints
from reform_cases.models import CaseKeyword
from reform_cases.models.case import CaseQuerySet


@dataclass(frozen=True)
class KeywordCount:
    """A keyword with the number of cases that carry it."""

    slug: str
    name: str
    count: int


def keyword_counts(cases: CaseQuerySet) -> list[KeywordCount]:
    """Every keyword of `cases`, the most frequent first, then by code point."""
    rows = (
        CaseKeyword.objects.filter(content_object__in=cases.order_by())
        .values_list("tag__slug", "tag__name")
        .annotate(n=Count("pk"))
        .order_by("-n", CodePoints("tag__name"))
    )
    return [KeywordCount(*row) for row in rows]


def by_pronunciation(keywords: list[KeywordCount]) -> list[KeywordCount]:
    """In the order of GB 18030, in which the 3,755 most common characters stand by their pinyin."""
    return sorted(keywords, key=lambda keyword: keyword.name.encode("gb18030"))
