"""The reviewed file beside a source: what a person says about its batch, its cases and its numbers, in TOML.

    [batch]         slug, publisher, published_on, origin
    [[case]]        number, functions (names of reference.functions)
    [[outcome]]     span, quote, and the fields that the person sets; a number that the reader did not take for an
                    outcome is given whole (kind, unit and its value)
    [[not_outcome]] span, quote, reason, and the role (of reference.number_roles; 过程 when left out)
    [[instrument]]  span, quote (the name), kind (of reference/instruments.toml), said (parts between ；, as written)

Entries about numbers and instruments are keyed by span and quote; instruments that are listed are all there are. A file that no longer fits its source is refused, never applied in
part: the reader proposes, a person confirms, and the record shows both.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from reform_cases.reference.functions import FUNCTIONS
from reform_cases.reference.number_roles import PROCESS, ROLES
from reform_cases.sourcetext.document import (
    BatchText,
    CaseText,
    Confirmation,
    Document,
    InstrumentText,
    NumberText,
    OutcomeText,
    Passage,
    SourceError,
    Span,
)
from reform_cases.sourcetext.instruments import KINDS
from reform_cases.sourcetext.lines.clean import CleanText

_TEXTS = ("metric", "unit", "approximation", "period", "basis", "scope")
_CHOICES = {
    "kind": ("count", "amount", "rate", "change", "ranking"),
    "direction": ("", "up", "down"),
    "status": ("achieved", "planned"),
}
# A number has one of these kinds of value.
_VALUES = (("value",), ("value_low", "value_high"), ("value_from", "value_to"))
_DECIMALS = (*(name for names in _VALUES for name in names), "base_value")
_ENTRY = {
    "outcome": {"span", "quote", "note", *_TEXTS, *_CHOICES, *_DECIMALS},
    "not_outcome": {"span", "quote", "reason", "role"},
    "instrument": {"span", "quote", "kind", "said"},
    "case": {"number", "functions"},
}
_BATCH = {item.name for item in fields(BatchText)}
_EDGE = "。；！？;!?\n"


@dataclass(frozen=True)
class Entry:
    """What the file says about one number: `fields` to set (outcome), or a `reason` and `role` (not an outcome)."""

    label: str
    span: Span
    quote: str
    fields: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    reason: str = ""
    role: str = PROCESS


@dataclass(frozen=True)
class ReviewFile:
    """A reviewed file, read and checked in itself; whether it fits a source is checked on applying."""

    name: str
    batch: BatchText = field(default_factory=BatchText)
    functions: dict[int, tuple[str, ...]] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    instruments: tuple[Entry, ...] = ()


def load_review(path: Path) -> ReviewFile:
    """Read the reviewed file `path`.

    Raises SourceError, naming file and entry, when it cannot be read or is no TOML, has an unknown table, field or
    value, leaves out what an entry needs, or speaks twice of the same characters.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except RecursionError as error:
        raise SourceError(
            f"{path.name}: cannot be read as TOML: brackets within brackets without end"
        ) from error
    except (OSError, ValueError) as error:
        raise SourceError(f"{path.name}: cannot be read as TOML: {error}") from error
    loader = _Loader(path.name)
    loader.known(content, {"batch", *_ENTRY}, "the file")
    batch = content.get("batch", {})
    loader.known(batch, _BATCH, "[batch]")
    entries = tuple(loader.entries(content, "outcome")) + tuple(loader.entries(content, "not_outcome"))
    loader.once(entries)
    instruments = tuple(loader.entries(content, "instrument"))
    loader.once(instruments)
    return ReviewFile(
        path.name,
        BatchText(**{key: loader.text(batch[key], key, "[batch]") for key in batch}),
        loader.functions(content),
        entries,
        instruments,
    )


