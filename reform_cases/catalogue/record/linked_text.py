"""Running text of a record with its numbers linked to the source."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from reform_cases.catalogue.marked_passages import Piece, SpanMark, annotate
from reform_cases.catalogue.record.evidence import Trail
from reform_cases.sql.prepared import Row

# Where a number begins and ends in a text, and its mark in offsets of the source.
Placed = tuple[int, int, SpanMark]


class LinkedNumbers(NamedTuple):
    """The numbers of a record by where they begin in the source; `spans` are marks in offsets of the source.

    A result is a mark of the kind `number`, with its address; any other number is `reported`, labelled by role and reason.
    """

    starts: list[int]
    spans: list[SpanMark]

    @classmethod
    def of(cls, trails: Iterable[Trail], reported: Iterable[Row] = ()) -> LinkedNumbers:
        """Return the runs of characters of each number; the note of a result is where the record lists it."""
        spans = [
            SpanMark(row.start, row.end, "number", "", trail.anchor, href)
            for trail in trails
            for row, href in zip(trail.rows, trail.links, strict=True)
        ]
        taken = {at for span in spans for at in range(span.start, span.end)}
        spans += [
            SpanMark(row.start, row.end, "reported", f"{row.standing}：{row.note}")
            for row in reported
            if taken.isdisjoint(range(row.start, row.end))
        ]
        spans.sort(key=attrgetter("start"))
        return cls([span.start for span in spans], spans)

    def within(self, parts: Sequence[Row]) -> list[Placed]:
        """Return those that lie in one part of a text, each with its span there."""
        placed: list[Placed] = []
        at = 0
        for part in parts:
            start, end = part.start, part.end
            for span in self.spans[bisect_left(self.starts, start) : bisect_left(self.starts, end)]:
                if span.end <= end:
                    placed.append((at + span.start - start, at + span.end - start, span))
            at += end - start
        return placed


NO_NUMBERS = LinkedNumbers([], [])


class Paragraph(NamedTuple):
    """A line of a text; `first_number` is the anchor of the first number that it links, "" when it links none."""

    pieces: list[Piece]
    first_number: str = ""


class RunningText(NamedTuple):
    """Paragraphs, and the evidence of the whole.

    `faithful` is False when the text no longer equals its evidence (an editor changed it): then nothing in it
    is linked, because the offsets would lie.
    """

    paragraphs: list[Paragraph]
    trail: Trail
    faithful: bool = True

    @classmethod
    def of(cls, text: str, trail: Trail, numbers: LinkedNumbers = NO_NUMBERS) -> RunningText:
        """Return `text` with those of `numbers` that stand in it."""
        faithful = trail.quote == text
        placed = numbers.within(trail.rows) if faithful and numbers.spans else []
        return cls(
            [_paragraph(line, start, placed) for start, line in _lines(text)],
            trail,
            faithful or not trail.rows,
        )

    def __bool__(self) -> bool:
        return bool(self.paragraphs)


def _paragraph(line: str, start: int, placed: list[Placed]) -> Paragraph:
    """The line that begins at `start` of the text in which the numbers are `placed`."""
    end = start + len(line)
    marks = [
        span._replace(start=first - start, end=last - start)
        for first, last, span in placed
        if start <= first and last <= end
    ]
    # What begins first is opened first, the outermost before what is inside it.
    first_number = next((mark.note for mark in sorted(marks, key=_opened) if mark.note), "")
    return Paragraph(annotate(line, marks), first_number)


def _opened(mark: SpanMark) -> tuple[int, int]:
    return mark.start, -mark.end


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines of `text` that are not blank, without their line ends, each with its offset."""
    lines: list[tuple[int, str]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            lines.append((at, line.rstrip("\r\n")))
        at += len(line)
    return lines
