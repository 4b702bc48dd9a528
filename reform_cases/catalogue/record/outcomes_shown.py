"""A reported number laid out for reading: as written, what changed into what, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from reform_cases.catalogue.numbers.comparability import kind_name
from reform_cases.catalogue.numbers.wording import unsaid_direction
from reform_cases.catalogue.record.case_parts import Parts
from reform_cases.catalogue.record.evidence import EvidenceIndex, Trail
from reform_cases.catalogue.record.linked_text import LinkedNumbers, RunningText
from reform_cases.catalogue.record.measures import numbered_heading
from reform_cases.models import Evidence, Outcome
from reform_cases.sql.prepared import Prepared, Row
from reform_cases.text.numerals import plain_decimal

_PARTS = dict(Outcome.Place.choices)


# What is shown of a number.
SHOWN = (
    *("case_id", "pk", "anchor", "quote", "metric", "unit", "kind", "direction", "period", "status", "scope"),
    *("basis", "review", "sentence", "place", "measure_id", "section_id", "value_from", "value_to"),
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

    @classmethod
    def of(cls, outcome: Row, trail: Trail) -> NumberLine:
        """Return the line for `outcome`."""
        before = after = direction = ""
        if outcome.value_from is not None and outcome.value_to is not None:
            before = plain_decimal(outcome.value_from) + outcome.unit
            after = plain_decimal(outcome.value_to) + outcome.unit
        else:
            direction = unsaid_direction(outcome.quote, outcome.direction)
        return cls(outcome, trail, before, after, direction, outcome.status == Outcome.Status.PLANNED)


class NumberGroup(NamedTuple):
    """Neighbouring numbers of one sentence, with the part of the record in which it stands."""

    lines: list[NumberLine]
    sentence: RunningText
    part: str
    part_anchor: str


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
    lines: Iterable[NumberLine], parts: Parts, index: EvidenceIndex, numbers: LinkedNumbers
) -> list[NumberGroup]:
    """Return the lines by sentence, whose text links all its `numbers`."""
    measures = {measure.pk: (numbered_heading(measure), measure.anchor) for measure in parts.measures}
    sections = {section.pk: (section.name, section.anchor) for section in parts.sections}

    def part_of(outcome: Row) -> tuple[str, str]:
        """Name and anchor of the part of the record in which the number stands."""
        part = measures.get(outcome.measure_id or 0) or sections.get(outcome.section_id or 0)
        return part or (str(_PARTS.get(outcome.place, outcome.place)), outcome.place)

    groups: list[NumberGroup] = []
    for (text, *where), group in groupby(lines, lambda line: (line.outcome.sentence, *part_of(line.outcome))):
        shared = list(group)
        sentence = index.trail(Evidence.Field.SENTENCE, shared[0].outcome.pk)
        groups.append(NumberGroup(shared, RunningText.of(text, sentence, numbers), *where))
    return groups
