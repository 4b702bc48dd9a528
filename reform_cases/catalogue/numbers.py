"""A reported number laid out for reading: as written, what changed into what, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from reform_cases.catalogue.evidence import EvidenceIndex, Trail
from reform_cases.catalogue.outline import numbered_heading
from reform_cases.catalogue.running import RunningText
from reform_cases.models import Case, Evidence, Outcome


def plain_decimal(value: Decimal) -> str:
    """The shortest plain form: 80.000000 -> 80, 1.4 -> 1.4."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_DIRECTIONS = {value: str(label) for value, label in Outcome.Direction.choices}


def unsaid_direction(quote: str, direction: str) -> str:
    """上升 or 下降 where the number as written does not say so itself; "" for a number that has no direction."""
    return "" if any(sign in quote for sign in "升降增减") else _DIRECTIONS.get(direction, "")


@dataclass(frozen=True)
class NumberLine:
    """One number of a record. `before` and `after` are filled when it says from what to what."""

    outcome: Outcome
    trail: Trail
    before: str = ""
    after: str = ""

    @property
    def planned(self) -> bool:
        """A plan, not a result."""
        return self.outcome.status == Outcome.Status.PLANNED

    @property
    def direction(self) -> str:
        """上升 or 下降 for a number that would not say so by itself."""
        return "" if self.before else unsaid_direction(self.outcome.quote, self.outcome.direction)

    @classmethod
    def of(cls, outcome: Outcome, index: EvidenceIndex) -> NumberLine:
        """The line for `outcome`."""
        before = after = ""
        if outcome.value_from is not None and outcome.value_to is not None:
            before, after = (plain_decimal(v) + outcome.unit for v in (outcome.value_from, outcome.value_to))
        return cls(outcome, index.trail(Evidence.Field.OUTCOME, outcome.pk, outcome.anchor), before, after)


@dataclass(frozen=True)
class NumberGroup:
    """Neighbouring numbers of one sentence, with the part of the record in which it stands."""

    lines: list[NumberLine]
    sentence: RunningText
    place: str
    place_anchor: str


def _place(outcome: Outcome) -> tuple[str, str]:
    """Name and anchor of the part of the record in which the number stands."""
    if outcome.measure:
        return numbered_heading(outcome.measure), outcome.measure.anchor
    if outcome.section:
        return outcome.section.name, outcome.section.anchor
    return outcome.get_place_display(), outcome.place


def number_lines(case: Case, index: EvidenceIndex) -> list[NumberLine]:
    """Every number of `case` in the order of the text; one query."""
    outcomes = case.outcomes.select_related("measure", "section").order_by("order", "pk")
    return [NumberLine.of(outcome, index) for outcome in outcomes]


def number_groups(lines: list[NumberLine], index: EvidenceIndex) -> list[NumberGroup]:
    """The lines by sentence, whose text links all its numbers."""
    trails = [line.trail for line in lines]
    groups: list[NumberGroup] = []
    for (text, *place), group in groupby(lines, lambda line: (line.outcome.sentence, *_place(line.outcome))):
        shared = list(group)
        sentence = index.trail(Evidence.Field.SENTENCE, shared[0].outcome.pk)
        groups.append(NumberGroup(shared, RunningText.of(text, sentence, trails), *place))
    return groups
