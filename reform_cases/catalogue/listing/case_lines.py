"""One case as a line of a list: what a reader needs to choose, read in four small queries for a whole page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import BigIntegerField, FilteredRelation, Q, Value
from django.db.models.functions import Cast, Left

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.facts import Face, annotations_on, columns_on, facts_on
from reform_cases.catalogue.found.snippets import Snippet
from reform_cases.catalogue.numbers.telling import TELLING, most_telling
from reform_cases.catalogue.numbers.wording import unsaid_direction
from reform_cases.catalogue.source_parts import passage_address
from reform_cases.models import Case, CaseKeyword, Evidence, Measure, Outcome, Section
from reform_cases.models.texts import OPENING
from reform_cases.reference.regions import short_name
from reform_cases.sql.prepared import Prepared, Row

MOST_NUMBERS = 3
# Characters of the sentence that says what was done.
LONGEST = 90


def first_run() -> FilteredRelation:
    """Return the evidence of a number: the first run of its characters in the source, if it has any."""
    return FilteredRelation("evidence", condition=Q(evidence__field=Evidence.Field.OUTCOME, evidence__part=0))


_CASES = Prepared(
    lambda ids: (
        Case.objects.published()
        .filter(pk__in=ids)
        .order_by()
        .annotate(**annotations_on(Face.LINE), opening=Left(OPENING[0].name, LONGEST))
        .values_list(*dict.fromkeys(("pk", "slug", "title", "number", "opening", *columns_on(Face.LINE))))
    )
)
_KEYWORDS = Prepared(
    lambda ids: (
        CaseKeyword.objects.filter(content_object__in=ids)
        .order_by("order", "pk")
        .values_list("content_object_id", "tag__name", "tag__slug")
    )
)
_NO_KEY = Cast(Value(None), BigIntegerField())
_DONE = Prepared(
    lambda ids: (
        # Which measures stand below others is seen here: a database asked for it may look at all measures that do not.
        Measure.objects.filter(case__in=ids)
        .exclude(heading="")
        .order_by()
        .annotate(kind=Value("measure"))
        .values_list("case_id", "kind", "order", "heading", "parent_id")
        .union(
            Section.objects.filter(case__in=ids)
            .exclude(name__contains="案情")
            .order_by()
            .values_list("case_id", Value("section"), "order", Left("text", LONGEST), _NO_KEY),
            all=True,
        )
    )
)
_NUMBERS = Prepared(
    lambda ids: (
        Outcome.objects.sure()
        .achieved()
        .filter(case__in=ids, kind__in=TELLING)
        .exclude(metric="")
        .annotate(stands=first_run())
        .order_by("order", "pk")
        .values_list(
            "case_id", "kind", "anchor", "metric", "quote", "direction", "stands__start", "stands__end"
        )
    )
)


class KeywordLink(NamedTuple):
    """A keyword of a line and its page."""

    name: str
    url: str


class Headline(NamedTuple):
    """A number worth seeing in a list, as written; `href` leads to its characters, or where there are none to the record.

    `direction` is 上升 or 下降 where the characters do not say it: 信访总量 下降 19.7%.
    """

    metric: str
    quote: str
    href: str
    direction: str = ""


class CaseLine(NamedTuple):
    """A case in a list: in one sentence what was `did`, `place` and `deed` for one line, and what facts say of it. `snippet` is the passage that a search found."""

    pk: int
    slug: str
    url: str
    title: str
    number: int
    facts: tuple[str, ...]
    did: str = ""
    place: str = ""
    deed: str = ""
    keywords: tuple[KeywordLink, ...] = ()
    headlines: tuple[Headline, ...] = ()
    snippet: Snippet | None = None


def case_lines(ids: Sequence[int]) -> list[CaseLine]:
    """Return the published cases of `ids` as lines in that order; one that was removed a moment ago is left out."""
    rows = {row.pk: row for row in _CASES.rows(ids)}
    keywords = _keywords(list(rows))
    done = _done(list(rows))
    headlines = _headlines({pk: row.slug for pk, row in rows.items()})
    facts = facts_on(Face.LINE)
    return [
        CaseLine(
            pk=pk,
            slug=row.slug,
            url=address("case", row.slug),
            title=row.title,
            number=row.number,
            place=short_name(row.region_id),
            deed=row.title.removeprefix(row.organ) or row.title,
            did=_did(done[pk], row.opening),
            # What the title says already (most begin with organ and division) is not said again.
            facts=tuple(text for fact in facts if (text := fact.text_of(row)) and text not in row.title),
            keywords=tuple(keywords[pk]),
            headlines=tuple(headlines[pk]),
        )
        for pk in ids
        if (row := rows.get(pk))
    ]


def _keywords(ids: Sequence[int]) -> dict[int, list[KeywordLink]]:
    by_case: dict[int, list[KeywordLink]] = defaultdict(list)
    for row in _KEYWORDS.rows(ids):
        by_case[row.content_object_id].append(KeywordLink(row.tag__name, address("keyword", row.tag__slug)))
    return by_case


def _done(ids: Sequence[int]) -> dict[int, list[Row]]:
    """The measures of each case, then what its further sections begin with, but for the facts of a case."""
    by_case: dict[int, list[Row]] = defaultdict(list)
    for row in sorted(_DONE.rows(ids), key=lambda row: (row.kind, row.order)):
        if row.parent_id is None:
            by_case[row.case_id].append(row)
    return by_case


def _did(done: Sequence[Row], opening: str) -> str:
    """What was done, in one sentence: the measures; of a case without any how its text begins."""
    said = "；".join(row.heading.rstrip("。；;.,，") for row in done if row.kind == "measure")
    if said:
        return f"{said}。" if len(said) < LONGEST else f"{said[: LONGEST - 1]}…"
    text = opening.strip() or next((row.heading.strip() for row in done), "")
    first, end, _rest = text.partition("。")
    return first + (end or "…") if first else ""


def _headlines(slugs: dict[int, str]) -> dict[int, list[Headline]]:
    """Return at most three sure, achieved numbers of each case, the most telling, in the order of the text."""
    by_case: dict[int, list[Row]] = defaultdict(list)
    for row in _NUMBERS.rows(list(slugs)):
        by_case[row.case_id].append(row)
    shown = {
        case: [
            _headline(slugs[case], rows[at]) for at in most_telling([row.kind for row in rows], MOST_NUMBERS)
        ]
        for case, rows in by_case.items()
    }
    return defaultdict(list, shown)


def _headline(slug: str, row: Row) -> Headline:
    href = number_address(slug, row.anchor, row.stands__start, row.stands__end)
    return Headline(row.metric, row.quote, href, unsaid_direction(row.quote, row.direction))


def number_address(slug: str, anchor: str, start: int | None, end: int | None) -> str:
    """Return where the number `anchor` of the case `slug` leads: to its characters, else to its entry on the record."""
    if start is None or end is None:
        return f"{address('case', slug)}#{anchor}"
    return passage_address(address("case-source", slug), start, end)
