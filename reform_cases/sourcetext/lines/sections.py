"""Step 6, sections: the lines of one case under their 【…】 names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reform_cases.reference.sections import NOT_SECTIONS, PLAIN, is_known
from reform_cases.sourcetext.document import Span
from reform_cases.sourcetext.lines.clean import CleanText
from reform_cases.sourcetext.lines.line import Line
from reform_cases.text.widths import fold

_MARK = re.compile(r"【\s*(?P<name>[^【】:。;!?|\s][^【】:。;!?|]{0,23}?)\s*】[:]?")
# Other brackets are believed around known names; 《》 is never one of them.
ODD_BRACKETS = "[［〖『〔「﹝"
_ODD_MARK = re.compile(r"[【\[〖“(]\s*(?P<name>[^【】\[\]〖〗“”():。;!?|\n]{2,24}?)\s*[】\]〗”)]:?")
_NOT_A_NAME = re.compile(
    r"(?:典型|示范|优秀)?(?:[事案]例|案件|故事)[\d〇零一二三四五六七八九十百]+$|第[\d一二三四五六七八九十]+[个则篇件例]$|(?:责任)?编辑|责编|作者|来源|记者|[\x00-\xff]*$"
)
_LONGEST = 40
# What stands behind the number of a heading that serves as a section: 一、基本案情.
_NUMBERED_NAME = re.compile(r"(?P<name>[^。;!?:|,\[\]()\s]{2,24})[:。]?\s*")
_KEYWORDS_LINE = re.compile(r"(关键[词字]):(?=.)")


@dataclass(frozen=True)
class Mark:
    """A section name at the start of a line, as printed; `length` counts the clean characters of the mark.

    `unsure`: taken for a name only because of how it is printed.
    """

    name: str
    length: int
    unsure: bool = False


@dataclass(frozen=True)
class SectionBlock:
    """A section before it is read: its name, the source spans of the mark, its lines that are not blank.

    `unsure`: a heading that no table knows and no other case has.
    """

    name: str
    mark: tuple[Span, ...]
    lines: tuple[Line, ...]
    unsure: bool = False

    @property
    def kind(self) -> str:
        """The name as the tables of reference.sections write it."""
        return fold(self.name)


def section_mark(line: Line) -> Mark | None:
    """The section mark that opens `line`: 【X】, or a known name standing alone as a heading."""
    if line.blank:
        return None
    if line.clean.text[0] in ODD_BRACKETS + "【":
        return _in_brackets(line)
    if line.head >= 0:
        numbered = _NUMBERED_NAME.match(line.form, line.head)
        if numbered:
            name = line.clean.text[slice(*numbered.span("name"))]
            return Mark(name, numbered.end(), unsure=line.named == 1)
    match = _KEYWORDS_LINE.match(line.form) if line.form[0] == "关" else None
    if match:
        return Mark(line.clean.text[: match.end(1)], match.end())
    if not line.rank and not line.named and len(line.form) > _LONGEST:
        return None
    heading = heading_text(line)
    if line.named:
        return Mark(line.clean.text[: len(heading)].rstrip("：:"), len(heading), unsure=line.named == 1)
    if len(heading) > _LONGEST:
        return None
    name = "".join(heading.removesuffix(":").split())
    if name in PLAIN or ((line.rank or line.bold) and is_known(name)):
        return Mark("".join(line.clean.text.split())[: len(name)], len(heading))
    return None


def _in_brackets(line: Line) -> Mark | None:
    """The name in 【】, whatever it is, or a known one in other brackets."""
    odd = _ODD_MARK.match(line.form)
    if odd and is_known("".join(odd["name"].split())):
        return Mark("".join(line.clean.text[slice(*odd.span("name"))].split()), odd.end())
    match = _MARK.match(line.form)
    name = "".join(match["name"].split()) if match else ""
    if match is None or name in NOT_SECTIONS or _NOT_A_NAME.match(name):
        return None
    return Mark("".join(line.clean.text[slice(*match.span("name"))].split()), match.end())


def heading_text(line: Line) -> str:
    """What of a line may be a heading: all of it, or its first word where the text behind a heading was flattened."""
    if line.rank and line.flattened:
        return line.form.split(maxsplit=1)[0]
    return line.form


def find_sections(lines: Sequence[Line]) -> tuple[list[Line], list[SectionBlock]]:
    """The lines before the first section, and the sections in order. Blank lines are dropped."""
    before: list[Line] = []
    marks: list[tuple[Mark, Line]] = []
    bodies: list[list[Line]] = [before]
    for line in lines:
        mark = section_mark(line)
        if mark:
            marks.append((mark, line))
            bodies.append([])
            line = line.after(mark.length)
        if not line.blank:
            bodies[-1].append(line)
    sections = [
        SectionBlock(mark.name, line.clean.parts(0, mark.length), tuple(body), mark.unsure)
        for (mark, line), body in zip(marks, bodies[1:], strict=True)
    ]
    return before, sections


def prose(lines: Sequence[Line], source: str) -> CleanText:
    """The lines as one text: paragraphs joined by the line end that follows each but the last."""
    pieces: list[CleanText] = []
    for position, line in enumerate(lines):
        pieces.append(line.clean)
        if position < len(lines) - 1:
            pieces.append(CleanText.of(source, line.end, line.stop))
    return CleanText.join(pieces)
