"""A catalogue of made-up cases, for development and measuring: bulk writes, one transaction, the same for a seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import transaction

from madeup.recombine import MadeCase, MadeMeasure, MadeOutcome, made_cases
from reform_cases.history.revisions import COMMAND, Writer, note
from reform_cases.ingest.records import free_slug
from reform_cases.models import (
    Case,
    CaseInstrument,
    CaseKeyword,
    CatalogueVersion,
    Collection,
    Function,
    Instrument,
    Keyword,
    Measure,
    Outcome,
    Region,
)
from reform_cases.models.instrument import instrument_slug
from reform_cases.reference.functions import FUNCTIONS
from reform_cases.search.rebuild import rebuild
from reform_cases.sourcetext.document import Document
from reform_cases.sql.ids import Ids
from reform_cases.version import catalogue_changed

PREFIX = "generated-"
AT_A_TIME = 1_000
# A case's number has at most four digits.
_MOST_IN_BATCH = 9_999
_COPIED = (
    "value_low",
    "value_high",
    "value_from",
    "value_to",
    "unit",
    "approximation",
    "direction",
    "kind",
    "period",
    "status",
)


def obstacle(*, force: bool) -> str:
    """Why made-up cases must not be added to this database, or "". `force` allows them beside real ones."""
    if not Region.objects.exists():
        return "the table of divisions is empty: run `manage.py loaddata regions` first"
    if Collection.objects.filter(slug__startswith=PREFIX).exists():
        return "the database holds generated cases already: start from an empty one"
    real = Case.objects.published().exclude(collection__slug__startswith=PREFIX).count()
    if real and not force:
        return (
            f"the database holds {real} published cases that were not generated: use another one, or --force"
        )
    return ""


def generate(
    document: Document, count: int, seed: int, say: Callable[[str, int], None], *, indexed: bool = True
) -> None:
    """Add `count` published cases made from the sentences of `document`, and index the catalogue unless `indexed` is False.

    `say` hears what is being done and with how many cases it has been. Without an index searches are slow until
    `manage.py reindex`.
    """
    made = made_cases(document, seed, count)
    written = 0
    with transaction.atomic():
        writer = _Writer()
        while some := list(islice(made, AT_A_TIME)):
            writer.write(some)
            written += len(some)
            say("generated", written)
        catalogue_changed()
        if not indexed:
            CatalogueVersion.objects.update(indexed=False)
            return
        for done, _total in rebuild():
            say("indexed", done)


class _Writer:
    """Writes cases by the thousand; knows the batches, keywords and functions there are."""

    def __init__(self) -> None:
        for order, name in enumerate(FUNCTIONS, 1):
            Function.objects.get_or_create(name=name, defaults={"order": order})
        self.functions: dict[str, int] = dict(Function.objects.values_list("name", "pk"))
        self.keywords: dict[str, int] = dict(Keyword.objects.values_list("name", "pk"))
        self.keyword_slugs = set(Keyword.objects.values_list("slug", flat=True))
        self.batches: dict[str, Collection] = {}
        self.in_year: Counter[int] = Counter()

    def write(self, made: list[MadeCase]) -> None:
        self._add_keywords(made)
        cases = Case.objects.bulk_create([self._case(one) for one in made])
        pairs = list(zip(cases, made, strict=True))
        through: Any = Case.functions.through
        through.objects.bulk_create(
            through(case_id=case.pk, function_id=self.functions[name])
            for case, one in pairs
            for name in one.functions
        )
        CaseKeyword.objects.bulk_create(
            CaseKeyword(content_object_id=case.pk, tag_id=self.keywords[name], order=order)
            for case, one in pairs
            for order, name in enumerate(one.keywords, 1)
        )
        _write_instruments(pairs)
        _write_measures(pairs)
        keys = [case.pk for case in cases]
        Case.objects.filter(pk__in=Ids(keys)).note_anchors()
        note(keys, Writer(COMMAND, why="madeup"))

    def _case(self, made: MadeCase) -> Case:
        position = self.in_year[made.year]
        self.in_year[made.year] += 1
        batch = self._batch(made.year, position // _MOST_IN_BATCH + 1)
        number = position % _MOST_IN_BATCH + 1
        return Case(
            collection=batch,
            number=number,
            slug=f"{batch.slug}-{number:04d}",
            title=made.title,
            organ=made.organ,
            level=made.level,
            region_id=made.region,
            background=made.background,
            significance=made.significance,
            status=Case.Status.PUBLISHED,
        )

    def _batch(self, year: int, part: int) -> Collection:
        """One batch a year, and a further one when it is full."""
        slug, title = f"{PREFIX}{year}", f"生成的测试事例({year}年)"
        if part > 1:
            slug, title = f"{slug}-{part}", f"{title}之{part}"
        if slug not in self.batches:
            fields = {"title": title, "series": "测试数据", "year": year, "publisher": "测试数据"}
            self.batches[slug] = Collection.objects.create(slug=slug, **fields)
        return self.batches[slug]

    def _add_keywords(self, made: list[MadeCase]) -> None:
        names = dict.fromkeys(name for one in made for name in one.keywords if name not in self.keywords)
        new = []
        for name in names:
            slug = free_slug(name, self.keyword_slugs)
            self.keyword_slugs.add(slug)
            new.append(Keyword(name=name, slug=slug))
        self.keywords.update((keyword.name, keyword.pk) for keyword in Keyword.objects.bulk_create(new))


def _write_instruments(pairs: Sequence[tuple[Case, MadeCase]]) -> None:
    """Every third case built something, called after its first keyword; the same name across cases is one."""
    kinds = Instrument.Kind.values
    built = {
        case.pk: (f"{one.keywords[0]}{kind}", kind)
        for case, one in pairs
        if case.pk % 3 == 0 and one.keywords
        for kind in [kinds[case.pk // 3 % len(kinds)]]
    }
    kind_of = {instrument_slug(name): (name[:200], kind) for name, kind in built.values()}
    Instrument.objects.bulk_create(
        [Instrument(slug=slug, name=name, kind=kind) for slug, (name, kind) in kind_of.items()],
        ignore_conflicts=True,
    )
    keys = dict(Instrument.objects.filter(slug__in=kind_of).values_list("slug", "pk"))
    CaseInstrument.objects.bulk_create(
        CaseInstrument(case_id=pk, instrument_id=keys[instrument_slug(name)], order=1)
        for pk, (name, _kind) in built.items()
    )


def _write_measures(pairs: Sequence[tuple[Case, MadeCase]]) -> None:
    """Measures before those below them, then the outcomes that stand in them."""
    top: list[tuple[Measure, MadeMeasure]] = []
    low: list[tuple[Measure, MadeMeasure]] = []
    for case, made in pairs:
        order = 0
        for position, one in enumerate(made.measures, 1):
            order += 1
            parent = _measure(case, one, f"m-{position}", order)
            top.append((parent, one))
            for point, child in enumerate(one.children, 1):
                order += 1
                low.append((_measure(case, child, f"m-{position}-{point}", order, parent), child))
    Measure.objects.bulk_create(measure for measure, _ in top)
    Measure.objects.bulk_create(measure for measure, _ in low)
    Outcome.objects.bulk_create(_outcomes([*top, *low]))


def _measure(
    case: Case, made: MadeMeasure, anchor: str, order: int, parent: Measure | None = None
) -> Measure:
    return Measure(
        case=case,
        parent=parent,
        anchor=anchor,
        order=order,
        label=made.label,
        heading=made.heading,
        body=made.body,
    )


def _outcomes(measures: Sequence[tuple[Measure, MadeMeasure]]) -> Iterator[Outcome]:
    """In the order of the measures of each case."""
    in_case: Counter[int] = Counter()
    for measure, made in sorted(measures, key=lambda pair: (pair[0].case_id, pair[0].order)):
        for one in made.outcomes:
            in_case[measure.case_id] += 1
            yield _outcome(measure, one, in_case[measure.case_id])


def _outcome(measure: Measure, made: MadeOutcome, order: int) -> Outcome:
    return Outcome(
        case_id=measure.case_id,
        measure=measure,
        place=Outcome.Place.MEASURE,
        anchor=f"o-{order}",
        order=order,
        quote=made.quote,
        value=made.value,
        base_value=made.base_value,
        metric=made.metric,
        scope=made.scope,
        sentence=made.sentence,
        **{name: getattr(made.model, name) for name in _COPIED},
    )
