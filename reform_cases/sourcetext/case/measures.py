"""Step 9, outline: the numbered tree inside a section.

A label such as `一、` opens a measure whose heading is the rest of its line; the heading of `(一)` ends at its first `。`.
Paragraphs up to the next label are the body. The labels and their levels are listed in reference.forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from reform_cases.reference.forms import LABEL_BEGINS, MEASURE_LABELS, STRICT_LEVELS
from reform_cases.sourcetext.document import MeasureText, Passage, Span
from reform_cases.sourcetext.findings import Findings
from reform_cases.sourcetext.lines.clean import CleanText
from reform_cases.sourcetext.lines.line import Line
from reform_cases.sourcetext.lines.sections import prose
from reform_cases.text.ordinals import ordinal

_POINT = re.compile(r"(?:^|(?<=[。;:,!?”\s]))(?P<number>[一二三四五六七八九十]{1,3})是")
_POINTS = len(MEASURE_LABELS) - 1
_SENTENCE = re.compile(r"。")
_CLAUSE = re.compile(r"[。;]")
# Not beside Latin letters, which many print with spaces, nor behind a sign inside a heading.
_SPACE = re.compile(r"(?<=[^\x00-\xff、]) (?![A-Za-z])")
_SIGNS = "、.:, ．：，"


@dataclass
class Node:
    """One label with what it heads, before it becomes a MeasureText. `stop` is the sign that ends the heading."""

    level: int
    number: int
    label: str
    marks: tuple[Span, ...]
    heading: CleanText
    stop: tuple[Span, ...] = ()
    lines: list[Line] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)


def find_outline(lines: Sequence[Line]) -> tuple[list[Line], list[Node]]:
    """The lines before the first label, and the tree of labels."""
    before: list[Line] = []
    roots: list[Node] = []
    path: list[Node] = []
    for line in _cut_points(lines):
        node = _opened(line, path, roots)
        if node is None:
            _add(line, path[-1] if path else None, before)
            continue
        while path and path[-1].level >= node.level:
            path.pop()
        (path[-1].children if path else roots).append(node)
        path.append(node)
    return before, roots


def _add(line: Line, node: Node | None, before: list[Line]) -> None:
    """A paragraph: the heading, when the label stood alone on its line; else body of the last label."""
    if node is None:
        before.append(line)
    elif not node.heading.text and not node.lines:
        node.heading = line.clean
    else:
        node.lines.append(line)


def _cut_points(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, each 一是 … 二是 … within one paragraph on a line of its own."""
    for line in lines:
        points: list[int] = []
        for match in _POINT.finditer(line.form) if "二是" in line.form else ():
            if ordinal(match["number"]) == len(points) + 1:
                points.append(match.start())
        if len(points) > 1:
            edges = [0, *points, len(line.form)] if points[0] else [*points, len(line.form)]
            yield from (line.part(*piece) for piece in pairwise(edges))
        else:
            yield line


def _opened(line: Line, path: Sequence[Node], roots: Sequence[Node]) -> Node | None:
    """The node whose label opens `line`, if one does."""
    for level, forms in enumerate(MEASURE_LABELS if line.form[:1] in LABEL_BEGINS else ()):
        for form in forms:
            match = form.pattern.match(line.form)
            number = ordinal(match["number"]) if match else None
            if match is None or number is None:
                continue
            if level in STRICT_LEVELS and number != _next_number(level, path, roots):
                return None
            label = line.clean.text[: match.end("label")].rstrip(_SIGNS)
            node = Node(level, number, label, line.clean.parts(*match.span("label")), line.clean)
            return _headed(node, line.after(match.end()))
    return None


def _next_number(level: int, path: Sequence[Node], roots: Sequence[Node]) -> int:
    """What a label of `level` must count if it goes on with its row, or begins one."""
    parents = [node for node in path if node.level < level]
    row = parents[-1].children if parents else roots
    same = [node for node in row[-1:] if node.level == level]
    return same[0].number + 1 if same else 1


def _headed(node: Node, rest: Line) -> Node:
    """`node` with the heading that `rest` begins with, and what follows it as the first line of the body."""
    match = (_CLAUSE if node.level == _POINTS else _SENTENCE).search(rest.form)
    node.heading = rest.clean
    if match is None:
        return node
    start, end = match.span()
    space = _SPACE.search(rest.form, 4, start)
    if space and (node.level == 0 or (node.level < _POINTS and rest.end == rest.stop)):
        # A flattened text: the line end behind the heading has become a space.
        start = end = space.start()
    node.heading = rest.clean.slice(0, start)
    node.stop = rest.clean.parts(start, end)
    body = rest.after(end)
    node.lines = [] if body.blank else [replace(body, bold=False)]
    return node


class OutlineReader:
    """Turns nodes into measures; `blocks` gathers their prose, in which numbers are looked for."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.blocks: list[CleanText] = []

    def measure(self, node: Node) -> MeasureText:
        heading = whole_passage(node.heading, self.source)
        text = prose(node.lines, self.source)
        body = whole_passage(text, self.source)
        self.blocks += [block for block in (node.heading, text) if block.text]
        children = tuple(self.measure(child) for child in node.children)
        ends = [node.marks[-1][1]] + [one.span[1] for one in (heading, body, *children[-1:]) if one]
        empty = Passage("", (node.marks[-1][1],) * 2, ())
        return MeasureText(node.label, heading or empty, body, (node.marks[0][0], max(ends)), children)


def furnish_labels(nodes: Sequence[Node], findings: Findings) -> None:
    """Labels, and the signs that end headings, belong to the page."""
    for node in nodes:
        findings.furnish("measure_label", node.marks)
        findings.furnish("heading_stop", node.stop)
        furnish_labels(node.children, findings)


def whole_passage(text: CleanText, source: str) -> Passage | None:
    """All of `text` as a passage, or None when it is empty."""
    return text.passage(source, 0, len(text.text)) if text.text else None
