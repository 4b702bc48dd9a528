"""Step 10, one case block to one CaseText: title, organ, keywords, sections and measures, each with its spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from reform_cases.reference import sections as names
from reform_cases.reference.forms import CREDIT, WRITTEN
from reform_cases.reference.noise import SPACE_ENTITY
from reform_cases.reference.number_roles import NAME, family
from reform_cases.sourcetext.batch.cases import CaseBlock
from reform_cases.sourcetext.case.measures import OutlineReader, find_outline, furnish_labels, whole_passage
from reform_cases.sourcetext.case.organ_and_region import locate
from reform_cases.sourcetext.document import (
    CaseText,
    MeasureText,
    NumberText,
    OutcomeText,
    Passage,
    SectionText,
    Span,
)
from reform_cases.sourcetext.findings import Findings
from reform_cases.sourcetext.instruments import find_instruments
from reform_cases.sourcetext.lines.clean import CleanText
from reform_cases.sourcetext.lines.line import Line
from reform_cases.sourcetext.lines.paragraphs import is_labelled, rejoin
from reform_cases.sourcetext.lines.sections import ODD_BRACKETS, SectionBlock, find_sections, prose
from reform_cases.sourcetext.quantities.find import find_quantities
from reform_cases.sourcetext.quantities.rules import NO_HEADS
from reform_cases.text.keywords import keyword_spans
from reform_cases.text.matching import normalise
from reform_cases.text.widths import fold

_IN_TITLE = "标题中的数字,不是成效"
_IN_KEYWORD = "关键词中的数字,不是成效"


class Prose(NamedTuple):
    """A stretch of prose in which numbers are looked for, and the name (folded) of the section that holds it."""

    section: str
    text: CleanText


class _CaseReader:
    """Reads the parts of one case; `blocks` gathers its prose."""

    def __init__(self, findings: Findings) -> None:
        self.source = findings.text
        self.findings = findings
        self.blocks: list[Prose] = []
        self.keywords: list[Passage] = []
        self.background: list[Line] = []
        self.significance: Passage | None = None
        self.sections: list[SectionText] = []
        self.measures: list[MeasureText] = []
        self.reformed = False
        self.kinds: set[str] = set()

    def read(self, section: SectionBlock) -> None:
        """Put the section where its name says; the first of a kind wins, a second one stays a section."""
        self.findings.furnish("section_name", section.mark)
        if section.unsure:
            self.findings.warn(
                (section.mark[0][0], section.mark[-1][1]), f"标题“{section.name}”只出现一次,按栏目名处理"
            )
        if self.source[section.mark[0][0]] in ODD_BRACKETS:
            span = (section.mark[0][0], section.mark[-1][1])
            self.findings.warn(span, f"栏目名“{section.name}”用的不是【】,请核对")
        kind = section.kind
        if kind in self.kinds:
            self.findings.warn(
                (section.mark[0][0], section.mark[-1][1]), f"栏目“{section.name}”在这件事例中不止一个"
            )
        self.kinds.add(kind)
        if kind in names.KEYWORDS and not self.keywords:
            self._read_keywords(section)
        elif kind in names.REFORM and not self.reformed:
            self.background += self._read_measures(section)
            self.reformed = True
        elif kind in names.SIGNIFICANCE and self.significance is None:
            self.significance = self.passage(rejoin(section.lines), kind)
        else:
            self._keep(section, rejoin(section.lines))

    def passage(self, lines: Sequence[Line], section: str = "") -> Passage | None:
        """The lines as one passage, whose numbers are to be read too; None when there are none."""
        text = prose(lines, self.source)
        if text.text:
            self.blocks.append(Prose(section, text))
        return whole_passage(text, self.source)

    def _keep(self, section: SectionBlock, lines: Sequence[Line]) -> None:
        """Keep the section whole under its own name; where it tells what was done, its outline gives measures too."""
        at = section.mark[-1][1]
        body = whole_passage(prose(lines, self.source), self.source) or Passage("", (at, at), ())
        before, nodes = find_outline(lines)
        outline = OutlineReader(self.source)
        points = tuple(outline.measure(node) for node in nodes)
        self.sections.append(SectionText(section.name, body, points))
        if section.kind in names.REFORM or names.holds_measures(section.kind):
            self.passage(before, section.kind)
            self.gather(section.kind, outline.blocks)
            self.measures += points
        else:
            self.passage(lines, section.kind)

    def gather(self, section: str, texts: Iterable[CleanText]) -> None:
        """Keep `texts`, which stand in the section of this name, as prose to look for numbers in."""
        self.blocks += [Prose(section, text) for text in texts]

    def _read_measures(self, section: SectionBlock) -> list[Line]:
        """Take the section's outline as the measures; the lines before it are returned."""
        before, nodes = find_outline(rejoin(section.lines))
        furnish_labels(nodes, self.findings)
        outline = OutlineReader(self.source)
        self.measures += [outline.measure(node) for node in nodes]
        self.gather(section.kind, outline.blocks)
        return before

    def _read_keywords(self, section: SectionBlock) -> None:
        seen: set[str] = set()
        lines = list(section.lines)
        # Keywords are a line or a column of words; with the first sentence or outline label the text has begun.
        end = next((at for at, line in enumerate(lines) if at and _is_text(line)), len(lines))
        self.background += rejoin(lines[end:])
        for clean in (piece for line in lines[:end] for piece in self._entities_apart(line.clean)):
            for first, last in keyword_spans(clean.text):
                passage = clean.passage(self.source, first, last)
                if (folded := normalise(passage.text)) in seen:
                    self.findings.furnish("layout", passage.parts)
                else:
                    seen.add(folded)
                    self.keywords.append(passage)

    def _entities_apart(self, line: CleanText) -> Iterator[CleanText]:
        """The pieces of `line` between the spaces of a web page (&ensp;) that were left out of it."""
        at = edge = 0
        for (start, end), (following, _) in pairwise(line.parts(0, len(line.text))):
            at += end - start
            if SPACE_ENTITY.search(self.source, end, following):
                yield line.slice(edge, at)
                edge = at
        yield line.slice(edge, len(line.text))


