"""Step 7, what stands before the first case and after the last one: title, series, contents, notes, source, tail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from reform_cases.reference import noise as reference
from reform_cases.reference.forms import (
    ANNEX,
    BARE_TITLE,
    DOCUMENT_TITLE,
    HEADING_TITLE,
    NOTICE_TITLE,
    NUMBERED_TITLE,
    SOURCE_LINE,
    YEAR,
)
from reform_cases.sourcetext.batch.cases import CaseBlock, Label
from reform_cases.sourcetext.findings import Findings
from reform_cases.sourcetext.lines.line import Line
from reform_cases.sourcetext.lines.sections import section_mark
from reform_cases.text.ordinals import ordinal
from reform_cases.text.widths import fold

_TITLE_LINE = re.compile(r"[^。;!?:,|]{4,40}(?<!检察院)")
_QUOTED = re.compile(r"“([^“”]{2,40})”$")
_YEAR = re.compile(rf"({YEAR})年")
_EDITION = re.compile(rf"\s?[(（]?{YEAR}年度?[)）]?")
_FIRST_LINES = 3  # of a document: one that names cases is its title even when nothing marks it as a heading
_DATED = re.compile(r".{0,30}?((?:19|20)\d\d)[-年/]\d{1,2}[-月/]\d{1,2}日?$")
_SOURCE_NAMED = re.compile(r"来源\s*:\s*([^\s():|]{2,30})")
_DATE = re.compile(r"((?:19|20)\d\d)[-年/.]\d{1,2}[-月/.]")
_PUBLISHED = re.compile(
    r"(?:(?:发布|发稿|刊发|印发)?(?:时间|日期)\s*:\s*)?((?:19|20)\d\d)[-年/.](\d{1,2})[-月/.](\d{1,2})日?"
)
_LONGEST_TITLE = 70
_WORDS = re.compile(r"[^\w]+")
_LEAST_NAMED = 8
# What may stand in a list below an entry already known: another number, or the subtitle of the entry.
_ENTRY = re.compile(NUMBERED_TITLE.pattern.pattern + "|[—–]")
_MOST_NAMED = 200


@dataclass(frozen=True)
class Front:
    """What the lines before the first case say of the whole document."""

    title: str = ""
    series: str = ""
    year: int | None = None
    source: str = ""
    publisher: str = ""
    published_on: str = ""


class FrontReader:
    """Names the part that each line before the first case plays."""

    def __init__(
        self,
        blocks: Sequence[CaseBlock],
        listed: Sequence[Label],
        findings: Findings,
        *,
        guessed: bool = False,
    ) -> None:
        self.findings, self.guessed = findings, guessed
        self.listed = {label.at for label in listed}
        titles = [_bare(block.title.text) for block in blocks]
        self.whole_titles = frozenset(titles)
        # Enough to know running text that names the cases; all titles of a huge batch would make it slow.
        self.titles = [title for title in titles if len(title) >= _LEAST_NAMED][:_MOST_NAMED]
        self.title = self.series = self.source = self.publisher = self.published_on = ""
        self.year: int | None = None
        self.listing = False
        self.texts: list[Line] = []
        self.below: Line | None = None

    def read(self, lines: Sequence[Line]) -> Front:
        self.texts = [line for line in lines if not line.blank]
        for at, line in enumerate(lines):
            if line.blank:
                named = _SOURCE_NAMED.search(line.form)
                self._published(line.form, named[1] if named else "")
                self.source = self.source or (named[1] if named else "")
                dated = _DATE.search(line.form)
                self.year = self.year or (int(dated[1]) if dated else None)
                continue
            parts = line.clean.parts(0, len(line.form))
            if section_mark(line):
                self.findings.warn(parts[0], "第一件事例之前有栏目名,可能漏分了事例")
            text = self.findings.text
            self.findings.furnish(self._role(at, line), [one for one in parts if text[slice(*one)].strip()])
        if not self.title:
            self.findings.warn((0, 1), "没有找到文献标题")
        year = _YEAR.search(self.title)
        bare = _EDITION.sub("", self.title)
        known = ordinal(year[1]) if year else self.year
        return Front(self.title, self.series or bare, known, self.source, self.publisher, self.published_on)

    def _published(self, form: str, source: str) -> None:
        """Take day and publisher from a line such as 发布时间：2025-02-14 来源：最高人民检察院."""
        match = _PUBLISHED.match(form)
        if match and not self.published_on:
            year, month, day = map(int, match.groups())
            with suppress(ValueError):
                self.published_on = date(year, month, day).isoformat()
                self.publisher = source

    def _role(self, at: int, line: Line) -> str:
        listed = at in self.listed or self._names_cases(line.form)
        # Entries of a list that the batch does not hold stand below those that it does.
        if listed or (self.listing and (_ENTRY.match(line.form) or self._part_of_title(line.form))):
            self.listing = True
            return "contents"
        self.listing = False
        source = SOURCE_LINE.pattern.match(line.form)
        if source:
            self.source = self.source or line.clean.text[slice(*source.span("label"))]
            return "source_line"
        return self._heading(line) or "preface"

    def _heading(self, line: Line) -> str:
        """The role of a line that may be the document's title or series; "" when it is neither."""
        if len(line.form) > _LONGEST_TITLE:
            return ""
        dated = _DATED.match(line.form)
        if dated and self.year is None:
            self.year = int(dated[1])
        if self.title:
            return "document_title" if self.below is line else ""
        title = DOCUMENT_TITLE.pattern.match(line.form) or NOTICE_TITLE.pattern.match(line.form)
        early = line.rank or line.bold or any(line is one for one in self.texts[:_FIRST_LINES])
        title = title or (HEADING_TITLE.pattern.match(line.form) if early else None)
        if title:
            self.title = line.clean.text[slice(*title.span("label"))].strip()
            return "document_title"
        if early and (self._begins_title(line) or (self.guessed and self._opens(line))):
            return "document_title"
        quoted = _QUOTED.match(line.form)
        if quoted and not self.series:
            self.series = line.clean.text[slice(*quoted.span(1))]
            return "series"
        return ""

    def _begins_title(self, line: Line) -> bool:
        """Whether the title is broken behind `line`, its rest being no more than 典型案例 on the line right below."""
        self.below = next((one for one in self.texts if one.start == line.stop), None)
        rest = BARE_TITLE.pattern.match(self.below.form) if self.below else None
        if not (self.below and rest) or _QUOTED.match(line.form) or not _TITLE_LINE.fullmatch(line.form):
            return False
        self.title = line.clean.text + self.below.clean.text[slice(*rest.span("label"))]
        return True

    def _opens(self, line: Line) -> bool:
        """Whether `line` is the first, and a title by that alone, as in a text whose cases have no known form either."""
        if line is not self.texts[0] or line.form[-1] in "。;,:":
            return False
        self.title = line.clean.text
        goes_on = self.below is not None and HEADING_TITLE.pattern.match(self.below.form) is not None
        if goes_on and self.below:
            self.title += self.below.clean.text
        self.below = self.below if goes_on else None
        return True

    def _part_of_title(self, form: str) -> bool:
        """Whether a line is a line of a title that the list breaks as the case does."""
        bare = _bare(form)
        return len(bare) >= _LEAST_NAMED and any(bare in title for title in self.titles)

    def _names_cases(self, form: str) -> bool:
        """Whether a line is the title of a case or, in running text, names two of them."""
        if "".join(form.removesuffix(":").split()) == "目录":
            return True
        bare = _bare(form)
        if len(bare) < _LEAST_NAMED:
            return False
        if bare in self.whole_titles or any(bare.endswith(title) for title in self.titles):
            return True
        return sum(title in bare for title in self.titles) > 1


