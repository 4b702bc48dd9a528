"""Each number read again where it stands, and compared with what is stored of it.

What follows from its characters is a fault when it differs and nobody decided so; words about a number, which a later
version of the reader may read otherwise, are told as edited.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from reform_cases.ingest.audit.decided import by_desk, decided, reason, rejected
from reform_cases.ingest.audit.fault import Fault
from reform_cases.ingest.audit.parts import Span, label_span
from reform_cases.ingest.audit.rows import Held, Row, decimal
from reform_cases.models import Evidence
from reform_cases.models.texts import TEXTS
from reform_cases.reference.units import UNIT_CLASSES
from reform_cases.sourcetext.document import NumberText, OutcomeText
from reform_cases.sourcetext.lines.clean import CleanText
from reform_cases.sourcetext.quantities.find import find_quantities
from reform_cases.text.widths import fold

_FIELD = Evidence.Field
_VALUES = ("value", "value_low", "value_high", "value_from", "value_to", "base_value")
_OF_THE_QUOTE = ("unit", "approximation", "kind", "direction", "period")
# What the reader takes from around the quote, and may read otherwise than when the record was made.
_WORDS = ("basis", "metric", "scope", "status")
_KINDS = (("value",), ("value_low", "value_high"), ("value_from", "value_to"))
_PROSE = {text.evidence for text in TEXTS if text.prose and text.evidence}
_UNITS = frozenset(unit for units in UNIT_CLASSES.values() for unit in units)
_DIGITS = re.compile(r"[0-9０-９]+")


def value_kind_problem(outcome: Any) -> str:
    """Return what is wrong with the kinds of value that an outcome (a row, or an instance) fills; "" when nothing is."""
    filled = [[getattr(outcome, name) is not None for name in kind] for kind in _KINDS]
    kinds = sum(any(kind) for kind in filled)
    halves = any(any(kind) and not all(kind) for kind in filled)
    wrong = halves or kinds > 1 or (kinds == 0 and outcome.approximation != "数")
    return "has not exactly one kind of value" if wrong else ""


def number_faults(held: Held) -> Iterator[Fault]:
    """Yield numbers that are not what their quotes say, and digits of the prose that no number holds."""
    for outcome in held.outcomes:
        problem = value_kind_problem(outcome)
        if problem:
            yield Fault(held.case.slug, outcome.anchor, "", problem)
    if held.source is None:
        return
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in held.evidence:
        if row.source_id == held.case.source_id:
            rows[row.key].append(row)
    labels = [span for measure in held.measures if measure.label and (span := label_span(held, measure))]
    results, others = _read_again(held, rows, labels)
    for outcome in held.outcomes:
        own = rows.get(outcome.anchor)
        if own:
            again = results.get((own[0].start, own[-1].end))
            yield from _compared(held, outcome, own[0].start, again)
    yield from _unlisted_digits(held, rows, labels)
    yield from _other_numbers(held, rows, results, others)


def _read_again(
    held: Held, rows: dict[str, list[Row]], labels: list[Span]
) -> tuple[dict[Span, OutcomeText], dict[Span, NumberText]]:
    """What the reader finds in the prose of the case, by span."""
    text = held.source.text if held.source else ""
    names = {section.anchor: fold(section.name).replace(" ", "") for section in held.sections}
    spans = {anchor: (rows[anchor][0].start, rows[anchor][-1].end) for anchor in names if anchor in rows}
    inside: dict[str, list[Span]] = defaultdict(list)
    for anchor, (start, end) in spans.items():
        inside[anchor] += [span for span in labels if start <= span[0] and span[1] <= end]
    blocks = []
    for own in rows.values():
        if own[0].field not in _PROSE:
            continue
        kind, span = names.get(own[0].key, ""), (own[0].start, own[-1].end)
        if own[0].measure_id is not None:
            for anchor, (start, end) in spans.items():
                if start <= span[0] and span[1] <= end:
                    kind = names[anchor]
                    inside[anchor].append(span)
        blocks.append((own, kind))
    results: dict[Span, OutcomeText] = {}
    others: dict[Span, NumberText] = {}
    for own, kind in blocks:
        without = sorted(inside.get(own[0].key, ()))
        pieces = [CleanText.of(text, row.start, row.end, _cut(without, row)) for row in own]
        found, listed = find_quantities(CleanText.join(pieces), text, kind)
        results |= {one.span: one for one in found}
        others |= {one.span: one for one in listed}
    return results, others


def _cut(spans: list[Span], row: Row) -> list[Span]:
    return [(start, end) for start, end in spans if row.start <= start and end <= row.end]


def _compared(held: Held, outcome: Row, at: int, again: OutcomeText | None) -> Iterator[Fault]:
    slug, key, where = held.case.slug, outcome.anchor, held.where(at)
    known = outcome.unit in ("", *_UNITS) or (again and again.unit == outcome.unit)
    if not known and not decided(held, key, "unit"):
        yield Fault(slug, f"{key}.unit", where, f"is no unit that is known: {outcome.unit}")
    if again is None:
        if not decided(held, key):
            yield Fault(slug, key, where, "is no result as the reader reads its passage now", edited=True)
        return
    for name in _VALUES:
        stored, said = decimal(getattr(outcome, name)), getattr(again, name)
        if stored != _rounded(said):
            contradicts = decided(held, key, name)
            yield Fault(
                slug,
                f"{key}.{name}",
                where,
                f"is {_shown(stored)}, but its quote says {_shown(said)}{reason(held, key)}",
                contradicts,
            )
    for name in (*_OF_THE_QUOTE, *_WORDS):
        stored, said = getattr(outcome, name), getattr(again, name)
        by_hand = name in _OF_THE_QUOTE and by_desk(held, key) and decided(held, key, name)
        if stored != said and (by_hand or not decided(held, key, name)):
            problem = f"is {_shown(stored)}, but its passage says {_shown(said)}{reason(held, key)}"
            # An older database has no basis of comparison yet.
            unread = name == "basis" and not stored
            yield Fault(slug, f"{key}.{name}", where, problem, edited=name in _WORDS or unread or by_hand)
    if outcome.review != again.review and not decided(held, key):
        problem = f"is {_shown(outcome.review)}, but the reader says {_shown(again.review)}"
        yield Fault(slug, f"{key}.review", where, problem, edited=True)


def _rounded(value: Decimal | None) -> Decimal | None:
    return value if value is None else round(value, 6)


def _shown(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value) if value not in (None, "") else "nothing"


def _unlisted_digits(held: Held, rows: dict[str, list[Row]], labels: list[Span]) -> Iterator[Fault]:
    """Whether every digit of the prose stands in a result, in another number, or in the label of a measure."""
    text = held.source.text if held.source else ""
    listed = [*labels, *((number.start, number.end) for number in held.numbers)]
    for own in rows.values():
        if own[0].field == _FIELD.OUTCOME:
            listed.append((own[0].start, own[-1].end))
    listed.sort()
    for own in rows.values():
        for row in own if own[0].field in _PROSE else ():
            for digits in _DIGITS.finditer(text, row.start, row.end):
                if not any(start <= digits.start() and digits.end() <= end for start, end in listed):
                    yield Fault(
                        held.case.slug,
                        row.key,
                        held.where(digits.start()),
                        f"the number {digits[0]} is listed nowhere",
                        edited=rejected(held),
                    )


def _other_numbers(
    held: Held,
    rows: dict[str, list[Row]],
    results: dict[Span, OutcomeText],
    others: dict[Span, NumberText],
) -> Iterator[Fault]:
    """Numbers that are no results: told of when the reader says otherwise now."""
    taken = {(own[0].start, own[-1].end) for own in rows.values() if own[0].field == _FIELD.OUTCOME}
    for number in held.numbers:
        span = (number.start, number.end)
        if span in taken:
            yield Fault(
                held.case.slug,
                f"number {number.quote}",
                held.where(number.start),
                "is a result and none at once",
            )
        again = others.get(span)
        # A reviewed number has a reason of a person's.
        if again and number.role and again.role != number.role and again.reason == number.reason:
            yield Fault(
                held.case.slug, f"number {number.quote}", held.where(number.start),
                f"has the role {number.role}, but its reason is that of {again.role}",
            )  # fmt: skip
    there = taken | {(number.start, number.end) for number in held.numbers}
    read_now = {span: one.quote for span, one in results.items()} | {
        span: one.quote for span, one in others.items()
    }
    for span, quote in read_now.items():
        if span not in there and not any(start < span[1] and span[0] < end for start, end in there):
            yield Fault(
                held.case.slug, f"number {quote}", held.where(span[0]),
                "is read in the text now and listed nowhere", edited=True,
            )  # fmt: skip
