"""A reported number laid out for reading: as written, what changed into what, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from reform_cases.catalogue.numbers.comparability import kind_name
from reform_cases.catalogue.numbers.wording import (
    direction_name,
    ends_as_written,
    scope_in_words,
    unsaid_direction,
)
from reform_cases.catalogue.record.case_parts import Parts
from reform_cases.catalogue.record.evidence import EvidenceIndex, Trail
from reform_cases.catalogue.record.measures import numbered_heading
from reform_cases.models import Evidence, Outcome
from reform_cases.sql.prepared import Prepared, Row
from reform_cases.text.widths import set_in_chinese
from reform_cases.words import word as _

_PARTS = dict(Outcome.Place.choices)
_CLAUSE_ENDS = ",，;；。"
# Fewer characters than these are not cut off a sentence.
_LEAST_CUT = 8


# What is shown of a number.
SHOWN = (
    *("case_id", "pk", "anchor", "quote", "metric", "unit", "kind", "direction", "period", "status", "scope"),
    *("basis", "review", "approximation", "sentence", "place", "measure_id", "section_id"),
    *("value", "value_from", "value_to"),
)
_OUTCOMES = Prepared(
    lambda ids: Outcome.objects.filter(case__in=ids).order_by("order", "pk").values_list(*SHOWN)
)


class NumberLine(NamedTuple):
    """One number of a record. `before` and `after` are filled when it says from what to what.

    `direction` is 上升 or 下降 for a number that would not say so by itself; `planned` is a plan, not a result.
    """

    outcome: Row
    trail: Trail
    before: str = ""
    after: str = ""
    direction: str = ""
    planned: bool = False

    @property
    def metric(self) -> str:
        """Return what is measured; where the text does not say, the kind of number."""
        return self.outcome.metric or kind_name(self.outcome)

    @property
    def sure(self) -> bool:
        """Return whether it is a result of which the reader is sure; a plan is none."""
        return not (self.planned or self.outcome.review)

    @property
    def way(self) -> str:
        """Return 上升 or 下降, to stand before what is shown: 80% → 89.4% says it as little as 19.7% does."""
        return direction_name(self.outcome.direction) if self.before else self.direction

    @classmethod
    def of(cls, outcome: Row, trail: Trail) -> NumberLine:
        """Return the line for `outcome`."""
        before = after = direction = ""
        if outcome.value_from is not None and outcome.value_to is not None:
            before, after = ends_as_written(outcome.quote, outcome.value_from, outcome.value_to, outcome.unit)
        else:
            direction = unsaid_direction(outcome.quote, outcome.direction)
        return cls(outcome, trail, before, after, direction, outcome.status == Outcome.Status.PLANNED)


class NumberGroup(NamedTuple):
    """Neighbouring numbers of one sentence, with the part of the record in which it stands.

    `sentence` is what is said of them there, `said` when it was, against what, and whose they are, as far as that is one for all;
    what differs stands in `own`, for each line.
    """

    lines: list[NumberLine]
    sentence: str
    trail: Trail
    part: str
    part_anchor: str
    said: list[str]
    own: list[list[str]]


def number_lines(indexes: dict[int, EvidenceIndex], *, sure: bool = False) -> dict[int, list[NumberLine]]:
    """Return every number of each of the cases that have an index, or the `sure` ones, in the order of the text; one query."""
    by_case: dict[int, list[NumberLine]] = {pk: [] for pk in indexes}
    for row in _OUTCOMES.rows(list(indexes)):
        if sure and row.review:
            continue
        trail = indexes[row.case_id].trail(Evidence.Field.OUTCOME, row.pk, row.anchor)
        by_case[row.case_id].append(NumberLine.of(row, trail))
    return by_case


def number_groups(
    lines: Iterable[NumberLine], parts: Parts, index: EvidenceIndex, organ: str
) -> list[NumberGroup]:
    """Return the lines by sentence; numbers of which the text does not say whose they are belong to `organ`."""
    measures = {measure.pk: (numbered_heading(measure), measure.anchor) for measure in parts.measures}
    sections = {section.pk: (section.name, section.anchor) for section in parts.sections}

    def part_of(outcome: Row) -> tuple[str, str]:
        """Name and anchor of the part of the record in which the number stands."""
        part = measures.get(outcome.measure_id or 0) or sections.get(outcome.section_id or 0)
        return part or (str(_PARTS.get(outcome.place, outcome.place)), outcome.place)

    groups: list[NumberGroup] = []
    for (text, part, anchor), group in groupby(
        lines, lambda line: (line.outcome.sentence, *part_of(line.outcome))
    ):
        shared = list(group)
        trail = index.trail(Evidence.Field.SENTENCE, shared[0].outcome.pk)
        quotes = [line.outcome.quote for line in shared]
        said = [_said_of(line.outcome, organ) for line in shared]
        alike = [len({*column}) == 1 for column in zip(*said, strict=True)]
        own = [[word for word, same in zip(row, alike, strict=True) if not same and word] for row in said]
        one = [word for word, same in zip(said[0], alike, strict=True) if same and word]
        sentence = set_in_chinese(_clipped(text, quotes))
        groups.append(NumberGroup(shared, sentence, trail, part, anchor, one, own))
    return groups


def _said_of(outcome: Row, organ: str) -> tuple[str, ...]:
    """When it was, against what, and whose it is, in words."""
    return (outcome.period or _("时期未写"), outcome.basis, scope_in_words(outcome.scope, organ))


def _clipped(sentence: str, quotes: list[str]) -> str:
    """What `sentence` says of `quotes`: from the clause of the first to that of the last."""
    found = [(at, at + len(quote)) for quote in quotes if (at := sentence.find(quote)) >= 0]
    text = sentence.strip()
    if not found:
        return text
    start = max(sentence.rfind(mark, 0, min(found)[0]) for mark in _CLAUSE_ENDS) + 1
    last = max(end for _at, end in found)
    end = min(
        (at + 1 for mark in _CLAUSE_ENDS if (at := sentence.find(mark, last)) >= 0), default=len(sentence)
    )
    before = "……" if start > _LEAST_CUT else ""
    after = "……" if len(sentence) - end > _LEAST_CUT else ""
    return f"{before}{sentence[start if before else 0 : end if after else len(sentence)]}{after}".strip()
