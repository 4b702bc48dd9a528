"""The reader: the bytes of a published batch to a Document, in named steps, each a module of this package.

decode -> noise -> lines -> cases -> surroundings -> case_text (sections, outline, places, quantities) -> partition
"""

from __future__ import annotations

from dataclasses import replace

from reform_cases.sourcetext.case_text import read_case
from reform_cases.sourcetext.cases import find_cases
from reform_cases.sourcetext.decode import decode
from reform_cases.sourcetext.document import Document
from reform_cases.sourcetext.findings import Findings
from reform_cases.sourcetext.lines import read_lines
from reform_cases.sourcetext.noise import find_inline_noise
from reform_cases.sourcetext.partition import drop_nested_noise, place_the_rest
from reform_cases.sourcetext.surroundings import check_contents, cut_tail, read_front


def read_source(data: bytes) -> Document:
    """Read one published text.

    Every span of the result is `[start, end)` in the decoded text, and every character of the text has exactly one
    place (see partition). Raises SourceError, and nothing else, when the bytes are no text or the text has no case.
    """
    decoded = decode(data)
    findings = Findings(decoded.text)
    lines = read_lines(decoded.text, find_inline_noise(decoded.text, findings))
    blocks, listed = find_cases(lines)
    front = read_front(lines[: blocks[0].heading.first], listed, findings)
    check_contents(blocks, listed, findings)
    last, source = cut_tail(blocks[-1].lines, findings)
    blocks[-1] = replace(blocks[-1], lines=tuple(last))
    cases = tuple(read_case(block, findings) for block in blocks)
    drop_nested_noise(findings)
    place_the_rest(cases, findings)
    return Document(
        text=decoded.text,
        sha256=decoded.sha256,
        encoding=decoded.encoding,
        title=front.title,
        series=front.series,
        year=front.year,
        source=source,
        cases=cases,
        noise=tuple(findings.noise),
        furniture=tuple(findings.furniture),
        warnings=tuple(findings.warnings),
        numbers=tuple(sorted(findings.numbers, key=lambda number: number.span)),
    )
