"""One record laid out: its parts in reading order, each with the evidence that leads into the source."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import NamedTuple

from django.utils.translation import gettext_lazy

from reform_cases.catalogue.facts import Face, Fact, Word, facts_on
from reform_cases.catalogue.record.case_head import PublishedCase
from reform_cases.catalogue.record.case_parts import Parts, RecordedInstrument, by_kind, parts_of
from reform_cases.catalogue.record.evidence import EvidenceIndex, ReviewedField, Trail, evidence_of
from reform_cases.catalogue.record.glance import Glance
from reform_cases.catalogue.record.linked_text import LinkedNumbers
from reform_cases.catalogue.record.measures import OutlineNode, outline
from reform_cases.catalogue.record.outcomes_shown import NumberGroup, NumberLine, number_groups, number_lines
from reform_cases.catalogue.record.pictures import DrawnStep, step
from reform_cases.catalogue.record.reading_order import TextPart, parts_in_order, passage_names
from reform_cases.models import Evidence
from reform_cases.text.anchors import former


class ShownFact(NamedTuple):
    """A fact with its words, each with where it is printed."""

    fact: Fact
    words: list[tuple[Word, Trail]]


class ShownInstrument(NamedTuple):
    """What the case built or issued, with where it is named."""

    instrument: RecordedInstrument
    trail: Trail


class FormerPart(NamedTuple):
    """An anchor that leads to nothing any more, and what the page says there."""

    anchor: str
    said: str


_GONE = {
    "m": gettext_lazy("此项举措已不在本事例中。"),
    "o": gettext_lazy("此数已不在本事例中。"),
    "s": gettext_lazy("此栏目已不在本事例中。"),
}


class CaseRecord(NamedTuple):
    """Everything the page of a record shows of the case itself; `steps` draw the numbers before and after, by anchor."""

    case: PublishedCase
    source_url: str
    title: Trail
    facts: list[ShownFact]
    instruments: list[ShownInstrument]
    glance: Glance
    parts: list[TextPart]
    outline: list[OutlineNode]
    numbers: list[NumberLine]
    number_groups: list[NumberGroup]
    steps: dict[str, DrawnStep]
    former: list[FormerPart]

    @classmethod
    def of(cls, case: PublishedCase) -> CaseRecord:
        """Return the record of `case`; three queries."""
        indexes = evidence_of({case.pk: case.slug})
        index, parts = indexes[case.pk], parts_of([case.pk])[case.pk]
        lines = number_lines(indexes)[case.pk]
        doubted = {line.trail.anchor for line in lines if line.outcome.review}
        numbers = LinkedNumbers.of((line.trail for line in lines), index.reported, doubted)
        measures = outline(parts.measures, index, numbers)
        groups = number_groups(lines, parts, index, case.organ)
        return cls(
            case=case,
            source_url=case.source_url,
            title=index.trail(Evidence.Field.TITLE),
            facts=list(_facts(case, parts, index)),
            instruments=[
                ShownInstrument(one, index.trail(Evidence.Field.INSTRUMENT, one.pk))
                for one in parts.instruments
            ],
            glance=Glance.of(groups),
            parts=parts_in_order(case, parts, measures, index, numbers),
            outline=measures,
            numbers=lines,
            number_groups=groups,
            steps={line.outcome.anchor: drawn for line in lines if (drawn := step(line))},
            former=_former(case, parts, lines),
        )

    def reviewed(self) -> Iterator[tuple[NumberLine, list[ReviewedField]]]:
        """Yield the numbers of which a person said more than the reader, or otherwise, with what differs."""
        for line in self.numbers:
            corrected = line.trail.corrected_fields
            if corrected or line.trail.note:
                yield line, corrected

    def passage(self, anchor: str) -> str:
        """Return what the heading or paragraph at `anchor` is called, "" when none is there."""
        return passage_names(self.parts).get(anchor, "")

    def built(self) -> list[ShownInstrument]:
        """Return the instruments as the band names them: platforms and systems first."""
        shown = {one.instrument: one for one in self.instruments}
        return [shown[one] for one in by_kind(shown)]

    def number(self, anchor: str) -> NumberLine | None:
        """Return the number at `anchor`."""
        return next((line for line in self.numbers if line.outcome.anchor == anchor), None)


def _facts(case: PublishedCase, parts: Parts, index: EvidenceIndex) -> Iterator[ShownFact]:
    """Yield the facts of which the case says something."""
    said = SimpleNamespace(**case._asdict(), keywords=parts.keywords, functions=parts.functions)
    for fact in facts_on(Face.RECORD):
        words = fact.words_of(said)
        if words:
            yield ShownFact(fact, [(word, index.trail(fact.evidence, word.owner)) for word in words])


def _former(case: PublishedCase, parts: Parts, lines: list[NumberLine]) -> list[FormerPart]:
    """The anchors that the case has given and no part of it has."""
    present = {part.anchor for part in parts.measures} | {part.anchor for part in parts.sections}
    present |= {line.outcome.anchor for line in lines}
    return [FormerPart(anchor, str(_GONE[anchor[0]])) for anchor in former(case.anchors, present)]
