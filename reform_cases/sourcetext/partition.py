"""Step 12, partition: every character of the text in exactly one place.

A leaf is a field value of a case, furniture or noise. What no step has placed is layout when it is white space or a
separator, and otherwise noise with a warning: nothing is dropped, nothing is counted twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from reform_cases.reference import noise as reference
from reform_cases.sourcetext.document import PROSE, CaseText, MeasureText, Passage, Span
from reform_cases.sourcetext.findings import Findings

SEPARATORS = frozenset(" \t\r\n\v\f\u3000\xa0\ufeff\u200b\u200e\u2028\x85/|｜／·•、；;，,:：。")
_SHOWN = 20


def case_leaves(case: CaseText) -> Iterator[Span]:
    """The spans of every field value of `case`.

    What stands inside another value is not repeated: numbers, the organ, measures that a section holds.
    """
    passages: list[Passage | None] = [case.title, *case.keywords]
    passages += [getattr(case, name) for name in PROSE]
    passages += [section.body for section in case.sections]
    for passage in passages:
        yield from passage.parts if passage else ()
    held = {point.span for section in case.sections for point in section.outline}
    for measure in case.measures:
        if measure.span not in held:
            yield from _measure_leaves(measure)


def _measure_leaves(measure: MeasureText) -> Iterator[Span]:
    yield from measure.heading.parts
    yield from measure.body.parts if measure.body else ()
    for child in measure.children:
        yield from _measure_leaves(child)


def settle(findings: Findings) -> None:
    """Each noise once: what lies inside a line that is noise as a whole is part of that line.

    Nothing is furniture inside noise.
    """
    spans: list[Span] = []
    kept = []
    for noise in sorted(findings.noise, key=lambda one: (one.span[0], -one.span[1])):
        if not spans or noise.span[0] >= spans[-1][1]:
            kept.append(noise)
            spans.append(noise.span)
    findings.noise[:] = kept
    outside = []
    at = 0
    for item in sorted(findings.furniture, key=lambda one: one.span):
        while at < len(spans) and spans[at][1] <= item.span[0]:
            at += 1
        if at == len(spans) or item.span[1] <= spans[at][0]:
            outside.append(item)
    findings.furniture[:] = outside


def place_the_rest(cases: tuple[CaseText, ...], findings: Findings) -> None:
    """Give every character that has no place yet a role or a reason."""
    leaves = [span for case in cases for span in case_leaves(case)]
    leaves += [item.span for item in findings.furniture] + [item.span for item in findings.noise]
    reached = 0
    for start, end in [*sorted(leaves), (len(findings.text), len(findings.text))]:
        if start > reached:
            _place(reached, start, findings)
        reached = max(reached, end)
    findings.furniture.sort(key=lambda item: item.span)
    findings.noise.sort(key=lambda item: item.span)


def _place(start: int, end: int, findings: Findings) -> None:
    text = findings.text[start:end]
    if text.isspace() or not set(text) - SEPARATORS:
        findings.furnish("layout", [(start, end)])
        return
    left, right = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
    findings.furnish("layout", [span for span in ((start, left), (right, end)) if span[0] < span[1]])
    findings.discard(reference.UNPLACED, [(left, right)])
    shown = findings.text[left : min(right, left + _SHOWN)] + ("…" if right - left > _SHOWN else "")
    findings.warn((left, right), f"这段文字未能归入任何栏目:{shown}")
