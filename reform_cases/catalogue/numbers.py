"""A reported number laid out for reading: as written, what changed into what, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reform_cases.catalogue.evidence import EvidenceIndex, Trail
from reform_cases.catalogue.outline import numbered_heading
from reform_cases.catalogue.running import RunningText
from reform_cases.models import Case, Evidence, Outcome


def plain_decimal(value: Decimal) -> str:
    """The shortest plain form: 80.000000 -> 80, 1.4 -> 1.4."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True)
class NumberLine:
    """One number of a record. `before` and `after` are filled when it says from what to what."""

    outcome: Outcome
    trail: Trail
    sentence: RunningText
    before: str = ""
    after: str = ""
    place: str = ""
    place_anchor: str = ""

    @property
    def planned(self) -> bool:
        """A plan, not a result."""
        return self.outcome.status == Outcome.Status.PLANNED

    @classmethod
    def of(cls, outcome: Outcome, index: EvidenceIndex, trails: list[Trail]) -> NumberLine:
        """The line for `outcome`, whose measure and section are already fetched; its sentence links all of `trails`."""
        before = after = ""
        if outcome.value_from is not None and outcome.value_to is not None:
            before, after = (plain_decimal(v) + outcome.unit for v in (outcome.value_from, outcome.value_to))
        sentence = index.trail(Evidence.Field.SENTENCE, outcome.pk)
        place, anchor = _place(outcome)
        return cls(
            outcome,
            index.trail(Evidence.Field.OUTCOME, outcome.pk),
            RunningText.of(outcome.sentence, sentence, trails),
            before,
            after,
            place,
            anchor,
        )


def _place(outcome: Outcome) -> tuple[str, str]:
    """Name and anchor of the part of the record in which the number stands."""
    if outcome.measure:
        return numbered_heading(outcome.measure), outcome.measure.anchor
    if outcome.section:
        return outcome.section.name, outcome.section.anchor
    return outcome.get_place_display(), outcome.place


def number_lines(case: Case, index: EvidenceIndex) -> list[NumberLine]:
    """Every number of `case` in the order of the text; one query."""
    outcomes = list(case.outcomes.select_related("measure", "section").order_by("order", "pk"))
    trails = [index.trail(Evidence.Field.OUTCOME, outcome.pk) for outcome in outcomes]
    return [NumberLine.of(outcome, index, trails) for outcome in outcomes]
