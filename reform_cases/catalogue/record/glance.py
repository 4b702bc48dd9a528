"""What came of a case, at a glance: at most three of its results, and one picture where the text allows it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, groupby
from typing import NamedTuple

from reform_cases.catalogue.numbers.telling import most_telling
from reform_cases.catalogue.record.outcomes_shown import NumberGroup, NumberLine
from reform_cases.catalogue.record.pictures import DrawnChanges, DrawnWhole, changes, whole
from reform_cases.words import word as _

MOST_SHOWN = 3


class Glance(NamedTuple):
    """The `shown` results, and a picture of several of one sentence or of the parts of one; of `changes` it says when and whose."""

    shown: tuple[NumberLine, ...] = ()
    said: str = ""
    changes: DrawnChanges | None = None
    whole: DrawnWhole | None = None

    @classmethod
    def of(cls, groups: Sequence[NumberGroup]) -> Glance:
        """Choose from the numbers of a record, by sentence: neither plans nor what nobody is sure of are results; of one metric one is enough."""
        results = [(group, [line for line in group.lines if line.sure]) for group in groups]
        for group, lines in results:
            if drawn := changes(lines):
                said = "，".join(group.said) + _("。出自同一句话，画在同一把尺上")
                if all(bar.line.outcome.basis == "同比" for bar in drawn.bars):
                    said += _("；横线是上年同期")
                return cls(tuple(bar.line for bar in drawn.bars), f"{said}。", changes=drawn)
        by_part = groupby(results, lambda result: result[0].part_anchor)
        parts = [[line for _sentence, own in run for line in own] for _anchor, run in by_part]
        first: dict[str, NumberLine] = {}
        for line in chain.from_iterable(parts):
            first.setdefault(line.metric, line)
        lines = list(first.values())
        chosen = most_telling([line.outcome.kind for line in lines], MOST_SHOWN)
        return cls(tuple(lines[at] for at in chosen), whole=next(filter(None, map(whole, parts)), None))
