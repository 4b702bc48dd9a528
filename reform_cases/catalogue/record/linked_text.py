"""Running text of a record with its numbers linked to the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from reform_cases.catalogue.marked_passages import Piece, SpanMark, annotate
from reform_cases.catalogue.record.evidence import Trail
from reform_cases.sql.prepared import Row
from reform_cases.text.widths import set_in_chinese

# Where a number begins and ends in a text, and its mark in offsets of the source.
Placed = tuple[int, int, SpanMark]


class LinkedNumbers(NamedTuple):
    """The numbers of a record by where they begin in the source; `spans` are marks in offsets of the source.

    A result is a mark of the kind `number`, with its address, one that a person has to look at `doubted`; any other number
    is `reported`, labelled by role and reason.
    """

    starts: list[int]
    spans: list[SpanMark]

    @classmethod
    def of(
        cls, trails: Iterable[Trail], reported: Iterable[Row] = (), doubted: Collection[str] = ()
    ) -> LinkedNumbers:
        """Return the runs of characters of each number; the note of a result is where the record lists it.

        `doubted` are the anchors of those to be looked at.
        """
        spans = [
            SpanMark(
                row.start,
                row.end,
                "doubted" if trail.anchor in doubted else "number",
                "",
                trail.anchor,
                href,
            )
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
    """A line of a text as Chinese is set; `start` is where it begins in the text, `links` lead to its characters."""

    pieces: list[Piece]
    start: int = 0
    links: tuple[str, ...] = ()


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
        paragraphs = [_paragraph(line, start, placed) for start, line in _lines(text)]
        if trail.rows and paragraphs:
            _lead_to_source(paragraphs, trail, faithful)
        return cls(paragraphs, trail, faithful or not trail.rows)

    def before(self, position: int) -> RunningText:
        """Return the paragraphs that begin before `position` of the source."""
        end = _in_text(self.trail, position)
        return self._replace(paragraphs=[one for one in self.paragraphs if one.start < end])

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
    return Paragraph(annotate(set_in_chinese(line), marks), start)


def _lead_to_source(paragraphs: list[Paragraph], trail: Trail, faithful: bool) -> None:
    """Give each paragraph the links of the runs of characters that begin in it, the first one that of its own beginning.

    Of an edited text nobody knows which is which: its last paragraph has all of them.
    """
    if not faithful or len(paragraphs) == 1:
        paragraphs[-1] = paragraphs[-1]._replace(links=trail.links)
        return
    at, begins = 0, []
    for row in trail.rows:
        begins.append(at)
        at += row.end - row.start
    for index, paragraph in enumerate(paragraphs):
        first = bisect_right(begins, paragraph.start) - 1 if index else 0
        end = paragraphs[index + 1].start if index + 1 < len(paragraphs) else at
        paragraphs[index] = paragraph._replace(links=trail.links[first : bisect_left(begins, end)])


def _in_text(trail: Trail, position: int) -> int:
    """Where the character at `position` of the source stands in the text that the rows of `trail` make."""
    before = (min(position, row.end) - row.start for row in trail.rows if row.start < position)
    return sum(before)


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines of `text` that are not blank, without their line ends, each with its offset."""
    lines: list[tuple[int, str]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            lines.append((at, line.rstrip("\r\n")))
        at += len(line)
    return lines
