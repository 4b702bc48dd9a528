"""One case block to one CaseText: title, organ, keywords, sections and measures, each with its spans."""

from __future__ import annotations

from collections.abc import Iterator

from reform_cases.reference import sections as names
from reform_cases.sourcetext.cases import CaseBlock
from reform_cases.sourcetext.clean import CleanText
from reform_cases.sourcetext.document import CaseText, MeasureText, Passage, RejectedNumber, SectionText, Span
from reform_cases.sourcetext.findings import Findings
from reform_cases.sourcetext.outline import read_outline, whole_passage
from reform_cases.sourcetext.places import organ_of
from reform_cases.sourcetext.sections import SectionBlock, find_sections, prose
from reform_cases.text.keywords import keyword_spans
from reform_cases.text.widths import fold

_IN_TITLE = "标题中的数字,不是成效"
_IN_KEYWORD = "关键词中的数字,不是成效"


class _CaseReader:
    """Reads the parts of one case; `blocks` gathers the prose in which numbers are looked for."""

    def __init__(self, source: str, findings: Findings) -> None:
        self.source = source
        self.findings = findings
        self.blocks: list[CleanText] = []
        self.keywords: list[Passage] = []
        self.background: Passage | None = None
        self.significance: Passage | None = None
        self.sections: list[SectionText] = []
        self.measures: list[MeasureText] = []

    def read(self, section: SectionBlock) -> None:
        """Put the section where its name says; the first of a kind wins, a second one stays a section."""
        self.findings.furnish("section_name", section.mark)
        if section.name in names.KEYWORDS and not self.keywords:
            self._read_keywords(section)
        elif section.name in names.REFORM and not self.measures and self.background is None:
            lead, measures, blocks = read_outline(section.lines, self.source, self.findings)
            self.background = self.passage(lead)
            self.measures += measures
            self.blocks += blocks
        elif section.name in names.SIGNIFICANCE and self.significance is None:
            self.significance = self.passage(prose(section.lines, self.source))
        else:
            body = self.passage(prose(section.lines, self.source))
            at = section.mark[-1][1]
            self.sections.append(SectionText(section.name, body or Passage("", (at, at), ())))

    def passage(self, text: CleanText) -> Passage | None:
        """All of `text`, whose numbers are to be read too; None when it is empty."""
        if text.text:
            self.blocks.append(text)
        return whole_passage(text, self.source)

    def _read_keywords(self, section: SectionBlock) -> None:
        seen: set[str] = set()
        for line in section.lines:
            for start, end in keyword_spans(line.clean.text):
                passage = line.clean.passage(self.source, start, end)
                if passage.text in seen:
                    self.findings.furnish("layout", passage.parts)
                else:
                    seen.add(passage.text)
                    self.keywords.append(passage)


def read_case(block: CaseBlock, findings: Findings) -> CaseText:
    """The case in `block`; its furniture, noise and warnings go to `findings`."""
    reader = _CaseReader(findings.text, findings)
    findings.furnish("case_label", block.heading.label)
    before, sections = find_sections(block.lines)
    for section in sections:
        reader.read(section)
    if before and reader.background is None:
        reader.background = reader.passage(prose(before, findings.text))
    title = block.title.passage(findings.text, 0, len(block.title.text))
    organ = organ_of(fold(block.title.text))
    for passage in (title, *reader.keywords):
        findings.numbers += _digits(passage, findings.text, _IN_TITLE if passage is title else _IN_KEYWORD)
    return CaseText(
        number=block.heading.number,
        title=title,
        organ=block.title.passage(findings.text, 0, organ.length) if organ else None,
        level=organ.level if organ else "",
        region=organ.place if organ else None,
        span=_case_span(block, title),
        keywords=tuple(reader.keywords),
        background=reader.background,
        significance=reader.significance,
        sections=tuple(reader.sections),
        measures=tuple(reader.measures),
    )


def _case_span(block: CaseBlock, title: Passage) -> Span:
    """From the first character of the label to the last one of the last line that is not blank."""
    ends = [line.clean.origin[-1] + 1 for line in block.lines if not line.blank]
    return block.heading.label[0][0], max([title.span[1], *ends[-1:]])


def _digits(passage: Passage, source: str, reason: str) -> Iterator[RejectedNumber]:
    """Every run of digits in `passage`, decided by where it stands."""
    for start, end in passage.parts:
        at = start
        while at < end:
            stop = at
            while stop < end and source[stop].isdecimal():
                stop += 1
            if stop > at:
                yield RejectedNumber(source[at:stop], (at, stop), reason)
            at = stop + 1
