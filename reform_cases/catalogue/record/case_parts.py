"""The small parts of records, read in one query however many records and parts there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, QuerySet, Value
from django.db.models.functions import Cast

from reform_cases.catalogue.addresses import address
from reform_cases.models import Case, CaseInstrument, CaseKeyword, Instrument, Measure, Section
from reform_cases.sql.prepared import Prepared


class RecordedMeasure(NamedTuple):
    """A measure; `parent_id` is the key of the measure above it."""

    pk: int
    parent_id: int | None
    anchor: str
    label: str
    heading: str
    body: str


class RecordedSection(NamedTuple):
    """A further section."""

    pk: int
    anchor: str
    name: str
    text: str


class RecordedKeyword(NamedTuple):
    """A keyword and its page."""

    pk: int
    name: str
    url: str


class RecordedInstrument(NamedTuple):
    """What the case built or issued: its kind, what the text says of it, and its page."""

    pk: int
    name: str
    kind: str
    said: str
    url: str


# In the order of their kinds: a platform says more of what was done than a document.
_KINDS = {kind: at for at, kind in enumerate(Instrument.Kind.values)}


def by_kind(instruments: Iterable[RecordedInstrument]) -> list[RecordedInstrument]:
    """Return `instruments` for eyes: platforms and systems first, those of a kind as the text has them."""
    return sorted(instruments, key=lambda one: _KINDS.get(one.kind, len(_KINDS)))


class Parts(NamedTuple):
    """Measures, further sections, keywords, instruments and the names of functions of one record, each in its order."""

    measures: list[RecordedMeasure]
    sections: list[RecordedSection]
    keywords: list[RecordedKeyword]
    functions: list[str]
    instruments: list[RecordedInstrument]


_NOTHING, _NO_KEY = Value(""), Cast(Value(None), BigIntegerField())


def _parts(ids: Sequence[int]) -> QuerySet[Any, Any]:
    """Return rows of all kinds of parts under one set of names; which text is which depends on the kind."""
    measures = Measure.objects.filter(case__in=ids).order_by().annotate(kind=Value("measure"))
    sections = Section.objects.filter(case__in=ids).order_by()
    keywords = CaseKeyword.objects.filter(content_object__in=ids).order_by()
    instruments = CaseInstrument.objects.filter(case__in=ids).order_by()
    functions = Case.functions.through.objects.filter(case__in=ids).order_by()
    return measures.values_list(
        "kind", "case_id", "order", "pk", "parent_id", "anchor", "label", "heading", "body"
    ).union(
        sections.values_list(
            Value("section"), "case_id", "order", "pk", _NO_KEY, "anchor", _NOTHING, "name", "text"
        ),
        keywords.values_list(
            *(Value("keyword"), "content_object_id", "order", "pk", "tag_id"),
            *(_NOTHING, _NOTHING, "tag__name", "tag__slug"),
        ),
        instruments.values_list(
            *(Value("instrument"), "case_id", "order", "pk", "instrument_id"),
            *("said", "instrument__kind", "instrument__name", "instrument__slug"),
        ),
        functions.values_list(
            *(Value("function"), "case_id", "function__order", "pk", _NO_KEY),
            *(_NOTHING, _NOTHING, "function__name", _NOTHING),
        ),
        all=True,
    )


_PARTS = Prepared(_parts)


def parts_of(ids: Sequence[int]) -> dict[int, Parts]:
    """Return the parts of the cases `ids` by their keys; each has an entry."""
    by_case = {pk: Parts([], [], [], [], []) for pk in ids}
    functions: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for row in sorted(_PARTS.rows(ids), key=attrgetter("order", "pk")):
        parts = by_case[row.case_id]
        # Of a keyword or instrument the other key is its own and the last texts are name and slug, of a function one is its name.
        if row.kind == "measure":
            parts.measures.append(
                RecordedMeasure(row.pk, row.parent_id, row.anchor, row.label, row.heading, row.body)
            )
        elif row.kind == "section":
            parts.sections.append(RecordedSection(row.pk, row.anchor, row.heading, row.body))
        elif row.kind == "keyword":
            parts.keywords.append(RecordedKeyword(row.parent_id, row.heading, address("keyword", row.body)))
        elif row.kind == "instrument":
            parts.instruments.append(
                RecordedInstrument(
                    row.parent_id, row.heading, row.label, row.anchor, address("instrument", row.body)
                )
            )
        else:
            functions[row.case_id].append((row.order, row.heading))
    for case, named in functions.items():
        by_case[case].functions.extend(name for _order, name in sorted(named))
    return by_case
