"""How long a title and a heading may be; a longer one is divided, never cut off, and a person is told."""

from __future__ import annotations

from dataclasses import replace

from reform_cases.sourcetext.document import CaseText, MeasureText, Passage, Span
from reform_cases.sourcetext.findings import Findings

LONGEST_HEADING = 500  # characters; the catalogue's columns hold so many


def within_limits(case: CaseText, findings: Findings) -> CaseText:
    """`case` with a title and headings of at most LONGEST_HEADING characters.

    What is beyond it in a heading begins the measure's body; in a title it has no place and is left to partition.
    """
    title, rest = _divided(case.title)
    if rest:
        findings.warn(rest.span, f"标题长{len(case.title.text)}字,只收前{LONGEST_HEADING}字,其余请人工核对")
    return replace(case, title=title, measures=tuple(_measure(one, findings) for one in case.measures))


def _measure(measure: MeasureText, findings: Findings) -> MeasureText:
    heading, rest = _divided(measure.heading)
    body = measure.body
    if rest:
        findings.warn(
            rest.span, f"举措标题长{len(measure.heading.text)}字,前{LONGEST_HEADING}字为标题,其余归入正文"
        )
        body = _joined(rest, body) if body else rest
    children = tuple(_measure(child, findings) for child in measure.children)
    return replace(measure, heading=heading, body=body, children=children)


def _divided(passage: Passage) -> tuple[Passage, Passage | None]:
    """The first LONGEST_HEADING characters of `passage`, and the others if there are any."""
    if len(passage.text) <= LONGEST_HEADING:
        return passage, None
    first: list[Span] = []
    others: list[Span] = []
    room = LONGEST_HEADING
    for start, end in passage.parts:
        middle = min(start + room, end)
        room -= middle - start
        first += [(start, middle)] if start < middle else []
        others += [(middle, end)] if middle < end else []
    return _passage(passage.text[:LONGEST_HEADING], first), _passage(passage.text[LONGEST_HEADING:], others)


def _joined(one: Passage, other: Passage) -> Passage:
    return _passage(one.text + other.text, [*one.parts, *other.parts])


def _passage(text: str, parts: list[Span]) -> Passage:
    return Passage(text, (parts[0][0], parts[-1][1]), tuple(parts))
