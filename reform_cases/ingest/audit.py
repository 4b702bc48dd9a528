"""Whether the catalogue still is what its sources say: every span, every quote, every rule between records.

Works through the catalogue in batches, so that a large one needs little memory and few queries.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Prefetch

from reform_cases.models import (
    Case,
    Evidence,
    Function,
    Measure,
    Outcome,
    ReportedNumber,
    SourceDocument,
    SourcePassage,
)
from reform_cases.models.instrument import instrument_slug
from reform_cases.models.keyword import folded_name
from reform_cases.models.texts import quoted_values
from reform_cases.reference.functions import FUNCTIONS

_CASES_AT_ONCE = 500
_SOURCES_AT_ONCE = 50
_VALUE_KINDS = (("value",), ("value_low", "value_high"), ("value_from", "value_to"))


@dataclass(frozen=True)
class Fault:
    """One thing that does not hold: which record (`slug`, or a source's name), which part of it, where, what.

    `edited` marks what is no fault of the catalogue: the evidence is sound, but an editor has since made the value
    another one than the source's.
    """

    slug: str
    key: str
    where: str  # source name and offset, or ""
    problem: str
    edited: bool = False

    def __str__(self) -> str:
        if self.edited:
            return f"edited: {self.slug} {self.key} {self.problem}"
        name = f"{self.slug} {self.key}".strip()
        return f"{name} ({self.where}): {self.problem}" if self.where else f"{name}: {self.problem}"


def catalogue_faults() -> Iterator[Fault]:
    """Yield every fault of the catalogue, and every edited value: functions, then sources, then cases."""
    for name in Function.objects.exclude(name__in=FUNCTIONS).values_list("name", flat=True):
        yield Fault("function", name, "", "is not in the controlled list")
    for source in _sources():
        yield from source_faults(source)
    for case in _cases():
        yield from case_faults(case)


def _sources() -> Iterable[SourceDocument]:
    passages = Prefetch("passages", SourcePassage.objects.only("source_id", "role", "start", "end"))
    cases = Prefetch("cases", Case.objects.only("slug", "source_id", "source_start", "source_end"))
    numbers = Prefetch("numbers", ReportedNumber.objects.only("source_id", "start", "end", "quote"))
    sources = SourceDocument.objects.order_by("pk").prefetch_related(passages).prefetch_related(numbers)
    return sources.prefetch_related(cases).iterator(chunk_size=_SOURCES_AT_ONCE)


def _cases() -> Iterable[Case]:
    evidence = Prefetch(
        "evidence",
        Evidence.objects.select_related("keyword", "instrument")
        .prefetch_related("keyword__synonyms")
        .order_by("key", "part"),
    )
    cases = Case.objects.order_by("source_id", "pk").prefetch_related(evidence)
    return cases.prefetch_related("source", "measures", "sections", "outcomes").iterator(
        chunk_size=_CASES_AT_ONCE
    )


def source_faults(source: SourceDocument) -> Iterator[Fault]:
    """Yield the faults of one source: its check sum, spans beyond its end, numbers that it does not say, characters that have no place."""
    length = len(source.text)
    if hashlib.sha256(source.text.encode()).hexdigest() != source.text_sha256:
        yield Fault(source.name, "text", "", "the stored text is not the one that was received (text_sha256)")
    placed: list[tuple[int, int]] = []
    for case in source.cases.all():
        if case.source_start is None or case.source_end is None:
            continue
        placed.append((case.source_start, case.source_end))
        if case.source_end > length:
            yield Fault(case.slug, "", f"{source.name}:{case.source_end}", "ends beyond the source's end")
    for passage in source.passages.all():
        if passage.role in (SourcePassage.Role.FURNITURE, SourcePassage.Role.NOISE):
            placed.append((passage.start, passage.end))
        if passage.end > length:
            where = f"{source.name}:{passage.start}"
            yield Fault(source.name, passage.role, where, "ends beyond the source's end")
    yield from _number_faults(source)
    # A former edition, from which no case is read any more, was proved while it was the one in use.
    for start, end in _gaps(placed, length) if source.cases.all() else ():
        yield Fault(
            source.name, "text", f"{source.name}:{start}",
            f"{end - start} characters are in no case, furniture or noise",
        )  # fmt: skip


def _number_faults(source: SourceDocument) -> Iterator[Fault]:
    for number in source.numbers.all():
        if source.text[number.start : number.end] != number.quote:
            where = f"{source.name}:{number.start}"
            yield Fault(source.name, "number", where, "the source does not say what is quoted")


def _gaps(spans: list[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    reached = 0
    for start, end in sorted([*spans, (length, length)]):
        if start > reached:
            yield reached, start
        reached = max(reached, end)


def case_faults(case: Case) -> Iterator[Fault]:
    """Yield the faults of one case (with measures, sections, outcomes, evidence and source at hand)."""
    yield from _evidence_faults(case)
    yield from _measure_faults(case)
    for outcome in case.outcomes.all():
        yield from outcome_faults(case, outcome)


def _evidence_faults(case: Case) -> Iterator[Fault]:
    by_key: dict[str, list[Evidence]] = defaultdict(list)
    unsound: set[str] = set()
    for row in case.evidence.all():
        by_key[row.key].append(row)
        problem = _quote_problem(case, row)
        if problem:
            unsound.add(row.key)
            yield Fault(case.slug, row.key, _where(case, row.start), problem)
    values = dict(quoted_values(case))
    for key, rows in by_key.items():
        problem = _join_problem(key, rows, values)
        if problem:
            yield Fault(case.slug, key, _where(case, rows[0].start), problem)
        elif key not in unsound:
            yield from _value_faults(case, key, rows, values)
    if case.source:
        for key, value in values.items():
            if value and key not in by_key and key != "organ":
                yield Fault(case.slug, key, _where(case, case.source_start), "has no evidence")


def _value_faults(case: Case, key: str, rows: list[Evidence], values: dict[str, str]) -> Iterator[Fault]:
    """Whether the value is what its passages say; an outcome's quote is never an editor's own words."""
    quoted, keyword, instrument = "".join(row.quote for row in rows), rows[0].keyword, rows[0].instrument
    if (
        folded_name(quoted) in (keyword.folded, *(one.folded for one in keyword.synonyms.all()))
        if keyword
        else instrument_slug(quoted) == instrument.slug
        if instrument
        else quoted == values[key]
    ):
        return
    where = _where(case, rows[0].start)
    if rows[0].field == Evidence.Field.OUTCOME:
        yield Fault(case.slug, key, where, "the quote is not what its passages say")
    else:
        yield Fault(case.slug, key, where, "differs from its source", edited=True)


def _quote_problem(case: Case, row: Evidence) -> str:
    source = case.source if row.source_id == case.source_id else row.source
    if case.source is None or source is None or source.collection_id != case.source.collection_id:
        return "is evidence from a source that is not the case's"
    if row.end > len(source.text):
        return "ends beyond the source's end"
    if source.text[row.start : row.end] != row.quote:
        return "the source does not say what is quoted"
    return ""


def _join_problem(key: str, rows: list[Evidence], values: dict[str, str]) -> str:
    """What is wrong with the parts of one value, which stand in the order of `part`."""
    if [row.part for row in rows] != list(range(len(rows))):
        return "its parts are not numbered 0, 1, 2 …"
    if any(one.end > other.start for one, other in pairwise(rows)):
        return "its parts are not in the source's order"
    if rows[0].keyword is None and rows[0].instrument is None and key not in values:
        return "is evidence of a value the case does not have"
    return ""


def _measure_faults(case: Case) -> Iterator[Fault]:
    own = {measure.pk: measure for measure in case.measures.all()}
    for measure in own.values():
        if measure.parent_id and measure.parent_id not in own:
            yield Fault(case.slug, measure.anchor, "", "its parent is a measure of another case")
        if _in_a_circle(measure, own):
            yield Fault(case.slug, measure.anchor, "", "is its own ancestor")


def _in_a_circle(measure: Measure, own: dict[int, Measure]) -> bool:
    above, steps = own.get(measure.parent_id or 0), 0
    while above and steps < len(own):
        if above.pk == measure.pk:
            return True
        above, steps = own.get(above.parent_id or 0), steps + 1
    return False


def outcome_faults(case: Case, outcome: Outcome) -> Iterator[Fault]:
    """Yield the faults of one outcome of `case` but for its evidence."""
    filled = [[getattr(outcome, name) is not None for name in kind] for kind in _VALUE_KINDS]
    kinds = sum(any(kind) for kind in filled)
    halves = any(any(kind) and not all(kind) for kind in filled)
    if halves or kinds > 1 or (kinds == 0 and outcome.approximation != "数"):
        yield Fault(case.slug, outcome.anchor, "", "has not exactly one kind of value")
    if outcome.measure_id and outcome.measure_id not in {measure.pk for measure in case.measures.all()}:
        yield Fault(case.slug, outcome.anchor, "", "its measure belongs to another case")
    if outcome.section_id and outcome.section_id not in {section.pk for section in case.sections.all()}:
        yield Fault(case.slug, outcome.anchor, "", "its section belongs to another case")


def _where(case: Case, at: int | None) -> str:
    return f"{case.source.name}:{at}" if case.source and at is not None else ""
