"""Quantities: the outcomes that a block of prose reports, and every other number with the reason why it is none.

In steps, each a module beside this one: tokens (where numbers stand), changes (从…至… joined), rules (outcome or
not), fields and metric (what the sentence says about the number), values (numerals to decimals).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from reform_cases.sourcetext.document import OutcomeText, Passage, ReportedNumber, Span
from reform_cases.sourcetext.lines.clean import CleanText
from reform_cases.sourcetext.quantities.changes import Change, join_changes, lend_units
from reform_cases.sourcetext.quantities.fields import (
    Phrases,
    Trend,
    continues,
    kind_of,
    organs_in,
    periods_in,
    scope_at,
    status_of,
    trend_of,
)
from reform_cases.sourcetext.quantities.metric import Metric, propose_metric
from reform_cases.sourcetext.quantities.rules import CONTEXT, IN_QUOTATION, IN_TITLE, NO_VALUE, role_of
from reform_cases.sourcetext.quantities.tokens import Token, find_tokens
from reform_cases.sourcetext.quantities.values import Values, values_of
from reform_cases.text.widths import fold

_SENTENCE_END = re.compile(r"[。;!?\n]+[”’」』)]*")
_TITLE = re.compile(r"《[^《》\n]{1,120}》")
_REACH = 120
_MOST_CARRIED = 4
_QUOTATION = re.compile(r"“[^“”\n。]{1,30}”|\"[^\"\n。]{1,30}\"|「[^「」\n]{1,30}」|‘[^‘’\n]{1,30}’")


@dataclass
class _Sentence:
    """One sentence of a block and what its numbers share; `text` is folded, titles in 《》 blanked out."""

    start: int
    end: int
    text: str
    passage: Passage
    previous: _Sentence | None = None
    metric: Metric = field(default_factory=Metric)
    trend: Trend = field(default_factory=Trend)
    reached: int = 0

    @cached_property
    def periods(self) -> Phrases:
        return periods_in(self.text)

    @cached_property
    def organs(self) -> Phrases:
        return organs_in(self.text)

    def period_at(self, at: int) -> str:
        """The period that governs what stands at `at`, carried over from the sentence that this one continues."""
        return self.periods.before(at) or self.carried

    @cached_property
    def carried(self) -> str:
        sentence = self.previous
        for _ in range(_MOST_CARRIED):
            if sentence is None:
                break
            if period := sentence.periods.before(len(sentence.text)):
                return period
            sentence = sentence.previous
        return ""


def find_quantities(
    block: CleanText, source: str, section: str = ""
) -> tuple[tuple[OutcomeText, ...], tuple[ReportedNumber, ...]]:
    """The outcomes and the other numbers of one block of prose of `source`, each in order.

    Every digit of the block (ASCII or full-width) lies in one of them, and so does every Chinese numeral with a
    unit. Spans are `[start, end)` in `source`. Never raises.
    """
    text = fold(block.text)
    outcomes: list[OutcomeText] = []
    rejected: list[ReportedNumber] = []
    enclosed = _Enclosed(text)
    sentences = _Sentences(block, source, text)
    for item in join_changes(lend_units(list(find_tokens(text)), text), text):
        sentence = sentences.holding(item.start)
        role = enclosed.reason(item.start) or _role(item, sentence)
        values = None if role else values_of(item)
        if values is None:
            span = block.span(item.start, item.end)
            rejected.append(ReportedNumber(source[slice(*span)], span, *(role or NO_VALUE)))
        else:
            passage = block.passage(source, item.start, item.end)
            outcomes.append(_outcome(item, values, passage, sentence, text))
    return tuple(outcomes), tuple(rejected)


class _Enclosed:
    """The stretches of a text inside 《》 or short quotation marks."""

    def __init__(self, text: str) -> None:
        self.spans = sorted(
            (match.start(), match.end(), reason)
            for pattern, reason in ((_TITLE, IN_TITLE), (_QUOTATION, IN_QUOTATION))
            for match in pattern.finditer(text)
        )
        self.starts = [start for start, _, _ in self.spans]

    def reason(self, at: int) -> tuple[str, str] | None:
        """Why a number at `at` is only part of a name, or None."""
        last = bisect_right(self.starts, at)
        for index in range(last - 1, max(last - 3, -1), -1):
            start, end, reason = self.spans[index]
            if start <= at < end:
                return reason
        return None


class _Sentences:
    """The sentences of a block, each cut out when the first number in it is reached."""

    def __init__(self, block: CleanText, source: str, text: str) -> None:
        self.block, self.source, self.text = block, source, text
        self.masked = _TITLE.sub(lambda title: "《" + "□" * (len(title[0]) - 2) + "》", text)
        self.bounds = self._bounds()
        self.current: _Sentence | None = None
        self.span: Span = (0, 0)

    def _bounds(self) -> Iterator[Span]:
        start = 0
        for end in _SENTENCE_END.finditer(self.text):
            yield start, end.end()
            start = end.end()
        yield start, len(self.text)

    def holding(self, at: int) -> _Sentence:
        """The sentence that holds the character at `at`, which never lies before that of an earlier call."""
        while self.current is None or at >= self.current.end:
            previous = self.span
            self.span = next(self.bounds)
            if at < self.span[1]:
                self.current = self._cut(*self.span, previous)
        return self.current

    def _cut(self, start: int, end: int, previous: Span) -> _Sentence:
        text = self.masked[start:end]
        begin, stop = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
        passage = self.block.passage(self.source, begin, stop)
        sentence = _Sentence(begin, end, self.masked[begin:stop], passage)
        if previous[1] and continues(sentence.text, self.text[previous[1] - 1]):
            sentence.previous = self._previous(previous)
        return sentence

    def _previous(self, span: Span) -> _Sentence:
        if self.current is not None and self.current.end == span[1]:
            return self.current
        text = self.masked[slice(*span)]
        return _Sentence(*span, text, Passage(text, span, (span,)))


def _role(item: Token | Change, sentence: _Sentence) -> tuple[str, str] | None:
    if isinstance(item, Change):
        return None
    at = item.start - sentence.start
    before = sentence.text[max(0, at - CONTEXT) : at]
    stop = item.end - sentence.start
    return role_of(item, before, sentence.text[stop : stop + CONTEXT])


def _outcome(
    item: Token | Change, values: Values, passage: Passage, sentence: _Sentence, text: str
) -> OutcomeText:
    at = item.start - sentence.start
    before = sentence.text[max(0, at - _REACH) : at]
    between = text[max(sentence.start + sentence.reached, item.start - _REACH) : item.start]
    token = item.last if isinstance(item, Change) else item
    kind, trend = _movement(item, values, before, between, sentence)
    period = sentence.period_at(at)
    scope = scope_at(sentence.organs, before, at)
    sentence.metric = propose_metric(
        between,
        text[item.end : item.end + CONTEXT],
        share=kind in {"rate", "change"},
        people=token.unit_class == "people",
        previous=sentence.metric,
        known=(period, scope),
    )
    sentence.trend, sentence.reached = trend, item.end - sentence.start
    return OutcomeText(
        quote=passage.text,
        span=passage.span,
        parts=passage.parts,
        sentence=sentence.passage,
        unit=values.unit,
        kind=kind,
        metric=sentence.metric.text,
        value=values.value,
        value_low=values.low,
        value_high=values.high,
        value_from=values.start,
        value_to=values.end,
        base_value=values.base,
        approximation="数" if values.vague else token.hedge,
        direction=trend.direction,
        period=period,
        status=status_of(before),
        scope=scope,
    )


def _movement(
    item: Token | Change, values: Values, before: str, between: str, sentence: _Sentence
) -> tuple[str, Trend]:
    """Kind and trend; in 分别下降A和B the verb before A also governs B."""
    if isinstance(item, Change):
        return "change", Trend(values.direction)
    trend = trend_of(before)
    if not trend.direction and sentence.reached and between in {"、", "和", "及", "与", ",", "以及", "/"}:
        trend = sentence.trend
    return kind_of(item, trend), trend
