"""Step 3b, what stands before the first case and after the last one: title, series, contents, source line, tail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reform_cases.reference import noise as reference
from reform_cases.reference.forms import DOCUMENT_TITLE, SOURCE_LINE
from reform_cases.sourcetext.cases import CaseBlock, Heading
from reform_cases.sourcetext.findings import Findings
from reform_cases.sourcetext.lines import Line

_QUOTED = re.compile(r"“([^“”]{2,40})”$")
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_BYLINE = re.compile(r"记者|编辑|作者|通讯员")


@dataclass(frozen=True)
class Front:
    """What the lines before the first case say of the whole document."""

    title: str
    series: str
    year: int | None


def read_front(lines: Sequence[Line], listed: Sequence[Heading], findings: Findings) -> Front:
    """Name the part each line before the first case plays; contents lines were found with the cases."""
    contents = {heading.first for heading in listed}
    title, series = "", ""
    for index, line in enumerate(lines):
        if line.blank:
            continue
        role = "contents" if index in contents else "preface"
        if role == "preface" and not title:
            quoted = _QUOTED.match(line.form)
            if DOCUMENT_TITLE.pattern.match(line.form):
                title, role = line.clean.text, "document_title"
            elif quoted and not series:
                series, role = line.clean.text[slice(*quoted.span(1))], "series"
        findings.furnish(role, line.clean.parts(0, len(line.form)))
    year = _YEAR.search(title)
    bare = re.sub(r"[(（]?(?:19|20)\d\d年度?[)）]?", "", title)
    return Front(title, series or bare, int(year[1]) if year else None)


def check_contents(blocks: Sequence[CaseBlock], listed: Sequence[Heading], findings: Findings) -> None:
    """Warn of cases that the contents list leaves out, and of listed ones that are not there."""
    if not listed:
        return
    found = {block.heading.number for block in blocks}
    named = {heading.number for heading in listed}
    span = (listed[0].label[0][0], listed[-1].title.end)
    if found - named:
        findings.warn(span, f"目录没有列出事例{_numbers(found - named)},正文中有")
    if named - found:
        findings.warn(span, f"目录列出了事例{_numbers(named - found)},正文中没有")


def _numbers(numbers: set[int]) -> str:
    return "、".join(map(str, sorted(numbers)))


def cut_tail(lines: Sequence[Line], findings: Findings) -> tuple[list[Line], str]:
    """The lines of the last case before the source line, and the source; all after it is noise."""
    for index, line in enumerate(lines):
        match = SOURCE_LINE.pattern.match(line.form)
        if match is None:
            continue
        findings.furnish("source_line", line.clean.parts(0, len(line.form)))
        for later in lines[index + 1 :]:
            if not later.blank:
                reason = reference.BYLINE if _BYLINE.search(later.form) else reference.AFTER_SOURCE
                findings.discard(reason, [stripped(later, findings.text)])
        return list(lines[:index]), line.clean.text[slice(*match.span("label"))]
    return list(lines), ""


def stripped(line: Line, text: str) -> tuple[int, int]:
    """The span of a line without the white space around it; noise inside it included."""
    content = text[line.start : line.end]
    return line.start + len(content) - len(content.lstrip()), line.start + len(content.rstrip())
