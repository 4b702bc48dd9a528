"""Published cases as their own pages begin: what the row of a case says itself, and of which batch it is; one query."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.facts import Face, annotations_on, columns_on
from reform_cases.models import Case, Region
from reform_cases.models.case import CaseQuerySet
from reform_cases.models.desk.revision import Revision
from reform_cases.models.texts import PROSE
from reform_cases.reference import regions
from reform_cases.reference.regions import Division
from reform_cases.sql.prepared import Prepared, Row

_LEVELS = dict(Region.Level.choices)


class PublishedCase(Row):
    """A case that readers see; `source__origin` is None for a case without a source."""

    @property
    def url(self) -> str:
        """Return the page of its record."""
        return address("case", self.slug)

    @property
    def source_url(self) -> str:
        """Return the page of its source, "" for a case without one."""
        return "" if self.source__origin is None else address("case-source", self.slug)

    @property
    def level_name(self) -> str:
        return str(_LEVELS.get(self.level, ""))

    @property
    def regions(self) -> tuple[Division, ...]:
        """Return its division and those above it, from the province down."""
        return regions.path(self.region_id) if self.region_id else ()

    @property
    def organ_words(self) -> list[str]:
        """Return its organ in pieces between which a line may end: after each division that it names."""
        names = "|".join(re.escape(division.name) for division in self.regions)
        return [word for word in re.split(f"({names})", self.organ) if word] if names else [self.organ]


_COLUMNS = (
    *("pk", "slug", "number", "title", "organ", "level", "region_id", *PROSE),
    *("source__origin", "collection__slug", "collection__title", "collection__year"),
    *("collection__publisher", "collection__published_on", "anchors"),
)
# The revision that readers see; None for a record of which none was noted.
_NEWEST = Revision.objects.filter(case=OuterRef("pk"), public=True).order_by("-number")
_FACES = Face.RECORD | Face.COMPARISON


def _heads(cases: CaseQuerySet) -> QuerySet[Any, Any]:
    return (
        cases.order_by()
        .annotate(**annotations_on(_FACES), revision=Subquery(_NEWEST.values("number")[:1]))
        .values_list(*dict.fromkeys((*_COLUMNS, "revision", *columns_on(_FACES))))
    )


_CASES = Prepared(lambda slugs: _heads(Case.objects.published().filter(slug__in=slugs)), PublishedCase)
_AS_THEY_ARE = Prepared(lambda keys: _heads(Case.objects.filter(pk__in=keys)), PublishedCase)


def published_cases(slugs: Sequence[str]) -> dict[str, PublishedCase]:
    """Return the published cases among `slugs` by their slugs."""
    return {case.slug: case for case in _CASES.rows(slugs)}


def as_if_published(case: Case) -> PublishedCase:
    """Return `case`, whatever its state, as readers would see it; a pending copy at the address of its record.

    For the desk's preview only.
    """
    row = _AS_THEY_ARE.rows([case.pk])[0]
    return row._replace(slug=case.pending_for.slug) if case.pending_for else row  # type: ignore[no-any-return]