class _Loader:
    """Turns the tables of one file into entries, refusing what is not as described above."""

    def __init__(self, name: str) -> None:
        self.name = name

    def refuse(self, label: str, message: str) -> SourceError:
        return SourceError(f"{self.name}: {label}: {message}")

    def known(self, table: Any, names: set[str], label: str) -> None:
        if not isinstance(table, dict):
            raise self.refuse(label, "is no table")
        unknown = sorted(table.keys() - names)
        if unknown:
            raise self.refuse(label, f"has an unknown field “{unknown[0]}”")

    def tables(self, content: dict[str, Any], kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
        tables = content.get(kind, [])
        if not isinstance(tables, list):
            raise self.refuse(f"[[{kind}]]", "must be written with two brackets on either side")
        for number, table in enumerate(tables, 1):
            label = f"[[{kind}]] {number}"
            self.known(table, _ENTRY[kind], label)
            yield label, table

    def text(self, value: Any, key: str, label: str) -> str:
        if not isinstance(value, str):
            raise self.refuse(label, f"“{key}” must be a text, not {value!r}")
        return value

    def functions(self, content: dict[str, Any]) -> dict[int, tuple[str, ...]]:
        found: dict[int, tuple[str, ...]] = {}
        for label, table in self.tables(content, "case"):
            number, names = table.get("number"), table.get("functions", [])
            if not isinstance(number, int) or number in found:
                raise self.refuse(label, "needs a “number” that no other [[case]] has")
            if not isinstance(names, list):
                raise self.refuse(label, "“functions” must be a list")
            for name in names:
                if name not in FUNCTIONS:
                    raise self.refuse(label, f"“{name}” is none of the functions {'、'.join(FUNCTIONS)}")
            found[number] = tuple(names)
        return found

    def entries(self, content: dict[str, Any], kind: str) -> Iterator[Entry]:
        for label, table in self.tables(content, kind):
            span, quote = self._span(table, label), self.text(table.get("quote"), "quote", label)
            label = f"{label} (“{quote}” at {span[0]}–{span[1]})"
            if kind == "instrument":
                if table.get("kind") not in KINDS:
                    raise self.refuse(label, f"“kind” is {table.get('kind')!r}, none of {', '.join(KINDS)}")
                said = self.text(table.get("said", ""), "said", label)
                yield Entry(
                    label, span, quote, {"kind": table["kind"], "said": tuple(filter(None, said.split("；")))}
                )
            elif kind == "not_outcome":
                reason = self.text(table.get("reason"), "reason", label)
                role = table.get("role", PROCESS)
                if role not in ROLES:
                    raise self.refuse(label, f"“role” is {role!r}, none of {', '.join(ROLES)}")
                yield Entry(label, span, quote, reason=reason, role=role)
            else:
                note = self.text(table.get("note", ""), "note", label)
                yield Entry(label, span, quote, dict(self._fields(table, label)), note)

    def _span(self, table: dict[str, Any], label: str) -> Span:
        match table.get("span"):
            case [int(start), int(end)] if 0 <= start < end:
                return start, end
        raise self.refuse(label, "needs a “span” of two numbers, the first smaller")

    def _fields(self, table: dict[str, Any], label: str) -> Iterator[tuple[str, Any]]:
        for key, value in table.items():
            if key in _TEXTS:
                yield key, self.text(value, key, label)
            elif key in _CHOICES:
                if value not in _CHOICES[key]:
                    raise self.refuse(label, f"“{key}” is {value!r}, none of {', '.join(_CHOICES[key])}")
                yield key, value
            elif key in _DECIMALS:
                if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
                    raise self.refuse(label, f"“{key}” must be a number, not {value!r}")
                yield key, Decimal(value)

    def once(self, entries: tuple[Entry, ...]) -> None:
        """Refuse two entries about overlapping characters."""
        ordered = sorted(entries, key=lambda entry: entry.span)
        for one, other in pairwise(ordered):
            if other.span[0] < one.span[1]:
                raise self.refuse(other.label, f"claims characters that {one.label} claims too")


def apply_review(document: Document, review: ReviewFile) -> Document:
    """`document` with the batch, functions and numbers as `review` says.

    An [[outcome]] is confirmed even when it agrees with the reader. Raises SourceError, naming file, entry and span,
    when a quote is not what stands there, a span lies in no case, a case does not exist, or a given outcome lacks
    its kind, unit or value.
    """
    _check(document, review)
    cases = tuple(_review_case(document, case, review) for case in document.cases)
    said = {one.name: text for one in fields(BatchText) if (text := getattr(review.batch, one.name))}
    return replace(document, cases=cases, batch=replace(document.batch, **said))


class _Spans:
    """A set of disjoint spans that can say whether another span meets one of them."""

    def __init__(self, spans: Iterator[Span]) -> None:
        self.spans = sorted(spans)

    def meet(self, span: Span) -> bool:
        return any(start < span[1] and span[0] < end for start, end in self.spans)


def _check(document: Document, review: ReviewFile) -> None:
    numbers = {case.number for case in document.cases}
    for number in review.functions:
        if number not in numbers:
            raise SourceError(f"{review.name}: [[case]] {number}: the source has no case {number}")
    for entry in (*review.entries, *review.instruments):
        start, end = entry.span
        there = document.text[start:end]
        if there != entry.quote:
            raise SourceError(
                f"{review.name}: {entry.label}: the source has “{there}” at characters {start}–{end}", start
            )
        if not any(case.span[0] <= start and end <= case.span[1] for case in document.cases):
            raise SourceError(f"{review.name}: {entry.label}: characters {start}–{end} lie in no case", start)
    for entry in review.instruments:
        for part in entry.fields["said"]:
            if part not in document.text:
                raise SourceError(
                    f"{review.name}: {entry.label}: the source does not say “{part}”", entry.span[0]
                )


def _review_case(document: Document, case: CaseText, review: ReviewFile) -> CaseText:
    entries = [entry for entry in review.entries if case.span[0] <= entry.span[0] < case.span[1]]
    claimed = _Spans(entry.span for entry in entries)
    proposed = {outcome.span: outcome for outcome in case.outcomes}
    outcomes = [outcome for outcome in case.outcomes if not claimed.meet(outcome.span)]
    for entry in entries:
        if not entry.reason:
            outcome = proposed.get(entry.span) or _given(document, entry, review)
            outcomes.append(_confirm(outcome, entry, review, entry.span in proposed))
    numbers = [number for number in case.numbers if not claimed.meet(number.span)]
    numbers += [
        NumberText(entry.quote, entry.span, entry.role, entry.reason, reviewed=True)
        for entry in entries
        if entry.reason
    ]
    return replace(
        case,
        outcomes=tuple(sorted(outcomes, key=lambda outcome: outcome.span)),
        numbers=tuple(sorted(numbers, key=lambda number: number.span)),
        instruments=_instruments(case, review) if review.instruments else case.instruments,
        functions=review.functions.get(case.number, case.functions),
    )


def _instruments(case: CaseText, review: ReviewFile) -> tuple[InstrumentText, ...]:
    """Those of the file that stand in `case`, with the places where the reader found each again."""
    read = {one.name.span: one.spans for one in case.instruments}
    return tuple(
        InstrumentText(
            Passage(entry.quote, entry.span, (entry.span,)),
            spans=read.get(entry.span, (entry.span,)),
            reviewed=True,
            **entry.fields,
        )
        for entry in sorted(review.instruments, key=lambda entry: entry.span)
        if case.span[0] <= entry.span[0] < case.span[1]
    )


def _given(document: Document, entry: Entry, review: ReviewFile) -> OutcomeText:
    """An outcome that only the person saw; nothing of it is proposed by the reader."""
    missing = [name for name in ("kind", "unit") if name not in entry.fields]
    if missing:
        raise SourceError(
            f"{review.name}: {entry.label}: the reader has no such outcome, so “{missing[0]}” must be given",
            entry.span[0],
        )
    return OutcomeText(
        quote=entry.quote,
        span=entry.span,
        sentence=sentence_around(document, entry.span),
        unit=entry.fields["unit"],
        kind=entry.fields["kind"],
        parts=(entry.span,),
    )


def sentence_around(document: Document, span: Span) -> Passage:
    """Return the sentence of the source around `span`, noise left out."""
    return sentence_in(document.text, [item.span for item in document.noise], span)


def sentence_in(text: str, noise: list[Span], span: Span) -> Passage:
    """Return the sentence of `text` around `span`, the spans `noise` left out."""
    start = max(text.rfind(sign, 0, span[0]) for sign in _EDGE) + 1
    ends = [at for at in (text.find(sign, span[1]) for sign in _EDGE) if at >= 0]
    end = min(ends) + 1 if ends else len(text)
    end -= text[end - 1] == "\n"
    clean = CleanText.of(
        text, start, end, [one for one in sorted(noise) if start <= one[0] and one[1] <= end]
    )
    return clean.passage(text, 0, len(clean.text))


def _confirm(outcome: OutcomeText, entry: Entry, review: ReviewFile, read: bool) -> OutcomeText:
    said = {**_taken_back(outcome, entry), **entry.fields}
    confirmed = replace(outcome, **said)
    if not _one_kind_of_value(confirmed):
        raise SourceError(
            f"{review.name}: {entry.label}: needs exactly one of value, value_low and value_high, "
            "value_from and value_to",
            entry.span[0],
        )
    proposed = {key: _shown(getattr(outcome, key)) if read else None for key in said}
    return replace(
        confirmed,
        review="",
        confirmation=Confirmation(proposed, {key: _shown(value) for key, value in said.items()}, entry.note),
    )


def _taken_back(outcome: OutcomeText, entry: Entry) -> dict[str, None]:
    """The values of `outcome` in whose place the entry gives another kind of value."""
    given = [names for names in _VALUES if entry.fields.keys() & set(names)]
    others = [name for names in _VALUES if given and names not in given for name in names]
    return {name: None for name in others if getattr(outcome, name) is not None}


def _one_kind_of_value(outcome: OutcomeText) -> bool:
    pairs = (
        (outcome.value, outcome.value),
        (outcome.value_low, outcome.value_high),
        (outcome.value_from, outcome.value_to),
    )
    if any((one is None) != (other is None) for one, other in pairs):
        return False
    filled = sum(one is not None for one, _ in pairs)
    return filled == 1 or (filled == 0 and outcome.approximation == "数")


def _shown(value: str | Decimal | None) -> str | None:
    return f"{value:f}" if isinstance(value, Decimal) else value
