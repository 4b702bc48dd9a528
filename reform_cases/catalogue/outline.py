"""The measures of a record as the outline in which they were printed."""

from __future__ import annotations

from dataclasses import dataclass, field

from reform_cases.catalogue.evidence import EvidenceIndex, Trail
from reform_cases.catalogue.running import RunningText
from reform_cases.models import Case, Evidence, Measure


def numbered_heading(measure: Measure) -> str:
    """The heading behind its number as Chinese prints it: 一、健全机制, (一)线索管理."""
    return f"{printed_label(measure)}{measure.heading}"


def printed_label(measure: Measure) -> str:
    """The number with its sign: 一 takes a 、, a bracketed one takes nothing."""
    bare = measure.label and measure.label[-1] not in ")）、.．"
    return f"{measure.label}、" if bare else measure.label


@dataclass
class OutlineNode:
    """A measure with its text and the measures below it."""

    measure: Measure
    heading: Trail
    body: RunningText
    children: list[OutlineNode] = field(default_factory=list)

    @property
    def label(self) -> str:
        return printed_label(self.measure)


def outline(case: Case, index: EvidenceIndex, numbers: list[Trail]) -> list[OutlineNode]:
    """The measures of `case` as a tree, in order, `numbers` linked in their texts; one query."""
    nodes = {
        measure.pk: OutlineNode(
            measure,
            index.trail(Evidence.Field.HEADING, measure.pk),
            RunningText.of(measure.body, index.trail(Evidence.Field.BODY, measure.pk), numbers),
        )
        for measure in case.measures.all()
    }
    roots: list[OutlineNode] = []
    for node in nodes.values():
        above = nodes.get(node.measure.parent_id or 0)
        (above.children if above else roots).append(node)
    return roots
