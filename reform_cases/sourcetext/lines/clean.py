"""Cleaning that never moves an offset: a text with some characters taken out or folded, and where each came from.

The idea is that of eyecite's `clean.py` and `SpanUpdater`: clean freely in named steps, still point at the
source's own characters.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from reform_cases.sourcetext.document import Passage, Span


@dataclass(frozen=True)
class CleanText:
    """`text` is what the reader works on; `origin[i]` is the source offset of `text[i]`, strictly ascending."""

    text: str
    origin: array[int]

    @classmethod
    def of(
        cls, source: str, start: int = 0, end: int | None = None, without: Iterable[Span] = ()
    ) -> CleanText:
        """The characters of `source[start:end]` except those in the spans `without` (sorted, disjoint)."""
        end = len(source) if end is None else end
        pieces: list[str] = []
        origin = array("L")
        at = start
        for cut_start, cut_end in [*without, (end, end)]:
            upto = min(cut_start, end)
            if upto > at:
                pieces.append(source[at:upto])
                origin.extend(range(at, upto))
            at = max(at, cut_end)
        return cls("".join(pieces), origin)

    def slice(self, start: int, end: int) -> CleanText:
        """The same mapping for `text[start:end]`."""
        return CleanText(self.text[start:end], self.origin[start:end])

    def span(self, start: int, end: int) -> Span:
        """Source span of `text[start:end]` (which must not be empty), from its first to its last character."""
        return self.origin[start], self.origin[end - 1] + 1

    def parts(self, start: int, end: int) -> tuple[Span, ...]:
        """Source spans of `text[start:end]`, split where characters were taken out between them."""
        spans: list[Span] = []
        at = start
        while at < end:
            first = self.origin[at]
            run = end - at if self.origin[end - 1] - first == end - 1 - at else 1
            while at + run < end and self.origin[at + run] == first + run:
                run += 1
            spans.append((first, first + run))
            at += run
        return tuple(spans)

    def passage(self, source: str, start: int, end: int) -> Passage:
        """`text[start:end]` as a passage in the source's own characters."""
        parts = self.parts(start, end)
        return Passage("".join(source[s:e] for s, e in parts), (parts[0][0], parts[-1][1]), parts)

    @classmethod
    def join(cls, pieces: Iterable[CleanText]) -> CleanText:
        """The pieces, which must stand in source order, as one text."""
        texts: list[str] = []
        origin = array("L")
        for piece in pieces:
            texts.append(piece.text)
            origin.extend(piece.origin)
        return cls("".join(texts), origin)
