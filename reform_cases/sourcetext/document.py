"""What the reader found in one source text: frozen records, each with the span it was read from.

A span is `(start, end)`, half open, counted in characters of the decoded source text as received
(a byte order mark and `\\r\\n` included), so `text[start:end]` is always the very passage.

These classes are the contract between the reader (which fills them), the reviewed file (which corrects
them), `parse_source` (which prints them) and `ingest` (which stores them).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

Span = tuple[int, int]


class SourceError(ValueError):
    """A source (or the reviewed file beside it) cannot be used; the message says where and why.

    The only exception the reader raises for bad input. `position` is a character (or, while decoding,
    a byte) offset, or None when the fault has no single place.
    """

    def __init__(self, message: str, position: int | None = None) -> None:
        super().__init__(message)
        self.position = position


@dataclass(frozen=True)
class Passage:
    """A value taken from the source.

    `text` is exactly the characters of `parts` joined; `parts` is `(span,)` unless noise was cut out of the
    middle, and then `span` runs from the first part's start to the last part's end.
    """

    text: str
    span: Span
    parts: tuple[Span, ...]


@dataclass(frozen=True)
class Place:
    """A GB/T 2260 division: its code and the names on the way down to it ("" where a level does not apply)."""

    code: str
    province: str
    prefecture: str = ""
    county: str = ""


@dataclass(frozen=True)
class MeasureText:
    """One node of the numbered outline: label 一 or (一), its heading, and its own body without the children."""

    label: str
    heading: Passage
    body: Passage | None
    span: Span
    children: tuple[MeasureText, ...] = ()


@dataclass(frozen=True)
class SectionText:
    """A 【…】 section other than keywords, reform measures and significance, under its own name.

    `outline` names the numbered points inside `body`; their passages lie within it.
    """

    name: str
    body: Passage
    outline: tuple[MeasureText, ...] = ()


@dataclass(frozen=True)
class Confirmation:
    """What a person said about one number: the fields they set, what the reader had proposed, and why."""

    proposed: dict[str, str | None]
    confirmed: dict[str, str | None]
    note: str = ""


@dataclass(frozen=True)
class OutcomeText:
    """One number the text reports as a result, hedges kept.

    `value*` are as written in `unit` (2.3亿元 -> 2.3; 八成 -> 8); `base_value` is normalised (230000000; 80).
    Exactly one of `value`, (`value_low`, `value_high`), (`value_from`, `value_to`) is filled, or none when only
    an indefinite 数 is written (数十万元). `basis` is what a change is measured against, as written (同比, 较2021年).
    `review` says, in a Chinese sentence, why a person should look at the number; "" when the reader is sure.
    """

    quote: str
    span: Span
    sentence: Passage
    unit: str
    kind: str  # count | amount | rate | change | ranking
    metric: str = ""
    value: Decimal | None = None
    value_low: Decimal | None = None
    value_high: Decimal | None = None
    value_from: Decimal | None = None
    value_to: Decimal | None = None
    base_value: Decimal | None = None
    approximation: str = ""
    direction: str = ""  # up | down | ""
    basis: str = ""
    period: str = ""
    status: str = "achieved"  # achieved | planned
    scope: str = ""
    parts: tuple[Span, ...] = ()
    review: str = ""
    confirmation: Confirmation | None = None


@dataclass(frozen=True)
class NumberText:
    """A number that is no outcome: its role (a name of reference.number_roles) and the reason for it."""

    quote: str
    span: Span
    role: str
    reason: str
    reviewed: bool = False


@dataclass(frozen=True)
class InstrumentText:
    """A platform, system, model, mechanism, rule, document or organisation that the case built or issued, as named.

    `kind` is one of reference/instruments.toml, `said` what the text says of it, as written (全国首个, 2023年9月上线).
    `spans` are all places where it or a short form of it is named; `name` is where it was built or issued. `reviewed` says that a
    person listed it.
    """

    name: Passage
    kind: str
    said: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    reviewed: bool = False


# The sections of a case that have a field of their own, in reading order.
PROSE = ("background", "significance")


@dataclass(frozen=True)
class CaseText:
    """One case; `span` runs from its heading label to the last character of its last section."""

    number: int
    title: Passage
    organ: Passage | None
    level: str  # province | prefecture | county | ""
    region: Place | None
    span: Span
    keywords: tuple[Passage, ...]
    background: Passage | None
    significance: Passage | None
    sections: tuple[SectionText, ...]
    measures: tuple[MeasureText, ...]
    outcomes: tuple[OutcomeText, ...] = ()
    numbers: tuple[NumberText, ...] = ()
    instruments: tuple[InstrumentText, ...] = ()
    functions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Noise:
    """Characters that are no part of the publication, and why."""

    text: str
    span: Span
    reason: str


@dataclass(frozen=True)
class Furniture:
    """Characters of the page itself: document title, contents line, section name, label, layout, source line."""

    text: str
    span: Span
    role: str


@dataclass(frozen=True)
class Remark:
    """Something a person should look at (a "warning" of the document JSON)."""

    span: Span
    message: str


@dataclass(frozen=True)
class BatchText:
    """What the reviewed file says of the batch as a whole; the text itself does not."""

    slug: str = ""
    publisher: str = ""
    published_on: str = ""
    origin: str = ""


@dataclass(frozen=True)
class Document:
    """A whole source document as read; `text` is the decoded or converted source, never changed.

    `numbers` are those that stand in no case. `sha256`, `encoding` and `media_type` are those of the file as received.
    """

    text: str
    sha256: str
    encoding: str
    title: str
    series: str
    year: int | None
    source: str
    cases: tuple[CaseText, ...]
    noise: tuple[Noise, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    warnings: tuple[Remark, ...] = ()
    numbers: tuple[NumberText, ...] = ()
    batch: BatchText = field(default_factory=BatchText)
    media_type: str = "text/plain"

    @property
    def characters(self) -> int:
        return len(self.text)

    def all_numbers(self) -> list[NumberText]:
        """Return the numbers that are no outcomes, those of the cases too, in text order."""
        found = [*self.numbers, *(number for case in self.cases for number in case.numbers)]
        return sorted(found, key=lambda number: number.span)

    def placed_spans(self) -> Iterator[Span]:
        """Spans of everything that has a place: cases, furniture, noise (they may lie inside each other)."""
        for group in (self.cases, self.furniture, self.noise):
            for item in group:
                yield item.span

    def unplaced(self) -> list[Span]:
        """Maximal spans of the text that no case, furniture or noise holds; empty when coverage is complete."""
        gaps: list[Span] = []
        reached = 0
        for start, end in sorted(self.placed_spans()):
            if start > reached:
                gaps.append((reached, start))
            reached = max(reached, end)
        if reached < len(self.text):
            gaps.append((reached, len(self.text)))
        return gaps
