"""One record laid out: its parts in reading order, each with the evidence that leads into the source."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import NamedTuple

from django.utils.translation import gettext_lazy

from reform_cases.catalogue.facts import Face, Fact, Word, facts_on
from reform_cases.catalogue.numbers.charts import ChangePicture, change_picture
from reform_cases.catalogue.record.case_head import PublishedCase
from reform_cases.catalogue.record.case_parts import Parts, RecordedSection, parts_of
from reform_cases.catalogue.record.evidence import EvidenceIndex, Trail, evidence_of
from reform_cases.catalogue.record.linked_text import LinkedNumbers, RunningText
from reform_cases.catalogue.record.measures import OutlineNode, outline
from reform_cases.catalogue.record.outcomes_shown import NumberGroup, NumberLine, number_groups, number_lines
from reform_cases.catalogue.record.prose import ProseText, prose
from reform_cases.models import Evidence
from reform_cases.models.texts import CLOSING, OPENING
from reform_cases.text.anchors import former


class ShownSection(NamedTuple):
    """A further section with its text; `as_measures` when its points are already shown as the measures."""

    section: RecordedSection
    body: RunningText
    as_measures: bool = False


class ShownFact(NamedTuple):
    """A fact with its words, each with where it is printed."""

    fact: Fact
    words: list[tuple[Word, Trail]]


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
    """Everything the page of a record shows of the case itself.

    `pictures` draw the numbers that say from what to what, by their anchors.
    """

    case: PublishedCase
    source_url: str
    title: Trail
    facts: list[ShownFact]
    opening: list[ProseText]
    outline: list[OutlineNode]
    numbers: list[NumberLine]
    number_groups: list[NumberGroup]
    pictures: dict[str, ChangePicture]
    sections: list[ShownSection]
    closing: list[ProseText]
    former: list[FormerPart]

    @classmethod
    def of(cls, case: PublishedCase) -> CaseRecord:
        """Return the record of `case`; three queries."""
        indexes = evidence_of({case.pk: case.slug})
        index, parts = indexes[case.pk], parts_of([case.pk])[case.pk]
        lines = number_lines(indexes)[case.pk]
        numbers = LinkedNumbers.of((line.trail for line in lines), index.reported)
        return cls(
            case=case,
            source_url=case.source_url,
            title=index.trail(Evidence.Field.TITLE),
            facts=list(_facts(case, parts, index)),
            opening=list(prose(OPENING, case, index, numbers)),
            outline=outline(parts.measures, index, numbers),
            numbers=lines,
            number_groups=number_groups(lines, parts, index, numbers),
            pictures=_pictures(lines),
            sections=[_section(section, index, numbers) for section in parts.sections],
            closing=list(prose(CLOSING, case, index, numbers)),
            former=_former(case, parts, lines),
        )


def _facts(case: PublishedCase, parts: Parts, index: EvidenceIndex) -> Iterator[ShownFact]:
    """Yield the facts of which the case says something."""
    said = SimpleNamespace(**case._asdict(), keywords=parts.keywords, functions=parts.functions)
    for fact in facts_on(Face.RECORD):
        words = fact.words_of(said)
        if words:
            yield ShownFact(fact, [(word, index.trail(fact.evidence, word.owner)) for word in words])


def _pictures(lines: list[NumberLine]) -> dict[str, ChangePicture]:
    drawn = (
        (line.outcome.anchor, change_picture(line.outcome, f"{line.outcome.anchor}-picture"))
        for line in lines
        if line.before
    )
    return {anchor: picture for anchor, picture in drawn if picture}


def _former(case: PublishedCase, parts: Parts, lines: list[NumberLine]) -> list[FormerPart]:
    """The anchors that the case has given and no part of it has."""
    present = {part.anchor for part in parts.measures} | {part.anchor for part in parts.sections}
    present |= {line.outcome.anchor for line in lines}
    return [FormerPart(anchor, str(_GONE[anchor[0]])) for anchor in former(case.anchors, present)]


def _section(section: RecordedSection, index: EvidenceIndex, numbers: LinkedNumbers) -> ShownSection:
    trail = index.trail(Evidence.Field.SECTION, section.pk)
    headings = index.starts(Evidence.Field.HEADING)
    repeated = any(row.start <= start < row.end for row in trail.rows for start in headings)
    return ShownSection(section, RunningText.of(section.text, trail, numbers), repeated)
