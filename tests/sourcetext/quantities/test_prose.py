"""Numbers of prose as reports and cases have it, each marked by a person before the reader had seen it.

【quote|value unit↑@period】 is a result (only what stands behind `|` is compared), {quote} any other number, ‹quote› one of
which people may think either way. `prose.txt` is what the rules were made with; `reports.txt` is dense text written before
evidence was asked for, `later_reports.txt` after; `siblings.txt` is made up beside what published documents got wrong, with what must not follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from reform_cases.sourcetext.document import OutcomeText
from tests.sourcetext.marked import outcomes_of

_MARK = re.compile(
    r"【(?P<quote>[^【】|]+)(?:\|(?P<value>[0-9.]+)(?P<unit>[^↑↓@】]*)(?P<way>[↑↓]?)(?:@(?P<period>[^】]*))?)?】"
    r"|\{(?P<other>[^{}]+)\}|‹(?P<either>[^‹›]+)›"
)
_WAYS = {"↑": "up", "↓": "down"}
# Results by their form, though nothing came of the work: what an order asks for, an errand, a row of measures, a rank.
TAKEN_FOR_RESULTS = ["1516320元", "2万元", "5次", "11项", "全省首批"]


class Marked(NamedTuple):
    """A line without its marks, and these with the span each had around."""

    text: str
    marks: list[tuple[int, int, re.Match[str]]]

    def near(self, outcome: OutcomeText) -> list[re.Match[str]]:
        return [mark for start, end, mark in self.marks if outcome.span[0] < end and start < outcome.span[1]]


def _lines(name: str) -> Iterator[Marked]:
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines():
        marks: list[tuple[int, int, re.Match[str]]] = []
        shift = 0
        for mark in _MARK.finditer(line):
            quote = mark["quote"] or mark["other"] or mark["either"]
            start = mark.start() - shift
            shift += len(mark[0]) - len(quote)
            marks.append((start, start + len(quote), mark))
        yield Marked(_MARK.sub(lambda mark: mark["quote"] or mark["other"] or mark["either"], line), marks)


def _fits(outcome: OutcomeText, mark: re.Match[str]) -> bool:
    if mark["value"] is None:
        return True
    return (
        outcome.base_value == Decimal(mark["value"])
        and outcome.unit == (mark["unit"] or outcome.unit)
        and outcome.direction == _WAYS.get(mark["way"], outcome.direction)
        and outcome.period == (mark["period"] or outcome.period)
    )


def _missed(name: str) -> list[str]:
    """The results that no outcome is, with their value."""
    missed: list[str] = []
    for line in _lines(name):
        found = outcomes_of(line.text)
        fitting = {mark[0] for one in found for mark in line.near(one) if mark["quote"] and _fits(one, mark)}
        missed += [mark[0] for _, _, mark in line.marks if mark["quote"] and mark[0] not in fitting]
    return missed


def test_results_of_prose_are_found_with_their_values() -> None:
    taken = [
        one.quote
        for line in _lines("prose.txt")
        for one in outcomes_of(line.text)
        if not any(mark["quote"] for mark in line.near(one))
    ]
    assert (_missed("prose.txt"), sorted(taken)) == ([], sorted(TAKEN_FOR_RESULTS))


@pytest.mark.parametrize("name", ["reports.txt", "later_reports.txt", "siblings.txt"])
def test_results_of_dense_reports_are_found(name: str) -> None:
    assert _missed(name) == []


@pytest.mark.parametrize("name", ["prose.txt", "reports.txt", "later_reports.txt", "siblings.txt"])
def test_what_the_reader_is_sure_of_is_a_result(name: str) -> None:
    found = [(line, one) for line in _lines(name) for one in outcomes_of(line.text)]
    results = [(line, one, mark) for line, one in found for mark in line.near(one) if not mark["other"]]
    wrong = [
        one.quote
        for line, one in found
        if not one.review
        and not any(mark["either"] or (mark["quote"] and _fits(one, mark)) for mark in line.near(one))
    ]
    sure = sum(not one.review for _, one, _ in results)
    assert (wrong, sure >= 0.85 * len(results)) == ([], True)
