"""The reader: the bytes of a published batch to a Document, in named steps, each a module of this package.

convert and decode -> noise -> lines -> pages -> unfold -> cases -> surroundings -> sections -> paragraphs -> outline -> places
-> quantities -> limits -> partition -> guards
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reform_cases.sourcetext.batch.cases import CaseBlock, CaseFinder, numbered
from reform_cases.sourcetext.batch.front_and_tail import (
    FrontReader,
    check_contents,
    cut_annex,
    cut_tail,
    discard_noise_lines,
)
from reform_cases.sourcetext.batch.unfold import unfold
from reform_cases.sourcetext.case.case_text import read_case
from reform_cases.sourcetext.case.limits import within_limits
from reform_cases.sourcetext.document import BatchText, Document
from reform_cases.sourcetext.files.convert import text_of
from reform_cases.sourcetext.files.decode import Decoded
from reform_cases.sourcetext.findings import Findings
from reform_cases.sourcetext.guards import guard
from reform_cases.sourcetext.left_out import apart_from_notes, list_left_out
from reform_cases.sourcetext.lines.line import read_lines, refuse_heaps
from reform_cases.sourcetext.lines.noise import find_inline_noise
from reform_cases.sourcetext.lines.pages import turn_pages
from reform_cases.sourcetext.partition import place_the_rest, settle


def read_source(data: bytes, name: str = "") -> Document:
    """Read one published text from the bytes of the file `name`, whose ending tells the format (plain text without).

    Every span of the result is `[start, end)` in the decoded or converted text, and every character of the text has
    exactly one place (see partition). Raises SourceError, and nothing else, when the bytes are no text or the text has
    no case.
    """
    return read_text(text_of(data, name))


def read_text(decoded: Decoded) -> Document:
    """Read a text that has been decoded; raises SourceError when it has no case, or a heap of headings or lines."""
    refuse_heaps(decoded.text)
    findings = Findings(decoded.text)
    list_left_out(decoded, findings)
    cuts = apart_from_notes(decoded, find_inline_noise(decoded.text, findings), findings)
    lines = unfold(turn_pages(read_lines(decoded.text, cuts)))
    finder = CaseFinder(lines)
    blocks = finder.find()
    if finder.guessed:
        findings.warn(
            blocks[0].title.span(0, 1),
            f"没有认出常用的事例格式,按形式相同的标题读作{len(blocks)}件事例,请逐一核对",
        )
    listed = [label for label in finder.listed if label.at < blocks[0].first]
    front = FrontReader(blocks, listed, findings, guessed=finder.guessed).read(lines[: blocks[0].first])
    check_contents(blocks, listed, findings)
    discard_noise_lines(lines, findings)
    last, source = cut_tail(blocks[-1].lines, findings)
    blocks[-1] = replace(blocks[-1], lines=tuple(last))
    blocks = [replace(block, lines=cut_annex(block.lines, findings)) for block in blocks]
    cases = tuple(
        within_limits(read_case(block, number, findings), findings)
        for block, number in zip(blocks, _numbers(blocks, findings), strict=True)
    )
    settle(findings)
    place_the_rest(cases, findings)
    guard(cases, findings)
    return Document(
        text=decoded.text,
        sha256=decoded.sha256,
        encoding=decoded.encoding,
        media_type=decoded.media_type,
        title=front.title,
        series=front.series,
        year=front.year,
        source=source or front.source,
        cases=cases,
        noise=tuple(findings.noise),
        furniture=tuple(findings.furniture),
        warnings=tuple(sorted(findings.warnings, key=lambda remark: remark.span)),
        numbers=tuple(sorted(findings.numbers, key=lambda number: number.span)),
        batch=BatchText(publisher=front.publisher, published_on=front.published_on),
    )


def _numbers(blocks: Sequence[CaseBlock], findings: Findings) -> list[int]:
    numbers, anew = numbered([block.number for block in blocks])
    if anew:
        for block, number in zip(blocks, numbers, strict=True):
            findings.warn(block.title.span(0, 1), f"原文的事例编号有重复,按先后编为第{number}号")
    return numbers
