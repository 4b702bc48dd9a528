"""Step 6, outline: the numbered tree inside a section.

A label such as `一、` opens a measure whose heading is the rest of its line; the heading of `(一)` ends at its first `。`.
Paragraphs up to the next label are the body.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reform_cases.reference.forms import MEASURE_LABELS
from reform_cases.sourcetext.clean import CleanText
from reform_cases.sourcetext.document import MeasureText, Passage, Span
from reform_cases.sourcetext.findings import Findings
from reform_cases.sourcetext.lines import Line
from reform_cases.sourcetext.sections import prose


@dataclass
class _Node:
    level: int
    label: str
    marks: tuple[Span, ...]
    heading: CleanText
    lines: list[Line] = field(default_factory=list)
    children: list[_Node] = field(default_factory=list)


def read_outline(
    lines: Sequence[Line], source: str, findings: Findings
) -> tuple[CleanText, tuple[MeasureText, ...], list[CleanText]]:
    """The prose before the first label, the tree, and every piece of the tree's prose (for its numbers)."""
    before: list[Line] = []
    roots: list[_Node] = []
    path: list[_Node] = []
    for line in lines:
        node = _opened(line, findings)
        if node is None:
            (path[-1].lines if path else before).append(line)
            continue
        while path and path[-1].level >= node.level:
            path.pop()
        (path[-1].children if path else roots).append(node)
        path.append(node)
    blocks: list[CleanText] = []
    return prose(before, source), tuple(_measure(node, source, findings, blocks) for node in roots), blocks


def _opened(line: Line, findings: Findings) -> _Node | None:
    """The node whose label opens `line`, its heading cut at the first `。` when it is not of the first level."""
    for level, forms in enumerate(MEASURE_LABELS):
        for form in forms:
            match = form.pattern.match(line.form)
            if match is None:
                continue
            rest = line.after(match.end())
            stop = rest.form.find("。") if level else -1
            node = _Node(
                level,
                line.clean.text[: match.end("label")].rstrip("、"),
                line.clean.parts(*match.span("label")),
                rest.clean,
            )
            if stop >= 0:
                node.heading = rest.clean.slice(0, stop)
                findings.furnish("heading_stop", rest.clean.parts(stop, stop + 1))
                body = rest.after(stop + 1)
                node.lines = [] if body.blank else [body]
            return node
    return None


def _measure(node: _Node, source: str, findings: Findings, blocks: list[CleanText]) -> MeasureText:
    findings.furnish("measure_label", node.marks)
    heading = whole_passage(node.heading, source) or _empty(node.marks[-1][1])
    text = prose(node.lines, source)
    body = whole_passage(text, source)
    blocks += [block for block in (node.heading, text) if block.text]
    children = tuple(_measure(child, source, findings, blocks) for child in node.children)
    last = max(heading.span[1], body.span[1] if body else 0, children[-1].span[1] if children else 0)
    return MeasureText(node.label, heading, body, (node.marks[0][0], last), children)


def whole_passage(text: CleanText, source: str) -> Passage | None:
    """All of `text` as a passage, or None when it is empty."""
    return text.passage(source, 0, len(text.text)) if text.text else None


def _empty(at: int) -> Passage:
    return Passage("", (at, at), ())
