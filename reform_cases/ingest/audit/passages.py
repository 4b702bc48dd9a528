"""Whether each value of a case is what its passages say, and each character of the case in a value or on the page.

A leaf is a value that no other value holds: `sourcetext.partition` says which.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from reform_cases.ingest.audit.decided import decided, rejected
from reform_cases.ingest.audit.fault import Fault
from reform_cases.ingest.audit.rows import Held, Row, held_cases
from reform_cases.models import Case, Evidence, Measure, Outcome, Section
from reform_cases.models.instrument import instrument_slug
from reform_cases.models.keyword import folded_name
from reform_cases.models.texts import TEXTS

_FIELD = Evidence.Field
_INSIDE = {_FIELD.ORGAN, _FIELD.INSTRUMENT, _FIELD.OUTCOME, _FIELD.SENTENCE}
_OWNERS = ("measure", "section", "outcome", "keyword", "instrument")


def departures(case: int) -> list[str]:
    """Return the keys of what the record of `case` says otherwise than its source."""
    for held in next(held_cases([case]), []):
        return list(dict.fromkeys(fault.key for fault in evidence_faults(held))) if held.source else []
    return []


def values_of(held: Held) -> dict[str, tuple[str, str, str, int | None]]:
    """Return of every value that evidence quotes, by key: the value, its field, what owns it and the key of that."""
    parts = {Case: [held.case], Measure: held.measures, Section: held.sections, Outcome: held.outcomes}
    found = {}
    for text in TEXTS:
        for row in parts[text.owner] if text.evidence else ():
            kind = "" if row is held.case else str(text.owner._meta.model_name)
            key = f"{row.anchor if kind else ''}{text.key}"
            found[key] = (getattr(row, text.name), str(text.evidence), kind, row.id if kind else None)
    return found


def evidence_faults(held: Held) -> Iterator[Fault]:
    """Yield passages that their source does not have, and values that are not what theirs say."""
    by_key: dict[str, list[Row]] = defaultdict(list)
    unsound: set[str] = set()
    for row in held.evidence:
        by_key[row.key].append(row)
        problem = _quote_problem(held, row)
        if problem:
            unsound.add(row.key)
            yield Fault(held.case.slug, row.key, held.where(row.start), problem)
    values = values_of(held)
    for key, rows in by_key.items():
        problem = _join_problem(held, rows, values.get(key))
        if problem:
            named = rows[0].keyword_id is not None or rows[0].instrument_id is not None
            edited = named and problem.endswith("does not carry") and rejected(held)
            yield Fault(held.case.slug, key, held.where(rows[0].start), problem, edited)
        elif key not in unsound:
            yield from _value_faults(held, key, rows, values)
    if held.source:
        for key, (value, *_rest) in values.items():
            if value and key not in by_key and key != "organ" and not decided(held, key):
                yield Fault(held.case.slug, key, held.where(held.case.source_start), "has no evidence")


def _value_faults(
    held: Held, key: str, rows: Sequence[Row], values: dict[str, tuple[str, str, str, int | None]]
) -> Iterator[Fault]:
    """Whether the value is what its passages say; an outcome's quote is never an editor's own words."""
    quoted, first = "".join(row.quote for row in rows), rows[0]
    if first.keyword_id is not None:
        name = held.names.get(("keyword", first.keyword_id))
        same = name is not None and folded_name(quoted) in name.known_as
    elif first.instrument_id is not None:
        name = held.names.get(("instrument", first.instrument_id))
        same = name is not None and instrument_slug(quoted) == name.slug
    else:
        same = quoted == values[key][0]
    if same:
        return
    if first.field == _FIELD.OUTCOME:
        yield Fault(held.case.slug, key, held.where(first.start), "the quote is not what its passages say")
    else:
        yield Fault(held.case.slug, key, held.where(first.start), "differs from its source", edited=True)


def _quote_problem(held: Held, row: Row) -> str:
    source = held.sources.get(row.source_id)
    if held.source is None or source is None or source.collection_id != held.source.collection_id:
        return "is evidence from a source that is not the case's"
    if row.end > len(source.text):
        return "ends beyond the source's end"
    if row.start < 0 or source.text[row.start : row.end] != row.quote:
        return "the source does not say what is quoted"
    case = held.case
    if (
        source is held.source
        and case.source_start is not None
        and not (case.source_start <= row.start and row.end <= case.source_end)
    ):
        return "stands outside the characters of its case"
    return ""


def _join_problem(held: Held, rows: Sequence[Row], value: tuple[str, str, str, int | None] | None) -> str:
    """What is wrong with the parts of one value, which stand in the order of `part`."""
    first = rows[0]
    if [row.part for row in rows] != list(range(len(rows))):
        return "its parts are not numbered 0, 1, 2 …"
    if any(one.end > other.start for one, other in pairwise(rows)):
        return "its parts are not in the source's order"
    if first.keyword_id is None and first.instrument_id is None and value is None:
        return "is evidence of a value the case does not have"
    for row in rows:
        problem = _owner_problem(held, row, value)
        if problem:
            return problem
    return ""


def _owner_problem(held: Held, row: Row, value: tuple[str, str, str, int | None] | None) -> str:
    owners = {name: getattr(row, f"{name}_id") for name in _OWNERS if getattr(row, f"{name}_id") is not None}
    if value is not None:
        _text, field, kind, pk = value
        if row.field != field:
            return f"says that it is evidence of {row.field}, but is of {field}"
        return "" if owners == ({kind: pk} if kind else {}) else "refers to another part than its key names"
    field, rows, way = (
        (_FIELD.KEYWORD, held.keywords, "tag_id")
        if row.keyword_id is not None
        else (_FIELD.INSTRUMENT, held.instruments, "instrument_id")
    )
    if row.field != field or not re.fullmatch(rf"{field}-\d+", str(row.key)):
        return f"says that it is evidence of {row.field}, but is of {field}"
    if len(owners) != 1:
        return "refers to another part than its key names"
    return (
        ""
        if owners[str(field)] in {getattr(one, way) for one in rows}
        else f"is evidence of a {field} that the case does not carry"
    )


def place_faults(held: Held) -> Iterator[Fault]:
    """Yield values that overlap, and numbers that stand outside of the part they are said to stand in."""
    if held.source is None or held.case.source_start is None:
        return
    own = [row for row in held.evidence if row.source_id == held.case.source_id]
    for one, other in pairwise(leaves(held, own)):
        if other.start < one.end and other.key != one.key:
            yield Fault(held.case.slug, other.key, held.where(other.start), f"overlaps {one.key}")
    numbers = sorted(
        (row for row in own if row.field == _FIELD.OUTCOME), key=lambda row: (row.start, row.end)
    )
    for one, other in pairwise(numbers):
        if other.start < one.end and other.key != one.key:
            yield Fault(held.case.slug, other.key, held.where(other.start), f"overlaps {one.key}")
    yield from _number_places(held, own)
    yield from _text_order(held, own)


def leaves(held: Held, rows: Iterable[Row]) -> list[Row]:
    """Return the passages of values that no other value holds, in text order: measures inside a section are held by it."""
    outer = [row for row in rows if row.field not in _INSIDE]
    sections = [(row.start, row.end) for row in outer if row.field == _FIELD.SECTION]
    kept = [
        row
        for row in outer
        if row.measure_id is None or not any(start <= row.start and row.end <= end for start, end in sections)
    ]
    return sorted(kept, key=lambda row: (row.start, row.end))


def _number_places(held: Held, own: Sequence[Row]) -> Iterator[Fault]:
    """Whether each number stands in the part and in the sentence that it names."""
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in own:
        spans[row.key].append((row.start, row.end))
    measures = {row.id: row.anchor for row in held.measures}
    sections = {row.id: row.anchor for row in held.sections}
    for outcome in held.outcomes:
        at = spans.get(outcome.anchor)
        if not at or decided(held, outcome.anchor, "place"):
            continue
        sentence = spans.get(f"{outcome.anchor}.sentence")
        if sentence and not sentence[0][0] <= at[0][0] < at[-1][1] <= sentence[-1][1]:
            yield Fault(
                held.case.slug, outcome.anchor, held.where(at[0][0]), "stands outside of its sentence"
            )
        keys = {
            "measure": [f"{measures.get(outcome.measure_id)}.{name}" for name in ("heading", "body")],
            "section": [sections.get(outcome.section_id, "")],
        }.get(outcome.place, [outcome.place])
        there = [span for key in keys for span in spans.get(str(key), ())]
        if there and not min(there)[0] <= at[0][0] < at[-1][1] <= max(end for _start, end in there):
            yield Fault(
                held.case.slug, outcome.anchor, held.where(at[0][0]), f"stands outside of its {outcome.place}"
            )


def _text_order(held: Held, own: Sequence[Row]) -> Iterator[Fault]:
    """Whether measures, sections, keywords, instruments and numbers are in the order of the text."""
    starts: dict[str, int] = {}
    named: dict[tuple[str, int], int] = {}
    for row in own:
        starts.setdefault(row.key, row.start)
        for kind in ("keyword", "instrument"):
            if getattr(row, f"{kind}_id") is not None:
                named.setdefault((kind, getattr(row, f"{kind}_id")), row.start)
    for rows, of in (
        (held.measures, lambda row: starts.get(f"{row.anchor}.heading")),
        (held.sections, lambda row: starts.get(row.anchor)),
        (held.outcomes, lambda row: starts.get(row.anchor)),
        (held.keywords, lambda row: named.get(("keyword", row.tag_id))),
        (held.instruments, lambda row: named.get(("instrument", row.instrument_id))),
    ):
        placed = [(at, row) for row in rows if (at := of(row)) is not None]
        for (before, _one), (after, row) in pairwise(placed):
            key = getattr(row, "anchor", None) or f"order {row.order}"
            if after < before and not decided(held, key, "order"):
                # Where a keyword stands in its line is no decision, and may be an editor's.
                edited = not hasattr(row, "anchor")
                yield Fault(held.case.slug, key, held.where(after), "is not in the order of the text", edited)
