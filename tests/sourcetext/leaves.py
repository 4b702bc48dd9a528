"""What every document must satisfy, whatever was read: exact quotes and one place for every character."""

from __future__ import annotations

from collections.abc import Iterator

from reform_cases.sourcetext.document import Document, MeasureText, Passage
from reform_cases.sourcetext.partition import case_leaves


def assert_whole(document: Document) -> None:
    """Every character is in exactly one leaf, every value is the source's own characters."""
    text = document.text
    leaves = [span for case in document.cases for span in case_leaves(case)]
    for item in (*document.furniture, *document.noise):
        assert text[slice(*item.span)] == item.text
        leaves.append(item.span)
    reached = 0
    for start, end in sorted(leaves):
        assert start == reached, (
            f"{text[min(start, reached) : max(start, reached)]!r} is in no leaf or in two"
        )
        assert end > start
        reached = end
    assert reached == len(text)
    assert document.unplaced() == []
    for passage in passages(document):
        assert "".join(text[start:end] for start, end in passage.parts) == passage.text
        if passage.parts:
            assert passage.span == (passage.parts[0][0], passage.parts[-1][1])
    for number in document.all_numbers():
        assert text[slice(*number.span)] == number.quote
    for case in document.cases:
        assert case.span[0] <= case.title.span[0] < case.title.span[1] <= case.span[1]


def passages(document: Document) -> Iterator[Passage]:
    """Every passage of every case."""
    for case in document.cases:
        yield case.title
        yield from case.keywords
        yield from (one for one in (case.organ, case.background, case.significance) if one)
        yield from (section.body for section in case.sections)
        for measure in case.measures:
            yield from _measure_passages(measure)
        yield from (outcome.sentence for outcome in case.outcomes)


def _measure_passages(measure: MeasureText) -> Iterator[Passage]:
    yield measure.heading
    if measure.body:
        yield measure.body
    for child in measure.children:
        yield from _measure_passages(child)
