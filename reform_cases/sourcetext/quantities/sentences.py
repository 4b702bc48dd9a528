"""The sentences of a block of prose, and what its numbers share: periods, organs, the metric of the one before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from reform_cases.sourcetext.document import Passage, Span
from reform_cases.sourcetext.quantities.broken_lines import UnbrokenText
from reform_cases.sourcetext.quantities.fields import Organs, Trend
from reform_cases.sourcetext.quantities.indications import Indication
from reform_cases.sourcetext.quantities.metric import Metric
from reform_cases.sourcetext.quantities.periods import Period, Periods, continues
from reform_cases.sourcetext.quantities.rules import IN_QUOTATION, IN_TITLE, Role

_SENTENCE_END = re.compile(r"[。;!?\n]+[”’」』)]*")
_TITLE = re.compile(r"《[^《》\n]{1,120}》")
_QUOTATION = re.compile(r"“[^“”\n。]{1,30}”|\"[^\"\n。]{1,30}\"|「[^「」\n]{1,30}」|‘[^‘’\n]{1,30}’")
_MARK = re.compile('[《“"「‘]')
_MOST_CARRIED = 4


def _masked(match: re.Match[str]) -> str:
    return match[0][0] + "□" * (len(match[0]) - 2) + match[0][-1]


@dataclass
class Sentence:
    """One sentence of a block; `text` is folded, titles in 《》 blanked out. `previous` is the one it continues."""

    start: int
    end: int
    text: str
    block: UnbrokenText
    previous: Sentence | None = None
    year_before: str = ""
    metric: Metric = field(default_factory=Metric)
    trend: Trend = field(default_factory=Trend)
    indication: Indication = field(default_factory=Indication)  # of the outcome read last
    facts: bool = False  # whether the number read last tells of the case, or may
    reached: int = 0
    basis: str = ""  # of the base number read last

    @cached_property
    def passage(self) -> Passage:
        """The sentence in the source's own characters."""
        return self.block.passage(self.start, self.start + len(self.text))

    @cached_property
    def plain(self) -> str:
        """The text with quotations blanked out too: a name says nothing about a number."""
        return _QUOTATION.sub(_masked, self.text)

    @cached_property
    def periods(self) -> Periods:
        written = self.block.text[self.start : self.start + len(self.text)]
        return Periods(self.plain, self.year_before, written)

    @cached_property
    def organs(self) -> Organs:
        return Organs(self.text)

    def period_at(self, at: int) -> Period | None:
        """Return the period that governs what stands at `at`, carried over from the sentence that this one continues."""
        return self.periods.before(at) or (None if self.periods.tells_a_day else self.carried)

    @cached_property
    def carried(self) -> Period | None:
        sentence = self.previous
        for _ in range(_MOST_CARRIED):
            if sentence is None:
                break
            if period := sentence.periods.before(len(sentence.text)):
                return period
            sentence = sentence.previous
        return None


class Sentences:
    """The sentences of a block, each cut out when the first number in it is reached."""

    def __init__(self, block: UnbrokenText) -> None:
        self.block, self.text = block, block.text
        self.masked = _TITLE.sub(_masked, self.text)
        self.bounds = self._bounds()
        self.current: Sentence | None = None
        self.span: Span = (0, 0)

    def _bounds(self) -> Iterator[Span]:
        start = 0
        for end in _SENTENCE_END.finditer(self.text):
            yield start, end.end()
            start = end.end()
        yield start, len(self.text)

    def holding(self, at: int) -> Sentence:
        """Return the sentence that holds the character at `at`, which never lies before that of an earlier call."""
        while self.current is None or at >= self.current.end:
            previous = self.span
            self.span = next(self.bounds)
            if at < self.span[1]:
                self.current = self._cut(*self.span, previous)
        return self.current

    def _cut(self, start: int, end: int, previous: Span) -> Sentence:
        text = self.masked[start:end]
        begin, stop = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
        sentence = Sentence(begin, end, self.masked[begin:stop], self.block)
        if self.current is not None:
            sentence.year_before = self.current.periods.year or self.current.year_before
        if previous[1] and continues(sentence.text, self.text[previous[1] - 1]):
            sentence.previous = self._previous(previous)
        return sentence

    def _previous(self, span: Span) -> Sentence:
        if self.current is not None and self.current.end == span[1]:
            return self.current
        return Sentence(*span, self.masked[slice(*span)], self.block)


class Enclosed:
    """The stretches of a text inside 《》 or short quotation marks."""

    def __init__(self, text: str) -> None:
        self.spans = (
            []
            if not _MARK.search(text)
            else sorted(
                (match.start(), match.end(), role)
                for pattern, role in ((_TITLE, IN_TITLE), (_QUOTATION, IN_QUOTATION))
                for match in pattern.finditer(text)
            )
        )
        self.starts = [start for start, _, _ in self.spans]

    def role(self, at: int) -> Role | None:
        """Return why a number at `at` is only part of a name, or None."""
        last = bisect_right(self.starts, at) if self.starts else 0
        for index in range(last - 1, max(last - 3, -1), -1):
            start, end, role = self.spans[index]
            if start <= at < end:
                return role
        return None
