"""Step 5, cases: which lines belong to which case, and which lines are its title.

A case begins with a label (案例一, with the title behind it or on the next lines), with a title that a guiding case's
number follows, or, without either, with the short lines before a section that has been met already (every case of a
batch opens with the same one). A label that another label follows, with no section and no prose between, only lists
its case.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reform_cases.reference.forms import (
    BARE_NUMBER,
    CASE_LABELS,
    GUIDING,
    NUMBERED_TITLE,
    TOLD_TITLE,
    Form,
)
from reform_cases.reference.sections import KEYWORDS
from reform_cases.sourcetext.batch.equal_titles import equal_titles, heading_end
from reform_cases.sourcetext.batch.titles import (
    behind_entries,
    contents_entries,
    title_after,
    title_before,
    title_text,
)
from reform_cases.sourcetext.document import SourceError, Span
from reform_cases.sourcetext.lines.clean import CleanText
from reform_cases.sourcetext.lines.line import Line
from reform_cases.sourcetext.lines.sections import section_mark
from reform_cases.text.ordinals import ordinal
from reform_cases.text.widths import fold

_PROSE = 40


@dataclass(frozen=True)
class Label:
    """A case label: line `at`, source spans of the label, and the line with what follows it."""

    at: int
    number: int
    spans: tuple[Span, ...]
    rest: Line


@dataclass(frozen=True)
class CaseBlock:
    """One case before its sections are read. Lines `first` to `body` are its heading, `lines` all after them."""

    first: int
    body: int
    number: int | None
    labels: tuple[Span, ...]
    title: CleanText
    lines: tuple[Line, ...] = ()


def label_of(at: int, line: Line, forms: Sequence[Form] = CASE_LABELS) -> Label | None:
    """The case label, one of `forms`, that opens `line`, if one does."""
    if line.blank or (forms is CASE_LABELS and "例" not in line.form):
        return None
    for form in forms:
        match = form.pattern.match(line.form)
        number = ordinal(match["number"]) if match else None
        if match and number:
            return Label(at, number, line.clean.parts(*match.span("label")), line.after(match.end("label")))
    return None


class CaseFinder:
    """Finds the cases of one text; `listed` are the labels that open none, `guessed` says that no known form fits."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.marks = [(at, mark) for at, line in enumerate(lines) if (mark := section_mark(line))]
        self.labels = [label for at, line in enumerate(lines) if (label := label_of(at, line))]
        self.labels = self.labels or self._counted(BARE_NUMBER)
        if not self.marks:
            self.labels = self.labels or self._counted(TOLD_TITLE)
        self.listed: list[Label] = []
        self.guessed = False
        self.entries = contents_entries(lines, self.marks[0][0] if self.marks else len(lines))

    def _counted(self, form: Form) -> list[Label]:
        """Labels of a form that many other lines have, if they count on from 1 and each has a title."""
        found = [label for at, line in enumerate(self.lines) if (label := label_of(at, line, [form]))]
        if len(found) < 2 or [label.number for label in found] != list(range(1, len(found) + 1)):
            return []
        after = [title_after(self.lines, label.at + 1, len(self.lines)) > label.at + 1 for label in found]
        return [label for label, titled in zip(found, after, strict=True) if titled or not label.rest.blank]

    def find(self) -> list[CaseBlock]:
        """The cases in order. Raises SourceError when there is none."""
        blocks: list[CaseBlock] = []
        names: list[str] = []
        previous = -1
        for at, mark in self.marks:
            found = self._between(previous + 1, at)
            if not found and self._opens_again(fold(mark.name), names, blocks):
                found = self._unlabelled(previous, at)
            names = [] if found else names
            names.append(fold(mark.name))
            blocks += found
            previous = at
        blocks += self._without_section(previous + 1)
        if not blocks:
            blocks = self._with_equal_titles()
            self.guessed = True
        if not blocks:
            raise SourceError(self._nothing())
        ends = [block.first for block in blocks[1:]] + [len(self.lines)]
        return [
            replace(block, lines=tuple(self.lines[block.body : end]))
            for block, end in zip(blocks, ends, strict=True)
        ]

    @staticmethod
    def _opens_again(name: str, names: list[str], blocks: list[CaseBlock]) -> bool:
        """Whether section `name`, after sections `names` of the same case, may open a case without a label."""
        if not blocks or name in KEYWORDS:
            return True
        return name == names[0] if blocks[-1].labels else name in names

    def _between(self, start: int, mark: int) -> list[CaseBlock]:
        """Cases opened by a label or a guiding number in lines `start` to `mark`, which is a section's line."""
        guiding = next((at for at in range(mark - 1, start - 1, -1) if self._guiding(at)), None)
        labels = self._labels(start, mark)
        if guiding is not None and not (labels and labels[-1].at <= guiding):
            self.listed += labels
            return self._with_guiding(start, guiding, mark)
        blocks = [self._labelled(label, end) for label, end in self._told(labels, mark)]
        return blocks + ([self._labelled(labels[-1], mark)] if labels else [])

    def _labels(self, start: int, end: int) -> list[Label]:
        first = bisect_left(self.labels, start, key=lambda label: label.at)
        last = bisect_left(self.labels, end, key=lambda label: label.at)
        return self.labels[first:last]

    def _told(self, labels: list[Label], end: int) -> list[tuple[Label, int]]:
        """All labels but the last that are followed by prose of their own; the others only list their case."""
        told = []
        for label, following in pairwise(labels):
            between = self.lines[label.at + 1 : following.at]
            # Where the count starts again a contents list has ended, and the prose introduces the batch.
            if following.number > label.number and any(self._is_prose(line) for line in between):
                told.append((label, following.at))
            else:
                self.listed.append(label)
        return told

    @staticmethod
    def _is_prose(line: Line) -> bool:
        return not line.blank and len(line.form) >= _PROSE and "。" in line.form

    def _labelled(self, label: Label, end: int) -> CaseBlock:
        """The case of `label`; its title stands behind the label, on the next lines, or both."""
        inline = [] if label.rest.blank else [label.rest]
        start = label.at + 1
        stop = title_after(self.lines, start, end, *inline)
        block = CaseBlock(label.at, stop, label.number, label.spans, CleanText.join(()))
        title = inline + [line for line in self.lines[start:stop] if not line.blank]
        if not title:
            # A label without a title: the label itself is what the text calls the case.
            return replace(block, labels=(), title=title_text([self.lines[label.at]]))
        return self._entitled(block, title)

    def _entitled(self, block: CaseBlock, title: list[Line]) -> CaseBlock:
        """`block` with its title; a guiding number at the end of the title is a label."""
        last = title[-1]
        match = GUIDING.pattern.search(last.form)
        if match is None:
            return replace(block, title=title_text(title))
        kept = [*title[:-1], last.before(match.start())]
        kept = [line for line in kept if line.form]
        if not kept:
            return replace(block, title=title_text(title))
        labels = (*block.labels, *last.clean.parts(*match.span()))
        number = block.number if block.number is not None else int(match["number"])
        return replace(block, number=number, labels=labels, title=title_text(kept))

    def _guiding(self, at: int) -> bool:
        return not self.lines[at].blank and bool(GUIDING.pattern.match(self.lines[at].form))

    def _with_guiding(self, start: int, guiding: int, mark: int) -> list[CaseBlock]:
        """The case whose title stands behind its guiding number, or, as in later batches, before it."""
        line = self.lines[guiding]
        match = GUIDING.pattern.match(line.form)
        number = int(match["number"]) if match else None
        labels = line.clean.parts(0, len(line.form))
        stop = title_after(self.lines, guiding + 1, mark)
        title = title_text(one for one in self.lines[guiding + 1 : stop] if not one.blank)
        if title.text:
            return [CaseBlock(guiding, stop, number, labels, title)]
        first = behind_entries(self.entries, title_before(self.lines, start, guiding), guiding)
        title = title_text(one for one in self.lines[first:guiding] if not one.blank)
        return [CaseBlock(first, guiding + 1, number, labels, title)] if title.text else []

    def _unlabelled(self, previous: int, mark: int) -> list[CaseBlock]:
        """The case whose title is the short lines right before the section on line `mark`.

        They must not be all there is of the section on line `previous`.
        """
        first = behind_entries(self.entries, title_before(self.lines, previous + 1, mark), mark)
        title = [line for line in self.lines[first:mark] if not line.blank]
        if not title or (previous >= 0 and self._is_all(previous, first)):
            return []
        block = CaseBlock(first, mark, None, (), CleanText.join(()))
        match = NUMBERED_TITLE.pattern.match(title[0].form)
        if match:
            labels = title[0].clean.parts(*match.span("label"))
            block = replace(block, number=ordinal(match["number"]), labels=labels)
            title[0] = title[0].after(match.end("label"))
        return [self._entitled(block, title)]

    def _is_all(self, previous: int, first: int) -> bool:
        mark = section_mark(self.lines[previous])
        alone = mark is not None and mark.length == len(self.lines[previous].form)
        return alone and all(line.blank for line in self.lines[previous + 1 : first])

    def _without_section(self, start: int) -> list[CaseBlock]:
        """Labelled cases after the last section that are told in prose, without any section."""
        labels = self._labels(start, len(self.lines))
        blocks = [self._labelled(label, end) for label, end in self._told(labels, len(self.lines))]
        if labels and any(self._is_prose(line) for line in self.lines[labels[-1].at + 1 :]):
            blocks.append(self._labelled(labels[-1], len(self.lines)))
        elif labels:
            self.listed.append(labels[-1])
        return blocks

    def _with_equal_titles(self) -> list[CaseBlock]:
        """The cases of a text that has none of the known forms, by titles that open alike."""
        titles = equal_titles(self.lines)
        marks = [at for at, _ in self.marks]
        blocks = []
        ends = [title.at for title in titles[1:]] + [len(self.lines)] * bool(titles)
        for title, end in zip(titles, ends, strict=True):
            line = self.lines[title.at]
            label = Label(title.at, title.number, line.clean.parts(0, title.label), line.after(title.label))
            mark = bisect_left(marks, title.at + 1)
            end = min(end, marks[mark] if mark < len(marks) else end)
            blocks.append(self._labelled(label, heading_end(self.lines, title.at, end)))
        self.listed = [label for label in self.labels if blocks and label.at < blocks[0].first]
        return blocks

    def _nothing(self) -> str:
        if self.labels:
            return (
                "the text has case labels but no section 【…】 and no prose under any: only a contents list?"
            )
        if self.marks:
            return "the text has sections 【…】 but no case label such as 案例一 and no title before them"
        return "the text holds no case: no label such as 事例1 or 案例一, and no section such as 【关键词】"


def numbered(numbers: list[int | None]) -> tuple[list[int], bool]:
    """The numbers of the cases, and whether they had to be given anew because one was repeated.

    A case without a number follows the one before it.
    """
    given: list[int] = []
    for number in numbers:
        given.append(number if number is not None else (given[-1] + 1 if given else 1))
    if len(set(given)) == len(given):
        return given, False
    return list(range(1, len(given) + 1)), True
