"""Other cases worth reading beside one, each with the reason, worked out on the arrays of the snapshot.

A case is related when it shares a keyword, a function or the province. What shares more keywords comes first; then what
shares more functions; then what is nearer (the same county before the same prefecture before the same province); then
what stands first in the list's own order, the newest. No more than `MOST_RELATED` are shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.lines import KeywordLink
from reform_cases.catalogue.snapshot import Attribute, Numbers, Snapshot
from reform_cases.models import Case
from reform_cases.search.texts import place_names

MOST_RELATED = 5
# More than any case has of keywords, functions and levels, so that one sum sorts by all three.
_STEP = 64


@dataclass(frozen=True)
class BriefCase:
    """A case as it is named on another one's page."""

    pk: int
    slug: str
    url: str
    title: str
    place: str
    batch: str
    number: int


@dataclass(frozen=True)
class RelatedCase:
    """A case and what it shares: keywords, functions, and the smallest division that holds both (its name, or "")."""

    case: BriefCase
    keywords: tuple[KeywordLink, ...]
    functions: tuple[str, ...]
    place: str


def brief_cases(ids: Iterable[int]) -> list[BriefCase]:
    """The published cases among `ids`, in that order; one query."""
    wanted = list(ids)
    columns = ("pk", "slug", "title", "region_id", "collection__title", "number")
    rows = Case.objects.published().filter(pk__in=wanted).order_by().values_list(*columns)
    found = {
        pk: BriefCase(pk, slug, address("case", slug), title, place_names(region), batch, number)
        for pk, slug, title, region, batch, number in rows
    }
    return [found[pk] for pk in wanted if pk in found]


def related_cases(case: Case, held: Snapshot, most: int = MOST_RELATED) -> list[RelatedCase]:
    """At most `most` cases of `held` by the rule of this module; one query, however many cases there are."""
    own = int(held.numbers(np.array([case.pk]))[0])
    if own < 0:
        return []
    keywords, functions, regions = (held.attributes[name] for name in ("keyword", "function", "region"))
    near = _shared_by(keywords, own, held.size)
    for attribute in (functions, regions):
        near *= _STEP
        near += _shared_by(attribute, own, held.size)
    near[own] = 0
    numbers = _highest(near, most)
    briefs = {brief.pk: brief for brief in brief_cases(held.ids[numbers].tolist())}
    return [
        RelatedCase(
            briefs[pk],
            tuple(
                KeywordLink(keywords.labels[value], address("keyword", keywords.names[value]))
                for value in _shared(keywords, own, number)
            ),
            tuple(functions.labels[value] for value in _shared(functions, own, number)),
            # The code of a division comes after the codes of those above it.
            next(
                (place_names(regions.names[value]) for value in reversed(_shared(regions, own, number))), ""
            ),
        )
        for number, pk in zip(numbers.tolist(), held.ids[numbers].tolist(), strict=True)
        if pk in briefs
    ]


def _shared_by(attribute: Attribute, own: int, size: int) -> Numbers:
    """How many values of `attribute` each of `size` cases shares with the case numbered `own`."""
    having = [attribute.cases_of(value) for value in attribute.values_of(own).tolist()]
    return np.bincount(np.concatenate(having), minlength=size) if having else np.zeros(size, dtype=np.int64)


def _shared(attribute: Attribute, own: int, number: int) -> list[int]:
    """The values that the cases `own` and `number` share, in the order of the attribute."""
    return sorted({*attribute.values_of(own).tolist()} & {*attribute.values_of(number).tolist()})


def _highest(scores: Numbers, most: int) -> Numbers:
    """The places of the `most` highest scores above nothing, the highest first, equal ones in order."""
    places = np.nonzero(scores)[0]
    if len(places) > most:
        # The `most`-th highest score: what is below it cannot be shown.
        places = places[scores[places] >= np.partition(scores[places], -most)[-most]]
    return places[np.argsort(-scores[places], kind="stable")][:most]
