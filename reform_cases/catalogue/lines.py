"""One case as a line of a list: what a reader needs to choose, read in four small queries for a whole page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.annotation import span_anchor
from reform_cases.catalogue.snippets import Snippet
from reform_cases.models import Case, CaseKeyword, Evidence, Outcome
from reform_cases.search.texts import place_names

MOST_NUMBERS = 3
# What tells most about a reform comes first: what changed, then shares and sums, then how many.
_TELLING: dict[str, int] = {
    Outcome.Kind.CHANGE: 0,
    Outcome.Kind.RATE: 1,
    Outcome.Kind.AMOUNT: 2,
    Outcome.Kind.COUNT: 3,
}
_COLUMNS = ("pk", "slug", "title", "organ", "region_id", "number", "collection__year", "status")
_SHOWN = Case.Status.PUBLISHED


@dataclass(frozen=True)
class KeywordLink:
    """A keyword of a line and its page."""

    name: str
    url: str


@dataclass(frozen=True)
class Headline:
    """A number worth seeing in a list, as written; `href` leads to its characters, or where there are none to the record."""

    metric: str
    quote: str
    href: str


@dataclass(frozen=True)
class CaseLine:
    """A case in a list. `snippet` is the passage that a search found."""

    pk: int
    slug: str
    url: str
    title: str
    organ: str
    place: str
    number: int
    year: int
    keywords: tuple[KeywordLink, ...] = ()
    headlines: tuple[Headline, ...] = ()
    snippet: Snippet | None = None


def case_lines(ids: Sequence[int]) -> list[CaseLine]:
    """The published cases of `ids` as lines in that order; one that was removed a moment ago is left out."""
    if not ids:
        return []
    # Whether a case is published is asked of the rows, not of the database: told to look for published cases, SQLite would
    # go through all of them instead of picking these.
    rows = {
        row[0]: row[:-1]
        for row in Case.objects.filter(pk__in=ids).order_by().values_list(*_COLUMNS)
        if row[-1] == _SHOWN
    }
    keywords = _keywords(rows)
    headlines = _headlines({pk: row[1] for pk, row in rows.items()})
    return [
        CaseLine(
            pk=pk,
            slug=slug,
            url=address("case", slug),
            title=title,
            organ=organ,
            place=place_names(region),
            number=number,
            year=year,
            keywords=tuple(keywords[pk]),
            headlines=tuple(headlines[pk]),
        )
        for pk, slug, title, organ, region, number, year in (rows[pk] for pk in ids if pk in rows)
    ]


def _keywords(ids: Iterable[int]) -> dict[int, list[KeywordLink]]:
    found: dict[int, list[KeywordLink]] = defaultdict(list)
    rows = CaseKeyword.objects.filter(content_object__in=list(ids)).order_by("order", "pk")
    for pk, name, slug in rows.values_list("content_object_id", "tag__name", "tag__slug"):
        found[pk].append(KeywordLink(name, address("keyword", slug)))
    return found


class _Number(NamedTuple):
    """An outcome to choose from: sorted, the most telling come first."""

    telling: int
    place: int
    pk: int
    anchor: str
    metric: str
    quote: str


def _headlines(slugs: dict[int, str]) -> dict[int, list[Headline]]:
    """At most three achieved numbers of each case, the most telling, in the order of the text."""
    chosen = {case: sorted(numbers)[:MOST_NUMBERS] for case, numbers in _numbers(list(slugs)).items()}
    spans = _spans([number.pk for numbers in chosen.values() for number in numbers])
    return defaultdict(
        list,
        {
            case: [
                Headline(one.metric, one.quote, _address(slugs[case], one.anchor, spans.get(one.pk)))
                for one in sorted(numbers, key=lambda one: one.place)
            ]
            for case, numbers in chosen.items()
        },
    )


def _numbers(cases: list[int]) -> dict[int, list[_Number]]:
    rows = (
        Outcome.objects.achieved()
        .filter(case__in=cases, kind__in=_TELLING)
        .exclude(metric="")
        .order_by("order", "pk")
        .values_list("case_id", "kind", "pk", "anchor", "metric", "quote")
    )
    found: dict[int, list[_Number]] = defaultdict(list)
    for place, (case, kind, pk, anchor, metric, quote) in enumerate(rows):
        found[case].append(_Number(_TELLING[kind], place, pk, anchor, metric, quote))
    return found


def _spans(outcomes: list[int]) -> dict[int, tuple[int, int]]:
    """Where each of the `outcomes` stands in its source: the first of its characters' runs."""
    rows = Evidence.objects.filter(outcome__in=outcomes, field=Evidence.Field.OUTCOME, part=0).order_by()
    return {pk: (start, end) for pk, start, end in rows.values_list("outcome_id", "start", "end")}


def _address(slug: str, anchor: str, span: tuple[int, int] | None) -> str:
    return (
        f"{address('case-source', slug)}#{span_anchor(*span)}"
        if span
        else f"{address('case', slug)}#{anchor}"
    )
