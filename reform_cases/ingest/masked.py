"""A text that comes in again with a name that was masked by law: it is masked again before anything is made of it.

The name is kept nowhere. What stands around a masked place does not hide it: a text that has the same characters before
and behind it has the name between them, in whatever file or edition it comes. So found, it is masked wherever it stands.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from reform_cases.ingest.identity import with_review
from reform_cases.ingest.record import Record
from reform_cases.models import Masking, SourceDocument, SourcePassage
from reform_cases.sourcetext.document import Document, SourceError, Span
from reform_cases.sourcetext.read import read_source
from reform_cases.text.masks import MASK, dense, found, masked, pattern_of, runs, without

# Characters before and behind a masked place by which it is known again, white space apart.
_AROUND = 8
# Fewer, at the edge of a text or beside other masks, prove nothing; a single character is no name.
_LEAST, _SHORTEST = 8, 2
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[·•‧．・.\-])*")


class MaskedAgain:
    """The names of a text that were masked before; none where nothing was ever masked."""

    def __init__(self, document: Document) -> None:
        noise = [one.span for one in document.noise]
        self.patterns = [pattern_of(name) for name in sorted(_names_in(document.text, noise))]

    def __bool__(self) -> bool:
        return bool(self.patterns)

    def text(self, value: str) -> str:
        """Return `value` without the names."""
        for pattern in self.patterns:
            value = masked(value, found(value, pattern))
        return value

    def document(self, document: Document) -> Document:
        """Return the reading of the masked text, with what a person said of it. Raises SourceError where it reads otherwise."""
        if not self:
            return document
        noise = [one.span for one in document.noise]
        places = [
            place
            for pattern in self.patterns
            for holes in ((), noise)
            for start, end in found(document.text, pattern, holes)
            for place in range(start, end)
        ]
        text = masked(document.text, runs(places))
        read = read_source(text.encode(), "stored.txt")
        if read.text != text or len(read.cases) != len(document.cases):
            raise SourceError(
                "it holds a name that was masked by law, and cannot be read as the same cases without it"
            )
        own: dict[str, Any] = {
            name: getattr(document, name)
            for name in ("title", "series", "year", "batch", "encoding", "media_type")
        }
        digest = hashlib.sha256(text.encode()).hexdigest()
        numbered = [
            replace(one, number=said.number) for one, said in zip(read.cases, document.cases, strict=True)
        ]
        cases = with_review(replace(read, cases=tuple(numbered)), document)
        return replace(read, cases=cases, sha256=digest, **own)

    def records(self, records: list[Record]) -> list[Record]:
        """Return `records` without the names: what a reviewed file or the name of a file says of them too."""
        return [replace(one, fields=self._plain(one.fields)) for one in records] if self else records

    def _plain(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, tuple | list):
            return type(value)(self._plain(one) for one in value)
        if isinstance(value, dict):
            return {name: self._plain(one) for name, one in value.items()}
        return value


def brings_back(text: str) -> bool:
    """Return whether `text` holds a name where it was masked by law."""
    return bool(_names_in(text, ()))


def _names_in(text: str, noise: Iterable[Span]) -> set[str]:
    """What stands in `text` where masked sources have a mask, the same characters around it."""
    of_sources = Masking.objects.filter(kind=Masking.Kind.SOURCE).order_by("pk")
    masks = list(of_sources)
    packed = dense(without(text, noise)) if masks else ""
    names: set[str] = set()
    for one in masks:
        stored = SourceDocument.objects.filter(pk=one.row).values_list("text", flat=True).first()
        cut = SourcePassage.objects.filter(source=one.row, role=SourcePassage.Role.NOISE)
        for place in _places(stored or "", one.places, list(cut.values_list("start", "end"))):
            found_there = (match[1] for match in place.finditer(packed))
            names |= {name for name in found_there if set(name) != {MASK} and _NAME.fullmatch(name)}
    return names


def _places(text: str, spans: Iterable[Span], noise: Iterable[Span]) -> Iterator[re.Pattern[str]]:
    """Patterns of the masked places, noise and white space apart: so many characters, and what stands before and behind them."""
    hidden = {place for start, end in spans for place in range(start, end)}
    cut = {place for start, end in noise for place in range(start, end)}
    kept = [place for place, sign in enumerate(text) if place not in cut and dense(sign)]
    packed = "".join(text[place] for place in kept)
    told = set()
    for run in re.finditer(f"{MASK}{{{_SHORTEST},}}", packed):
        # × of the text itself may stand beside one that hides something.
        if hidden.isdisjoint(kept[run.start() : run.end()]):
            continue
        before, after = packed[: run.start()][-_AROUND:], packed[run.end() :][:_AROUND]
        if len((before + after).replace(MASK, "")) >= _LEAST:
            length = run.end() - run.start()
            told.add(f"{_around(before)}(.{{{length}}}){_around(after)}")
    yield from map(re.compile, sorted(told))


def _around(signs: str) -> str:
    """A pattern of the characters around a place, of which those that are masked themselves may be any."""
    return "".join("." if sign == MASK else re.escape(sign) for sign in signs)