def read_case(block: CaseBlock, number: int, findings: Findings) -> CaseText:
    """The case in `block`; its furniture, noise and warnings go to `findings`."""
    reader = _CaseReader(findings)
    findings.furnish("case_label", block.labels)
    credited = [line.clean for line in block.lines if _is_credit(line)]
    for credit in credited:
        findings.furnish("credit", credit.parts(0, len(credit.text)))
    before, sections = find_sections([line for line in block.lines if not _is_credit(line)])
    reader.background += rejoin(before)
    for section in sections:
        reader.read(section)
    title = block.title.passage(findings.text, 0, len(block.title.text))
    numbers: list[NumberText] = []
    for passage in (title, *reader.keywords):
        numbers += _digits(passage, findings.text, _IN_TITLE if passage is title else _IN_KEYWORD)
    background = reader.passage(reader.background)
    outcomes: list[OutcomeText] = []
    for block_of_prose in reader.blocks:
        results, others = find_quantities(block_of_prose.text, findings.text, block_of_prose.section)
        outcomes += results
        numbers += others
        headless = [one.span for one in others if one.reason == NO_HEADS[1]]
        if headless:
            span = (headless[0][0], headless[-1][1])
            findings.warn(span, f"表格没有表头,其中{len(headless)}个数字未作为成效")
    handled = [credit for credit in credited if not WRITTEN.match(fold(credit.text))]
    done = [
        one.text for one in reader.blocks if one.section in names.REFORM or names.holds_measures(one.section)
    ]
    place = locate(block.title, handled, [one.text for one in reader.blocks], findings, done)
    return CaseText(
        number=number,
        title=title,
        organ=place.organ,
        level=place.level,
        region=place.region,
        span=_case_span(block, title),
        keywords=tuple(reader.keywords),
        background=background,
        significance=reader.significance,
        sections=tuple(reader.sections),
        measures=tuple(reader.measures),
        outcomes=tuple(sorted(outcomes, key=lambda outcome: outcome.span)),
        numbers=tuple(sorted(numbers, key=lambda number: number.span)),
        instruments=find_instruments(
            [(one.text, _tells_deeds(one.section)) for one in reader.blocks], findings.text
        ),
    )


def _tells_deeds(section: str) -> bool:
    """Whether a section of this name may tell what was built: not the facts, the law, or what the case means."""
    return family(section) not in ("facts", "law") and not section.endswith("意义")


def _is_text(line: Line) -> bool:
    return "。" in line.form or is_labelled(line.form)


def _is_credit(line: Line) -> bool:
    return not line.blank and bool(CREDIT.pattern.match(line.form))


def _case_span(block: CaseBlock, title: Passage) -> Span:
    """From the first character of the heading to the last one of the last line that is not blank."""
    ends = [line.clean.origin[-1] + 1 for line in block.lines if not line.blank]
    starts = [span[0] for span in block.labels]
    return min([title.span[0], *starts]), max(
        [title.span[1], *(span[1] for span in block.labels), *ends[-1:]]
    )


def _digits(passage: Passage, source: str, reason: str) -> Iterator[NumberText]:
    """Every run of digits in `passage`, decided by where it stands."""
    for start, end in passage.parts:
        at = start
        while at < end:
            stop = at
            while stop < end and source[stop].isdecimal():
                stop += 1
            if stop > at:
                yield NumberText(source[at:stop], (at, stop), NAME, reason)
            at = stop + 1