def _bare(text: str) -> str:
    return _WORDS.sub("", fold(text))


def check_contents(blocks: Sequence[CaseBlock], listed: Sequence[Label], findings: Findings) -> None:
    """Warn of cases that the contents list leaves out, and of listed ones that are not there."""
    if not listed:
        return
    found = {block.number for block in blocks if block.number is not None}
    named = {label.number for label in listed}
    span = (listed[0].spans[0][0], listed[-1].rest.end)
    if found - named:
        findings.warn(span, f"目录没有列出事例{_numbers(found - named)},正文中有")
    if named - found:
        findings.warn(span, f"目录列出了事例{_numbers(named - found)},正文中没有")


def _numbers(numbers: set[int]) -> str:
    return "、".join(map(str, sorted(numbers)))


def cut_tail(lines: Sequence[Line], findings: Findings) -> tuple[list[Line], str]:
    """The lines of the last case before the page's own end, and the source it names; all after it is noise.

    The end is a source line, a byline or a page link that stands after the last section mark.
    """
    last_mark = max((at for at, line in enumerate(lines) if section_mark(line)), default=0)
    for at in range(last_mark, len(lines)):
        line = lines[at]
        match = SOURCE_LINE.pattern.match(line.form)
        if match or (line.ends and at > last_mark):
            reason = reference.AFTER_SOURCE if match else reference.AFTER_END
            _discard_tail(lines[at + 1 :] if match else lines[at:], reason, findings)
            if match:
                findings.furnish("source_line", line.clean.parts(0, len(line.form)))
                return list(lines[:at]), line.clean.text[slice(*match.span("label"))]
            later = [SOURCE_LINE.pattern.match(one.form) for one in lines[at:]]
            named = next((one["label"] for one in later if one), "")
            return list(lines[:at]), named
    return list(lines), ""


def cut_annex(lines: Sequence[Line], findings: Findings) -> tuple[Line, ...]:
    """The lines of a case before an annex that stands behind its last section mark; the annex is set apart, whole."""
    last_mark = max((at for at, line in enumerate(lines) if section_mark(line)), default=0)
    for at in range(last_mark + 1, len(lines)):
        if not lines[at].blank and ANNEX.pattern.match(lines[at].form):
            findings.furnish("annex", [whole(one, findings.text) for one in lines[at:] if not one.blank])
            return tuple(lines[:at])
    return tuple(lines)


def _discard_tail(lines: Sequence[Line], reason: str, findings: Findings) -> None:
    for line in lines:
        if line.form:
            findings.discard(line.reason or reason, [whole(line, findings.text)])


def discard_noise_lines(lines: Sequence[Line], findings: Findings) -> None:
    """Enter every line that is noise by itself, with its reason."""
    for line in lines:
        if line.form and line.reason:
            findings.discard(line.reason, [whole(line, findings.text)])


def whole(line: Line, text: str) -> tuple[int, int]:
    """The span of a line without the white space around it; noise inside it included."""
    content = text[line.start : line.end]
    return line.start + len(content) - len(content.lstrip()), line.start + len(content.rstrip())
