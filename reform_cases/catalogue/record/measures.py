"""The measures of a record as the outline in which they were printed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from reform_cases.catalogue.record.case_parts import RecordedMeasure
from reform_cases.catalogue.record.evidence import EvidenceIndex, Trail
from reform_cases.catalogue.record.linked_text import NO_NUMBERS, LinkedNumbers, RunningText
from reform_cases.models import Evidence
from reform_cases.models.measure import printed_label


def numbered_heading(measure: RecordedMeasure) -> str:
    """Return the heading behind its number as Chinese prints it: 一、健全机制, (一)线索管理."""
    return f"{printed_label(measure.label)}{measure.heading}"


class OutlineNode(NamedTuple):
    """A measure with its text and the measures below it."""

    measure: RecordedMeasure
    label: str
    heading: Trail
    body: RunningText
    children: list[OutlineNode]


def outline(
    measures: Iterable[RecordedMeasure], index: EvidenceIndex, numbers: LinkedNumbers = NO_NUMBERS
) -> list[OutlineNode]:
    """Return the measures of a record as a tree, in their order, `numbers` linked in their texts."""
    nodes = {
        measure.pk: OutlineNode(
            measure,
            printed_label(measure.label),
            index.trail(Evidence.Field.HEADING, measure.pk),
            RunningText.of(measure.body, index.trail(Evidence.Field.BODY, measure.pk), numbers),
            [],
        )
        for measure in measures
    }
    roots: list[OutlineNode] = []
    for node in nodes.values():
        above = nodes.get(node.measure.parent_id or 0)
        (above.children if above else roots).append(node)
    return roots
