"""Numbers of prose as reports and cases have it, each marked by a person before the reader had seen it.

【quote|value unit↑@period】 is a result (only what stands behind `|` is compared), {quote} any other number.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from reform_cases.sourcetext.document import OutcomeText
from tests.sourcetext.marked import outcomes_of

_MARK = re.compile(
    r"【(?P<quote>[^【】|]+)(?:\|(?P<value>[0-9.]+)(?P<unit>[^↑↓@】]*)(?P<way>[↑↓]?)(?:@(?P<period>[^】]*))?)?】|\{(?P<other>[^{}]+)\}"
)
_WAYS = {"↑": "up", "↓": "down"}
# Results by their form, though nothing came of the work: what an order asks for, an errand, a row of measures, a rank.
TAKEN_FOR_RESULTS = ["1516320元", "2万元", "5次", "11项", "全省首批"]


def _fits(outcome: OutcomeText, mark: re.Match[str]) -> bool:
    if mark["value"] is None:
        return True
    return (
        outcome.base_value == Decimal(mark["value"])
        and outcome.unit == (mark["unit"] or outcome.unit)
        and outcome.direction == _WAYS.get(mark["way"], outcome.direction)
        and outcome.period == (mark["period"] or outcome.period)
    )


def test_results_of_prose_are_found_with_their_values() -> None:
    lines = (Path(__file__).parent / "prose.txt").read_text(encoding="utf-8").splitlines()
    missed: list[str] = []
    taken: list[str] = []
    for line in lines:
        text = _MARK.sub(lambda mark: mark["quote"] or mark["other"], line)
        marks, shift = [], 0
        for mark in _MARK.finditer(line):
            quote = mark["quote"] or mark["other"]
            start = mark.start() - shift
            shift += len(mark[0]) - len(quote)
            marks += [(start, start + len(quote), mark)] * (mark["quote"] is not None)
        outcomes = list(outcomes_of(text))
        for start, end, mark in marks:
            found = next((one for one in outcomes if one.span[0] < end and start < one.span[1]), None)
            if found is None or not _fits(found, mark):
                missed.append(mark[0])
        spans = [(start, end) for start, end, _ in marks]
        taken += [
            one.quote for one in outcomes if not any(s < one.span[1] and one.span[0] < e for s, e in spans)
        ]
    assert (missed, sorted(taken)) == ([], sorted(TAKEN_FOR_RESULTS))
