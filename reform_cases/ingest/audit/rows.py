"""Rows as the audit reads them: plain values, so that one which no model could hold is read too, and told of.

What a database driver would convert (decimals, days, JSON) comes as text. Cases come some hundred at a time, each with
all its rows, those of one source together, so that a large catalogue needs little memory and few queries.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from django.db.models import BooleanField, DateField, DecimalField, F, JSONField, Model, QuerySet, TextField
from django.db.models.functions import Cast

from reform_cases.models import (
    Case,
    CaseInstrument,
    CaseKeyword,
    Decision,
    Evidence,
    Instrument,
    Keyword,
    KeywordSynonym,
    Measure,
    Outcome,
    ReportedNumber,
    Section,
    SourceDocument,
)
from reform_cases.sql.ids import Ids

_AT_ONCE = 200
_AS_TEXT = (BooleanField, DateField, DecimalField, JSONField)
Row = SimpleNamespace
Parts = dict[type[Model], dict[int, list[Row]]]
# The parts of a case, and how each names it.
WAYS: dict[type[Model], str] = {
    **dict.fromkeys((Measure, Section, Outcome, Evidence, CaseInstrument), "case"),
    CaseKeyword: "content_object",
}


@dataclass(frozen=True)
class Held:
    """One case with all its rows, and the sources and names that they refer to, by their keys."""

    case: Row
    measures: Sequence[Row]
    sections: Sequence[Row]
    outcomes: Sequence[Row]
    evidence: Sequence[Row]
    keywords: Sequence[Row]
    instruments: Sequence[Row]
    numbers: Sequence[Row]
    sources: dict[int, Row]
    names: dict[tuple[str, int], Row]
    decisions: dict[str, Row]

    @property
    def source(self) -> Row | None:
        """Return the source it was read from."""
        return self.sources.get(self.case.source_id)

    @cached_property
    def starts(self) -> dict[str, int]:
        """Return where in the source of the case each value begins, by key."""
        own = self.case.source_id
        return {row.key: row.start for row in self.evidence if row.part == 0 and row.source_id == own}

    def start_of(self, measure: Row) -> int | None:
        """Return where what follows the label of `measure` begins in the source."""
        starts = self.starts
        return starts.get(f"{measure.anchor}.heading", starts.get(f"{measure.anchor}.body"))

    def where(self, at: Any) -> str:
        """Return how a place in the source is told."""
        return f"{self.source.name}:{at}" if self.source and at is not None else ""


def read(queryset: QuerySet[Any], *names: str) -> Iterator[Row]:
    """Yield the rows of `queryset`, all columns or those of `names`, one query."""
    model: type[Model] = queryset.model
    columns = {
        f"c_{field.attname}": Cast(field.name, TextField())
        if isinstance(field, _AS_TEXT)
        else F(field.attname)
        for field in model._meta.concrete_fields
        if not names or field.attname in names
    }
    values: Any = queryset.values(**columns)
    for row in values.iterator(chunk_size=2_000):
        yield Row(**{name.removeprefix("c_"): value for name, value in row.items()})


def decimal(value: Any) -> Decimal | None:
    """Return a number that was read as text; None for NULL and for what is none."""
    try:
        number = Decimal(value) if value is not None else None
    except (InvalidOperation, TypeError, ValueError):
        return None
    return number if number is None or number.is_finite() else None


def loaded(value: Any) -> Any:
    """Return JSON that was read as text; None for what is none."""
    try:
        return json.loads(value)
    except (TypeError, ValueError):
        return None


def held_cases(wanted: Iterable[int]) -> Iterator[list[Held]]:
    """Yield the cases `wanted`, some hundred at a time, in this order."""
    keys = list(wanted)
    for start in range(0, len(keys), _AT_ONCE):
        yield _held(keys[start : start + _AT_ONCE])


def _held(keys: list[int]) -> list[Held]:
    found = {row.id: row for row in read(Case.objects.filter(pk__in=Ids(keys)).order_by())}
    cases = [found[pk] for pk in keys if pk in found]
    parts = {model: _by_case(model, keys, way) for model, way in WAYS.items()}
    wanted = {row.source_id for rows in parts[Evidence].values() for row in rows} | {
        case.source_id for case in cases
    }
    sources: dict[int, Row] = {
        row.id: row for row in read(SourceDocument.objects.filter(pk__in=Ids(_whole(wanted))))
    }
    names = _names(parts)
    numbers = _numbers(cases)
    decisions = _decisions(cases)
    return [
        Held(
            case,
            measures=parts[Measure][case.id],
            sections=parts[Section][case.id],
            outcomes=parts[Outcome][case.id],
            evidence=parts[Evidence][case.id],
            keywords=parts[CaseKeyword][case.id],
            instruments=parts[CaseInstrument][case.id],
            numbers=numbers[case.id],
            sources=sources,
            names=names,
            decisions=decisions[case.id],
        )
        for case in cases
    ]


def _decisions(cases: Sequence[Row]) -> dict[int, dict[str, Row]]:
    """By case and key; a pending copy says what was decided about its record, and what was decided about itself."""
    wanted = {case.id for case in cases} | {case.pending_for_id for case in cases}
    rows = _by_case(Decision, _whole(wanted), "case")
    return {
        case.id: {row.key: row for row in (*rows[case.pending_for_id or 0], *rows[case.id])} for case in cases
    }


def _names(parts: Parts) -> dict[tuple[str, int], Row]:
    named: dict[tuple[str, int], Row] = {}
    evidence = [row for own in parts[Evidence].values() for row in own]
    for kind, model, through, way in (
        ("keyword", Keyword, CaseKeyword, "tag_id"),
        ("instrument", Instrument, CaseInstrument, "instrument_id"),
    ):
        wanted = {getattr(row, way) for own in parts[through].values() for row in own}
        wanted |= {getattr(row, f"{kind}_id") for row in evidence}
        rows: Any = model._default_manager
        for row in read(rows.filter(pk__in=Ids(_whole(wanted)))):
            row.known_as = {row.folded} if kind == "keyword" else set()
            named[kind, row.id] = row
    for synonym in read(KeywordSynonym.objects.all()):
        if ("keyword", synonym.keyword_id) in named:
            named["keyword", synonym.keyword_id].known_as.add(synonym.folded)
    return named


def _numbers(cases: Sequence[Row]) -> dict[int, list[Row]]:
    """The other numbers that stand in the characters of each case."""
    spans: dict[int, list[Row]] = defaultdict(list)
    for case in cases:
        if isinstance(case.source_start, int) and isinstance(case.source_end, int):
            spans[case.source_id].append(case)
    found: dict[int, list[Row]] = defaultdict(list)
    numbers: QuerySet[Any] = ReportedNumber.objects.order_by("start")
    for number in read(numbers.filter(source__in=Ids(_whole(spans)))):
        for case in spans[number.source_id]:
            if case.source_start <= number.start < case.source_end:
                found[case.id].append(number)
    return found


def _by_case(model: type[Model], keys: list[int], way: str) -> dict[int, list[Row]]:
    order = {Evidence: ("key", "part", "pk"), Decision: ("key", "pk")}.get(model, ("order", "pk"))
    everything: QuerySet[Any] = model._default_manager.all()
    rows = everything.filter(**{f"{way}__in": Ids(keys)})
    by_case: dict[int, list[Row]] = defaultdict(list)
    for row in read(rows.order_by(*order)):
        by_case[getattr(row, f"{way}_id")].append(row)
    return by_case


def _whole(keys: Iterable[Any]) -> list[int]:
    return sorted(key for key in keys if isinstance(key, int))
