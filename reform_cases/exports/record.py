"""A record as data: every field with its evidence, and its text in blocks, which Markdown, plain text and Word write each in its way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from reform_cases.catalogue.record.case_head import PublishedCase
from reform_cases.catalogue.record.case_parts import parts_of
from reform_cases.catalogue.record.citation import Citation, citations, cited_address
from reform_cases.catalogue.record.evidence import Trail, evidence_of
from reform_cases.catalogue.record.linked_text import RunningText
from reform_cases.catalogue.record.measures import OutlineNode
from reform_cases.catalogue.record.page import CaseRecord
from reform_cases.exports.rows import Data, case_rows, number_rows
from reform_cases.models import Evidence, SourceDocument
from reform_cases.models.texts import PROSE


class Block(NamedTuple):
    """A heading (`level` 1 and more) or a paragraph (0) of a record, at its anchor."""

    level: int
    text: str
    anchor: str = ""


class RecordFile(NamedTuple):
    """A published record as it goes out: `row` is its line in a list, `source` that of its source, as far as there is one;
    `part` the anchor of the measure or number that is cited of it.
    """

    record: CaseRecord
    row: Data
    numbers: list[Data]
    texts: Mapping[str, str]
    source: Data | None
    site: str
    accessed: date
    part: str = ""

    @classmethod
    def of(cls, case: PublishedCase, site: str, accessed: date) -> RecordFile | None:
        """Return the record of `case` with addresses on `site`; None when it has just been taken from readers."""
        record = CaseRecord.of(case)
        row = next(case_rows([case.pk], site), None)
        if row is None:
            return None
        numbers = number_rows([line.outcome.pk for line in record.numbers], site, sure=False)
        sections = parts_of([case.pk])[case.pk].sections
        texts = {name: getattr(case, name) for name in PROSE} | {one.anchor: one.text for one in sections}
        names = ("name", "sha256", "text_sha256", "origin", "credit")
        source = SourceDocument.objects.filter(cases__pk=case.pk).values(*names).first()
        return cls(record, row, list(numbers), texts, source, site, accessed)

    @property
    def case(self) -> PublishedCase:
        return self.record.case

    @property
    def url(self) -> str:
        """Return the full address of the record."""
        return str(self.row["url"])

    @property
    def cited_url(self) -> str:
        """Return the full address of what is cited, as its revision says it."""
        return cited_address(self.case, f"{self.url}#{self.part}" if self.part else self.url)

    @property
    def cited_title(self) -> str:
        """Return the title, with what is cited of it."""
        return f"{self.case.title}：{self.heading_of(self.part)}" if self.part else str(self.case.title)

    def heading_of(self, anchor: str) -> str:
        """Return what the measure or number at `anchor` says; "" where there is none."""
        waiting = list(self.record.outline)
        for node in waiting:
            if node.measure.anchor == anchor:
                return str(node.measure.heading)
            waiting += node.children
        line = self.record.number(anchor)
        return f"{line.metric} {line.outcome.quote}" if line else ""

    @property
    def citations(self) -> list[Citation]:
        """Return how to cite it, by the national rules."""
        return citations(self.case, self.url, self.accessed)

    def blocks(self) -> Iterator[Block]:
        """Give the text of the record in its order, as the source writes it."""
        for part in self.record.parts:
            yield Block(1, part.heading, part.anchor)
            text = part.whole or part.text
            yield from _paragraphs(self.texts.get(part.anchor, ""), text)
            for node in () if part.whole else part.outline:
                yield from _measure(node, 2)


def _paragraphs(text: str, shown: RunningText) -> Iterator[Block]:
    """The paragraphs of `text` that are `shown`."""
    starts, at = {one.start for one in shown.paragraphs}, 0
    for line in text.splitlines(keepends=True):
        if at in starts:
            yield Block(0, line.strip())
        at += len(line)


def _measure(node: OutlineNode, level: int) -> Iterator[Block]:
    yield Block(level, f"{node.label}{node.measure.heading}", node.measure.anchor)
    yield from _paragraphs(node.measure.body, node.body)
    for child in node.children:
        yield from _measure(child, level + 1)


def record_data(file: RecordFile) -> Data:
    """Return every field of a record, its measures as a tree, with the spans of the source that prove each."""
    record, case = file.record, file.case
    index = evidence_of({case.pk: case.slug})[case.pk]
    parts = parts_of([case.pk])[case.pk]

    def text(value: str, trail: Trail) -> Data | None:
        return {"text": value, "spans": _spans(trail)} if value else None

    return {
        **file.row,
        "title_spans": _spans(record.title),
        "organ_spans": _spans(index.trail(Evidence.Field.ORGAN)),
        "keyword_spans": {
            one.name: _spans(index.trail(Evidence.Field.KEYWORD, one.pk)) for one in parts.keywords
        },
        **{name: text(getattr(case, name), index.trail(name)) for name in PROSE},
        "measures": _tree(record.outline, file.url),
        "sections": [
            {
                "anchor": one.anchor,
                "name": one.name,
                **(text(one.text, index.trail(Evidence.Field.SECTION, one.pk)) or {"text": "", "spans": []}),
            }
            for one in parts.sections
        ],
        "outcomes": file.numbers,
        "numbers": [
            {"quote": one.quote, "span": [one.start, one.end], "role": one.standing, "reason": one.note}
            for one in index.reported
        ],
        "instruments": [
            {
                "name": one.instrument.name,
                "kind": one.instrument.kind,
                "said": one.instrument.said or None,
                "url": file.site + one.instrument.url,
                "spans": _spans(one.trail),
            }
            for one in record.instruments
        ],
        "source": file.source and {**file.source, "url": file.site + record.source_url},
        "citations": {
            one.standard: {"publication": one.publication, "page": one.page} for one in file.citations
        },
    }


def _tree(nodes: Sequence[OutlineNode], url: str) -> list[Data]:
    return [
        {
            "anchor": node.measure.anchor,
            "url": f"{url}#{node.measure.anchor}",
            "label": node.measure.label,
            "heading": node.measure.heading,
            "heading_spans": _spans(node.heading),
            "body": node.measure.body,
            "body_spans": _spans(node.body.trail),
            "children": _tree(node.children, url),
        }
        for node in nodes
    ]


def _spans(trail: Trail) -> list[list[int]]:
    return [[row.start, row.end] for row in trail.rows]
