"""Running text of a record with its numbers linked to the source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reform_cases.catalogue.annotation import Mark, Opening, Piece, annotate
from reform_cases.catalogue.evidence import Trail


@dataclass(frozen=True)
class RunningText:
    """Paragraphs of pieces, and the evidence of the whole.

    `faithful` is False when the text no longer equals its evidence (an editor changed it): then nothing in it
    is linked, because the offsets would lie.
    """

    paragraphs: tuple[tuple[Piece, ...], ...]
    trail: Trail
    faithful: bool = True

    @classmethod
    def of(cls, text: str, trail: Trail, numbers: Iterable[Trail] = ()) -> RunningText:
        """`text` with the numbers among `numbers` that stand in it."""
        if trail.quote != text:
            return cls(
                tuple((piece,) for line in _lines(text) for piece in annotate(line[1], ())),
                trail,
                not trail.rows,
            )
        marks = list(_marks(trail, numbers))
        return cls(
            tuple(
                tuple(annotate(line, _within(marks, start, start + len(line))))
                for start, line in _lines(text)
            ),
            trail,
        )

    def __bool__(self) -> bool:
        return bool(self.paragraphs)

    @staticmethod
    def first_number(paragraph: Iterable[Piece]) -> str:
        """The anchor of the first number that `paragraph` links, "" when it links none."""
        marks = (mark for piece in paragraph if isinstance(piece, Opening) for mark in piece.passage.marks)
        return next((mark.note for mark in marks if mark.note), "")


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines of `text` that are not blank, without their line ends, each with its offset."""
    lines: list[tuple[int, str]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            lines.append((at, line.rstrip("\r\n")))
        at += len(line)
    return lines


def _marks(trail: Trail, numbers: Iterable[Trail]) -> Iterable[Mark]:
    """Marks in offsets of the text for numbers that lie in one part of it; the note is where the record lists them."""
    for number in numbers:
        for row, href in zip(number.rows, number.links, strict=True):
            at = 0
            for part in trail.rows:
                if part.start <= row.start and row.end <= part.end:
                    start = at + row.start - part.start
                    yield Mark(start, start + row.end - row.start, "number", note=number.anchor, href=href)
                at += part.end - part.start


def _within(marks: list[Mark], start: int, end: int) -> list[Mark]:
    return [
        replace(mark, start=mark.start - start, end=mark.end - start)
        for mark in marks
        if start <= mark.start and mark.end <= end
    ]
