"""Sentences with their numbers marked: 【an outcome】 and {a rejected number}, to be compared at a glance."""

from __future__ import annotations

import re

from reform_cases.sourcetext.document import OutcomeText
from reform_cases.sourcetext.lines.clean import CleanText
from reform_cases.sourcetext.quantities.find import find_quantities

_MARKS = re.compile(r"[【】{}]")


def bare(sentence: str) -> str:
    """`sentence` without the marks."""
    return _MARKS.sub("", sentence)


def marked(text: str) -> str:
    """`text` with its numbers marked as the reader finds them."""
    outcomes, rejected = find_quantities(CleanText.of(text), text)
    spans = [(one.span, "【", "】") for one in outcomes] + [(one.span, "{", "}") for one in rejected]
    pieces: list[str] = []
    at = 0
    for (start, end), opening, closing in sorted(spans):
        pieces += [text[at:start], opening, text[start:end], closing]
        at = end
    return "".join([*pieces, text[at:]])


def outcomes_of(text: str) -> tuple[OutcomeText, ...]:
    """The outcomes of `text` read as one block."""
    return find_quantities(CleanText.of(text), text)[0]
