"""A text cut into nested marked passages, ready to be written as elements of a page.

Marks may lie inside each other, share a span, or cross. Marks with one span become one passage, so that its
anchor is given once. Where two passages cross, the longer is cut in two and the shorter stays whole: the short
ones are the numbers that links lead to. Joined, the texts of the pieces are always the text itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple


class SpanMark(NamedTuple):
    """What is said of `text[start:end]`: its kind, that kind in Chinese, a reason or name, and where it links to."""

    start: int
    end: int
    kind: str
    label: str = ""
    note: str = ""
    href: str = ""
    link_label: str = ""


class MarkedPassage(NamedTuple):
    """All that is said of one span, in the order in which the marks were given."""

    start: int
    end: int
    marks: tuple[SpanMark, ...]

    @property
    def anchor(self) -> str:
        """Return the address of these characters within the page."""
        return span_anchor(self.start, self.end)

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(mark.kind for mark in self.marks))

    @property
    def caption(self) -> str:
        """Return what became of the passage, in words."""
        said = (f"{mark.label}：{mark.note}" if mark.note else mark.label for mark in self.marks)
        return "；".join(dict.fromkeys(said))

    @property
    def link(self) -> SpanMark | None:
        """Return the first mark that leads somewhere."""
        return next((mark for mark in self.marks if mark.href), None)


class Text(NamedTuple):
    """Characters of the text."""

    text: str


class Opening(NamedTuple):
    """A passage begins; `continued` when an earlier piece of it was closed because another passage crosses it."""

    passage: MarkedPassage
    continued: bool = False


@dataclass(frozen=True)
class Closing:
    """The passage opened last ends."""


Piece = Text | Opening | Closing


def span_anchor(start: int, end: int) -> str:
    """Return the address of the source characters `[start, end)` on the page of the source."""
    return f"s-{start}-{end}"


def passages(marks: Iterable[SpanMark], length: int) -> list[MarkedPassage]:
    """Return one passage a span, in reading order, outer before inner; marks outside `[0, length)` are left out."""
    by_span: dict[tuple[int, int], list[SpanMark]] = {}
    for mark in marks:
        if 0 <= mark.start < mark.end <= length:
            by_span.setdefault((mark.start, mark.end), []).append(mark)
    spans = sorted(by_span, key=lambda span: (span[0], -span[1]))
    return [MarkedPassage(start, end, tuple(by_span[start, end])) for start, end in spans]


def annotate(text: str, marks: Iterable[SpanMark]) -> list[Piece]:
    """Return `text` as pieces: every opening has its closing, well nested; see the module for crossing marks."""
    pieces: list[Piece] = []
    at = 0
    for together in _overlapping(passages(marks, len(text))):
        start, end = together[0].start, max(together, key=_END).end
        if start > at:
            pieces.append(Text(text[at:start]))
        if len(together) == 1:
            pieces += (Opening(together[0]), Text(text[start:end]), _CLOSING)
        else:
            pieces += _nested(text, together, end)
        at = end
    if at < len(text):
        pieces.append(Text(text[at:]))
    return pieces


def pieces_within(pieces: Iterable[Piece], start: int, end: int) -> list[Piece]:
    """Return the pieces of the characters `[start, end)`: what began before goes on, what goes on after is closed."""
    shown: list[Piece] = []
    opened: list[Opening] = []
    # Of `opened` so many stand in `shown`.
    entered = at = 0
    for piece in pieces:
        if isinstance(piece, Opening):
            opened.append(piece)
        elif isinstance(piece, Closing):
            opened.pop()
            if entered > len(opened):
                entered -= 1
                shown.append(piece)
        else:
            text = piece.text[max(0, start - at) : max(0, end - at)]
            at += len(piece.text)
            if text:
                shown += [
                    Opening(o.passage, o.continued or o.passage.start < start) for o in opened[entered:]
                ]
                shown.append(Text(text))
                entered = len(opened)
            if at >= end:
                break
    return [*shown, *[_CLOSING] * entered]


def _overlapping(passages: Iterable[MarkedPassage]) -> list[list[MarkedPassage]]:
    """Passages in reading order, those together that stand in or across each other."""
    runs: list[list[MarkedPassage]] = []
    reached = -1
    for passage in passages:
        if passage.start >= reached:
            runs.append([passage])
        else:
            runs[-1].append(passage)
        reached = max(reached, passage.end)
    return runs


def _nested(text: str, passages: list[MarkedPassage], end: int) -> list[Piece]:
    """The pieces of overlapping passages, of which the last ends at `end`."""
    beginning: dict[int, list[MarkedPassage]] = {}
    for passage in passages:
        beginning.setdefault(passage.start, []).append(passage)
    pieces: list[Piece] = []
    opened: list[MarkedPassage] = []
    for cut, following in pairwise([*sorted({*beginning, *(passage.end for passage in passages)}), end]):
        entering = beginning.get(cut, [])
        interrupted = _close(opened, pieces, cut, entering)
        # Of one beginning the longest comes first; `entering` is so already.
        for passage in sorted([*interrupted, *entering], key=_END, reverse=True) if interrupted else entering:
            opened.append(passage)
            pieces.append(Opening(passage, passage.start < cut))
        if following > cut:
            pieces.append(Text(text[cut:following]))
    return pieces


_CLOSING = Closing()
_END = attrgetter("end")


def _close(
    opened: list[MarkedPassage], pieces: list[Piece], cut: int, entering: list[MarkedPassage]
) -> list[MarkedPassage]:
    """Close what ends at `cut` and what a shorter entering passage crosses; return the closed that go on after it."""
    interrupted: list[MarkedPassage] = []
    while any(p.end == cut for p in opened) or (opened and _gives_way(opened[-1], entering)):
        passage = opened.pop()
        pieces.append(_CLOSING)
        if passage.end > cut:
            interrupted.append(passage)
    return interrupted


def _gives_way(passage: MarkedPassage, entering: list[MarkedPassage]) -> bool:
    return any(p.end > passage.end and p.end - p.start < passage.end - passage.start for p in entering)
