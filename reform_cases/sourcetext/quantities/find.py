"""Quantities: the outcomes that a block of prose reports, and every other number with its role.

In steps, each a module beside this one: tokens (where numbers stand), changes (从…至… joined), rules (outcome or
not), sentences, periods, fields and metric (what the text says about the number), values (numerals to decimals),
certainty (whether a person should look).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from reform_cases.reference.number_roles import BASE, FACT, family
from reform_cases.sourcetext.document import NumberText, OutcomeText, Span
from reform_cases.sourcetext.lines.clean import CleanText
from reform_cases.sourcetext.quantities.broken_lines import UnbrokenText
from reform_cases.sourcetext.quantities.certainty import (
    MAYBE_FACT,
    NO_METRIC,
    NO_RESULT,
    NO_UNIT,
    NO_WAY,
    doubt,
    is_mention,
)
from reform_cases.sourcetext.quantities.changes import LIST_SIGNS, Change, join_changes, lend_units
from reform_cases.sourcetext.quantities.fields import Trend, kind_of, status_of, trend_of
from reform_cases.sourcetext.quantities.indications import (
    Indication,
    Words,
    heads_tell_results,
    indication_of,
)
from reform_cases.sourcetext.quantities.metric import metric_inside, propose_metric
from reform_cases.sourcetext.quantities.periods import Period, basis_in, list_places, years_in
from reform_cases.sourcetext.quantities.rules import (
    CONTEXT,
    FORMS,
    IN_LABELS,
    LIKE_FACTS,
    MENTIONED,
    NO_HEADS,
    NO_VALUE,
    Role,
    role_of,
    section_role,
)
from reform_cases.sourcetext.quantities.sentences import Enclosed, Sentence, Sentences
from reform_cases.sourcetext.quantities.tables import Cell, Tables
from reform_cases.sourcetext.quantities.tokens import Token, find_tokens
from reform_cases.sourcetext.quantities.values import Values, values_of

_REACH = 120
_PARAGRAPH = 400
_SHARES = frozenset({"percent", "share", "times"})
_UNSURE = frozenset({"unread", "quantity"})
_LIST = LIST_SIGNS | {","}


def find_quantities(
    block: CleanText, source: str, section: str = ""
) -> tuple[tuple[OutcomeText, ...], tuple[NumberText, ...]]:
    """Return the outcomes and the other numbers of one block of prose of `source`, each in order.

    `section` is the (folded) name of the section that holds the block. Every digit of the block (ASCII or full-width)
    lies in one number, and so does every Chinese numeral with a unit. Spans are `[start, end)` in `source`. Never
    raises.
    """
    reader = _Reader(UnbrokenText(block, source), family(section))
    for index in range(len(reader.items)):
        reader.read(index)
    return tuple(reader.outcomes), tuple(reader.numbers)


def read_number_at(
    block: CleanText, source: str, span: Span, section: str = ""
) -> tuple[OutcomeText | None, NumberText | None]:
    """Return the first number of `block` that meets `span`, read as a result, and what the reader takes it for if for none.

    A person who points at a number knows that it is a result; what the text says about it is read all the same.
    """
    reader = _Reader(UnbrokenText(block, source), family(section))
    for index, item in enumerate(reader.items):
        start, end = reader.block.span(item.start, item.end)
        results, others = len(reader.outcomes), len(reader.numbers)
        reader.read(index)
        if start < span[1] and span[0] < end:
            if len(reader.outcomes) > results:
                return reader.outcomes[-1], None
            return reader.as_result(index), reader.numbers[-1] if len(reader.numbers) > others else None
    return None, None


class _Reader:
    """Decides the numbers of one block, in order; `kind` is the family of its section."""

    def __init__(self, block: UnbrokenText, kind: str) -> None:
        self.block, self.kind, self.text = block, kind, block.text
        self.items = list(join_changes(lend_units(list(find_tokens(self.text)), self.text), self.text))
        self.enclosed = Enclosed(self.text)
        self.tables = Tables(self.text)
        self.sentences = Sentences(block)
        self.outcomes: list[OutcomeText] = []
        self.numbers: list[NumberText] = []

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        """For each item its place in its list, and how many the list has."""
        return list_places([(item.start, item.end) for item in self.items], self.text, LIST_SIGNS)

    def read(self, index: int) -> None:
        """Decide the item at `index`, which follows those read before."""
        item = self.items[index]
        sentence = self.sentences.holding(item.start)
        if form := FORMS.get(item.form) if isinstance(item, Token) else None:
            self._list(item, self.enclosed.role(item.start) or form[:2])
            return
        cell = self.tables.at(item.start)
        if cell and isinstance(item, Token) and item.form == "quantity":
            item = self.items[index] = cell.filled(item)
            if cell.label or not cell.known:
                self._list(item, IN_LABELS if cell.label else NO_HEADS)
                return
        words = self._words(item, sentence)
        role = self.enclosed.role(item.start) or self._role(item, sentence, words, in_table=cell is not None)
        values = values_of(item) if role is None else None
        if values is not None:
            outcome = self._outcome(index, values, sentence, words)
            role = None if cell else _no_result(item, words, sentence.indication)
            if role is None:
                self.outcomes.append(_in_table(outcome, cell) if cell else outcome)
                return
        self._list(item, role or NO_VALUE)
        sentence.facts = role is not None and role[0] == FACT
        if role and role[0] == BASE:
            sentence.reached = item.end - sentence.start
            sentence.basis = basis_in(words.clause)

    def as_result(self, index: int) -> OutcomeText | None:
        """Return the item at `index` as a result, None when it has no value."""
        item = self.items[index]
        sentence, values = self.sentences.holding(item.start), values_of(item)
        return self._outcome(index, values, sentence, self._words(item, sentence)) if values else None

    def _list(self, item: Token | Change, role: Role) -> None:
        span = self.block.span(item.start, item.end)
        self.numbers.append(NumberText(self.block.source[slice(*span)], span, *role))

    def _words(self, item: Token | Change, sentence: Sentence) -> Words:
        at, stop = item.start - sentence.start, item.end - sentence.start
        before = sentence.text[max(0, at - _REACH) : at]
        between = self.text[max(sentence.start + sentence.reached, item.start - _REACH) : item.start]
        after = sentence.text[stop : stop + CONTEXT]
        return Words(before, before[before.rfind(",") + 1 :], between, after)

    def _role(self, item: Token | Change, sentence: Sentence, words: Words, *, in_table: bool) -> Role | None:
        if isinstance(item, Token) and self.kind != "law" and not in_table:
            role = role_of(item, words.before[-CONTEXT:], words.clause, words.after)
            if role:
                return role
        if self.kind == "":
            return None
        paragraph = self.text[max(0, item.start - _PARAGRAPH) : item.start].rpartition("\n")[2]
        return section_role(self.kind, sentence.text, paragraph)

    def _outcome(self, index: int, values: Values, sentence: Sentence, words: Words) -> OutcomeText:
        item = self.items[index]
        at = item.start - sentence.start
        token = item.last if isinstance(item, Change) else item
        kind, trend = _movement(item, values, words, sentence)
        basis = self._basis(words, sentence) if kind == "change" else ""
        period = self._period(index, sentence)
        scope = sentence.organs.scope(words.before, at)
        when = period.text if period else ""
        metric = self._metric(index, sentence, words, (when, scope))
        indication = self._indication(index, kind, trend, sentence, words)
        sentence.trend, sentence.reached, sentence.basis = trend, item.end - sentence.start, ""
        sentence.indication = indication
        status = status_of(sentence.plain[max(0, at - _REACH) : at])
        passage = self.block.passage(item.start, item.end)
        review = doubt(
            item,
            words,
            indication,
            metric=metric,
            period=period,
            kind=self.kind,
            planned=status == "planned",
            beside=self._beside(index),
            broken=passage.span[1] - passage.span[0] != item.end - item.start,
        )
        sentence.facts = review == MAYBE_FACT
        return OutcomeText(
            quote=passage.text,
            span=passage.span,
            parts=passage.parts,
            sentence=sentence.passage,
            unit=values.unit,
            kind=kind,
            metric=metric,
            value=values.value,
            value_low=values.low,
            value_high=values.high,
            value_from=values.start,
            value_to=values.end,
            base_value=values.base,
            approximation="数" if values.vague else token.hedge,
            direction=trend.direction,
            basis=basis,
            period=when,
            status=status,
            scope=scope,
            review=review,
        )

    def _indication(
        self, index: int, kind: str, trend: Trend, sentence: Sentence, words: Words
    ) -> Indication:
        item = self.items[index]
        token = item.last if isinstance(item, Change) else item
        return indication_of(
            words,
            moves=kind in ("change", "ranking") or trend.direction != "" or token is not item,
            share=token.unit_class == "percent",
            listed=sentence.indication.result and not sentence.facts,
            facts=sentence.facts,
            same=bool(self.outcomes) and self.outcomes[-1].unit == token.unit,
        )

    def _basis(self, words: Words, sentence: Sentence) -> str:
        """What a change is measured against; in a list, as the number before it."""
        said = basis_in(min(words.clause, words.between, key=len) if words.between else words.clause)
        said = said or sentence.basis
        listed = words.between.strip() in _LIST and sentence.reached and self.outcomes
        return said or (self.outcomes[-1].basis if listed else "")

    def _metric(self, index: int, sentence: Sentence, words: Words, known: tuple[str, str]) -> str:
        item = self.items[index]
        token = item.last if isinstance(item, Change) else item
        placed = token.form == "rank" and "首" not in self.text[token.start : token.end]
        share = isinstance(item, Change) or token.form == "fraction" or token.unit_class in _SHARES or placed
        sentence.metric = propose_metric(
            words.between,
            self.text[item.end : item.end + CONTEXT],
            share=share,
            people=token.unit_class == "people",
            previous=sentence.metric,
            known=known,
            length=self.places[index][1],
        )
        if isinstance(item, Change) and not sentence.metric.text:
            opening = self.text[item.start : item.first.start]
            return metric_inside(opening, self.text[item.first.end : item.last.start])
        return sentence.metric.text

    def _period(self, index: int, sentence: Sentence) -> Period | None:
        """The period of an item; of a list of years, the year at the place that the item has in its own list."""
        period = sentence.period_at(self.items[index].start - sentence.start)
        if period is None:
            return None
        place, length = self.places[index]
        if years := years_in(period.text):
            each = length > 1 and years - 1 <= length <= years
            at = self.items[index].start
            return period._replace(unsure=each and "分别" in self.text[sentence.start : at])
        if not period.years:
            return period
        if length == len(period.years):
            return period._replace(text=period.years[place])
        return period._replace(unsure=length > 1)

    def _beside(self, index: int) -> bool:
        """Whether a number that was not read, or has no unit, stands right beside an item."""
        item = self.items[index]
        for other in self.items[max(0, index - 1) : index + 2]:
            if other is item or isinstance(other, Change) or (other.unit and other.first):
                continue
            if other.form in _UNSURE:
                gap = self.text[min(item.end, other.end) : max(item.start, other.start)]
                if len(gap) < 3 and gap.strip() == "":
                    return True
        return False


def _no_result(item: Token | Change, words: Words, indication: Indication) -> Role | None:
    """Why an item of which nothing says that it is a result is none; None when it is to be looked at."""
    if indication.facts:
        return LIKE_FACTS
    mentioned = isinstance(item, Token) and not indication.result and is_mention(item, words.after)
    return MENTIONED if mentioned else None


def _in_table(outcome: OutcomeText, cell: Cell) -> OutcomeText:
    """`outcome` with what the heads of its row and column say."""
    review = "" if heads_tell_results(cell.metric) else NO_RESULT if cell.metric else NO_METRIC
    if not outcome.unit:
        review = NO_UNIT
    elif cell.basis and not outcome.direction and outcome.value:
        review = NO_WAY
    return replace(
        outcome,
        metric=cell.metric,
        scope=cell.scope,
        basis=cell.basis,
        period=cell.period or outcome.period,
        kind="change" if cell.basis else outcome.kind,
        review=review,
    )


def _movement(item: Token | Change, values: Values, words: Words, sentence: Sentence) -> tuple[str, Trend]:
    """Kind and trend; in 分别下降A和B the verb before A also governs B."""
    if isinstance(item, Change):
        places = item.first.form in ("rank", "ordinal")
        direction = {"up": "down", "down": "up"}.get(values.direction, "") if places else values.direction
        return ("ranking" if places else "change"), Trend(direction)
    trend = trend_of(words.before)
    if item.direction:
        trend = Trend(item.direction)
    elif not trend.direction and sentence.reached and words.between.strip() in _LIST:
        trend = sentence.trend
    return kind_of(item, trend), trend
