"""The text of a record as the source has it: its parts in the source's order, each under its heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reform_cases.catalogue.record.case_head import PublishedCase
from reform_cases.catalogue.record.case_parts import Parts, RecordedSection
from reform_cases.catalogue.record.evidence import EvidenceIndex, Trail
from reform_cases.catalogue.record.linked_text import LinkedNumbers, RunningText
from reform_cases.catalogue.record.measures import OutlineNode
from reform_cases.models import Evidence
from reform_cases.models.texts import CLOSING, OPENING, StoredText
from reform_cases.words import word as _

NO_TEXT = RunningText([], Trail())


class TextPart(NamedTuple):
    """A part under its heading; `anchor` is where it stands on the record.

    `outline` are the measures that stand in it, after its text. `whole` is the text again from end to end, when it says more
    than what is shown of it. A search knows the text as `column`.
    """

    anchor: str
    heading: str
    text: RunningText = NO_TEXT
    outline: Sequence[OutlineNode] = ()
    whole: RunningText = NO_TEXT
    column: str = "other"

    @property
    def begins(self) -> int | None:
        """Return where it begins in the source; None when nothing of it is quoted."""
        rows = self.text.trail.rows or (self.outline[0].heading.rows if self.outline else ())
        return rows[0].start if rows else None


def passage_names(parts: Iterable[TextPart]) -> dict[str, str]:
    """Return what each heading and paragraph of `parts` is called, by its anchor."""
    names: dict[str, str] = {}
    for part in parts:
        names |= _names(part.anchor, part.heading, part.text)
        waiting = list(part.outline)
        while waiting:
            node = waiting.pop()
            waiting += node.children
            names |= _names(node.measure.anchor, f"{node.label}{node.measure.heading}", node.body)
    return names


def _names(anchor: str, what: str, text: RunningText) -> dict[str, str]:
    called = _("%(what)s第%(n)d段")
    paragraphs = range(1, len(text.paragraphs) + 1)
    return {anchor: what} | {f"{anchor}-p{n}": called % {"what": what, "n": n} for n in paragraphs}


def parts_in_order(
    case: PublishedCase,
    parts: Parts,
    outline: Sequence[OutlineNode],
    index: EvidenceIndex,
    numbers: LinkedNumbers,
) -> list[TextPart]:
    """Return the parts of the text of `case` in the order in which they stand in its source.

    One of which nothing is quoted, as an editor's own has none, stays behind the one that it follows when there is no source:
    what leads up to the measures, the measures, what they came to, further sections.
    """
    sections, free = [], list(outline)
    for section in parts.sections:
        part, free = _section(section, free, index, numbers)
        sections.append(part)
    measures = [TextPart("measures", _("改革举措"), outline=free)] if free else []
    found = [
        *_prose(OPENING, case, index, numbers),
        *measures,
        *_prose(CLOSING, case, index, numbers),
        *sections,
    ]
    places: list[int] = []
    for part in found:
        places.append(part.begins if part.begins is not None else max(places, default=0))
    return [part for _place, part in sorted(zip(places, found, strict=True), key=lambda pair: pair[0])]


def _prose(
    texts: Sequence[StoredText], case: PublishedCase, index: EvidenceIndex, numbers: LinkedNumbers
) -> Iterator[TextPart]:
    """Yield those of `texts` that `case` has."""
    for one in texts:
        written = getattr(case, one.name)
        if written.strip():
            text = RunningText.of(written, index.trail(one.evidence), numbers)
            yield TextPart(one.name, one.label, text, column=one.searched)


def _section(
    section: RecordedSection, outline: list[OutlineNode], index: EvidenceIndex, numbers: LinkedNumbers
) -> tuple[TextPart, list[OutlineNode]]:
    """The section with those of `outline` that were read from its text, and the others."""
    trail = index.trail(Evidence.Field.SECTION, section.pk)
    text = RunningText.of(section.text, trail, numbers)
    own = [node for node in outline if _holds(trail, node.heading)]
    if not own:
        return TextPart(section.anchor, section.name, text), outline
    others = [node for node in outline if not _holds(trail, node.heading)]
    opening = text.before(own[0].heading.rows[0].start - len(own[0].label))
    whole = text if _ends(own[-1]) < trail.rows[-1].end else NO_TEXT
    return TextPart(section.anchor, section.name, opening, own, whole), others


def _holds(trail: Trail, heading: Trail) -> bool:
    return any(row.start <= inner.start < row.end for row in trail.rows for inner in heading.rows[:1])


def _ends(node: OutlineNode) -> int:
    """Where the last character of a measure or of those below it stands in the source."""
    own = [row.end for trail in (node.heading, node.body.trail) for row in trail.rows]
    return max([*own, *map(_ends, node.children)], default=0)
