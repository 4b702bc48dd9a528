"""What published cases built or issued, by name and kind: who, what is said of it, and where the source says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, QuerySet, Value, When

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.source_parts import passage_address
from reform_cases.models import CaseInstrument, Evidence, Instrument

ON_A_PAGE = 60
BUILDERS_SHOWN = 3


@dataclass(frozen=True)
class Builder:
    """A case that built or issued an instrument; `source_url` leads to the characters that name it ("" without evidence)."""

    title: str
    organ: str
    url: str
    said: str
    source_url: str


@dataclass(frozen=True)
class ListedInstrument:
    """An instrument, the newest cases that built or issued it, and how many more there are."""

    name: str
    kind: str
    url: str
    builders: list[Builder]
    more: int


@dataclass(frozen=True)
class KindCount:
    """A kind and how many instruments of it readers see."""

    kind: str
    count: int


@dataclass(frozen=True)
class InstrumentIndex:
    """One page of all instruments, or of those of one kind: `groups` are its kinds, each with its instruments."""

    kinds: list[KindCount]
    page: Page[Instrument]
    groups: list[tuple[str, list[ListedInstrument]]]

    @property
    def total(self) -> int:
        return sum(one.count for one in self.kinds)


_KINDS = Instrument.Kind.values
_IN_ORDER = Case(*(When(kind=kind, then=Value(at)) for at, kind in enumerate(_KINDS)))


def instrument_index(kind: str = "", number: int = 1) -> InstrumentIndex:
    """Return page `number` of the instruments of published cases, by kind and name; five queries."""
    seen = _seen()
    counts = dict(seen.order_by().values_list("kind").annotate(counted=Count("pk")))
    page = Paginator(
        (seen.filter(kind=kind) if kind else seen).order_by(_IN_ORDER, "slug"), ON_A_PAGE
    ).get_page(number)
    listed = _listed(page.object_list, BUILDERS_SHOWN)
    return InstrumentIndex(
        kinds=[KindCount(one, counts[one]) for one in _KINDS if one in counts],
        page=page,
        groups=[
            (one, list(of_kind)) for one, of_kind in groupby(listed, key=lambda instrument: instrument.kind)
        ],
    )


def instrument_at(slug: str) -> ListedInstrument | None:
    """Return the instrument at `slug` with up to a page of its cases, None when no published case has it."""
    return next(iter(_listed(_seen().filter(slug=slug), ON_A_PAGE)), None)


def _seen() -> QuerySet[Instrument]:
    return Instrument.objects.filter(
        pk__in=CaseInstrument.objects.published().order_by().values("instrument")
    )


def _listed(instruments: Iterable[Instrument], most: int) -> list[ListedInstrument]:
    """`instruments` in their order, each with at most `most` of its cases, the newest first."""
    instruments = list(instruments)
    rows = (
        CaseInstrument.objects.published()
        .filter(instrument__in=[one.pk for one in instruments])
        .order_by("-case__collection__year", "case__collection__slug", "case__number")
        .values_list("instrument_id", "case_id", "said", "case__slug", "case__title", "case__organ")
    )
    by_instrument: dict[int, list[tuple[int, str, str, str, str]]] = {one.pk: [] for one in instruments}
    for instrument, case, said, slug, title, organ in rows:
        by_instrument[instrument].append((case, said, slug, title, organ))
    shown = {pk: cases[:most] for pk, cases in by_instrument.items()}
    spans = _spans({case[0] for cases in shown.values() for case in cases})
    return [
        ListedInstrument(
            one.name,
            one.kind,
            address("instrument", one.slug),
            [_builder(*case, span=spans.get((case[0], one.pk))) for case in shown[one.pk]],
            len(by_instrument[one.pk]) - len(shown[one.pk]),
        )
        for one in instruments
    ]


def _builder(
    _case: int, said: str, slug: str, title: str, organ: str, *, span: tuple[int, int] | None
) -> Builder:
    source = passage_address(address("case-source", slug), *span) if span else ""
    return Builder(title, organ, address("case", slug), said, source)


def _spans(cases: set[int]) -> dict[tuple[int, int | None], tuple[int, int]]:
    """The span that names each, by case and instrument."""
    evidence = Evidence.objects.filter(case__in=cases, field=Evidence.Field.INSTRUMENT, part=0).order_by()
    return {
        (case, instrument): (start, end)
        for case, instrument, start, end in evidence.values_list("case_id", "instrument_id", "start", "end")
    }
