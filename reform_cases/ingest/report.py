"""A reading and its changes in lines an operator reads: what was found, what is odd, what changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from reform_cases.ingest.changes import ImportChanges, ValueChange
from reform_cases.reference.noise import UNPLACED
from reform_cases.sourcetext.document import CaseText, Document, MeasureText
from reform_cases.sourcetext.files.convert import PDF, WORD
from reform_cases.text.numerals import plain_decimal

_CONTEXT = 12  # characters shown on either side of a difference
_EXCERPT = 60
_CONVERTED = {"text/html": "web page", WORD: "Word file", PDF: "PDF file"}


def summary(document: Document) -> str:
    """Return one line: `6 cases, 64 outcomes (64 confirmed, 0 to be looked at), 51 other numbers, …`.

    Unplaced are characters that no step of the reader could place; it lists them as noise that is to be looked at.
    """
    outcomes = [outcome for case in document.cases for outcome in case.outcomes]
    confirmed = sum(outcome.confirmation is not None for outcome in outcomes)
    doubtful = sum(outcome.review != "" for outcome in outcomes)
    unplaced = sum(end - start for start, end in document.unplaced())
    unplaced += sum(len(noise.text) for noise in document.noise if noise.reason == UNPLACED)
    counts = [
        _count(len(document.cases), "case"),
        f"{_count(len(outcomes), 'outcome')} ({confirmed} confirmed, {doubtful} to be looked at)",
        _count(len(document.all_numbers()), "other number"),
        _count(len(document.warnings), "warning"),
        _count(len(document.noise), "noise passage"),
        _count(unplaced, "unplaced character"),
    ]
    kind = _CONVERTED.get(document.media_type)
    size = f"{document.encoding}, {document.characters} characters"
    return f"{f'{kind}, {size} of text' if kind else size}: {', '.join(counts)}"


def reading_lines(document: Document) -> Iterator[str]:
    """Yield the cases, the warnings, the noise and what has no place, a line each."""
    for case in document.cases:
        yield _case_line(case)
        for outcome in case.outcomes:
            if outcome.review:
                yield f"    to be looked at, at {outcome.span[0]}: {excerpt(outcome.quote)} ({outcome.review})"
    for warning in document.warnings:
        yield f"  warning at {warning.span[0]}: {warning.message}"
    for noise in document.noise:
        yield f"  noise at {noise.span[0]} ({noise.reason}): {excerpt(noise.text)}"
    for start, end in document.unplaced():
        yield f"  unplaced at {start}: {excerpt(document.text[start:end])}"


def change_lines(changes: ImportChanges) -> Iterator[str]:
    """Say what an import changes, field by field; the last line counts the cases."""
    for change in changes.batch:
        yield f"  {change_line(change)}"
    for case in changes.cases:
        yield f"  {case.deed:<9} {case.slug}"
        for change in case.changes:
            yield f"    {change_line(change)}"
    for slug in changes.pending:
        yield f"  pending   {slug}: readers see the former one until its pending copy is signed"
    deeds = ", ".join(
        f"{len(changes.slugs(deed))} {deed}" for deed in ("created", "changed", "unchanged", "removed")
    )
    yield f"  {changes.collection}: {deeds}"


def change_line(change: ValueChange) -> str:
    """Write `+` for what is new, `-` for what goes, `old -> new` otherwise; long texts only where they differ."""
    if change.old is None and change.new is not None:
        return f"+ {change.what}: {excerpt(shown(change.new))}"
    if change.new is None and change.old is not None:
        return f"- {change.what}: {excerpt(shown(change.old))}"
    old, new = shown(change.old), shown(change.new)
    if max(len(old), len(new)) > _EXCERPT:
        return f"{change.what}: {_difference(old, new)}"
    return f"{change.what}: {old or '(empty)'} -> {new or '(empty)'}"


def shown(value: Any) -> str:
    """Return a stored value in a report: a natural key as its last part, a list joined, a decimal in digits."""
    if isinstance(value, Decimal):
        return plain_decimal(value)
    if isinstance(value, tuple):
        return str(value[-1])
    if isinstance(value, list):
        return "、".join(shown(one) for one in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def excerpt(text: str) -> str:
    """Return `text` on one line, its middle left out when it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else f"{line[: _EXCERPT - 20]} … {line[-17:]}"


def _difference(old: str, new: str) -> str:
    """The first to the last place where two texts differ, with a little of what stands around."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    same = 0
    while same < min(len(old), len(new)) - start and old[-1 - same] == new[-1 - same]:
        same += 1
    before = ("…" if start > _CONTEXT else "") + old[max(0, start - _CONTEXT) : start]
    after = old[len(old) - same :][:_CONTEXT] + ("…" if same > _CONTEXT else "")
    return (
        f"{before}[{excerpt(old[start : len(old) - same])} -> {excerpt(new[start : len(new) - same])}]{after}"
    )


def _case_line(case: CaseText) -> str:
    parts = [
        case.region.code if case.region else "no division",
        _count(len(case.keywords), "keyword"),
        _count(sum(1 for _ in _nodes(case.measures)), "measure"),
        _count(len(case.sections), "other section"),
        _count(len(case.outcomes), "outcome"),
    ]
    return f"  case {case.number} at {case.span[0]}: {case.title.text} ({', '.join(parts)})"


def _nodes(measures: tuple[MeasureText, ...]) -> Iterator[MeasureText]:
    for measure in measures:
        yield measure
        yield from _nodes(measure.children)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
