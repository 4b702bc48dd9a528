"""Changes between two values: 从80%提升至89.4% is one number, from 80 to 89.4, with the years inside it.

A change begins at 从 or 由 shortly before its first value and has a word of change or arrival between the values; a
third value (再到C) extends it. Nothing but dates may stand between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reform_cases.reference.units import ARRIVAL_WORDS, FALL_SIGNS, FALL_WORDS, RISE_SIGNS, RISE_WORDS
from reform_cases.sourcetext.quantities_tokens import Token

_VERBS = "|".join((*RISE_WORDS, *FALL_WORDS))
_SIGNS = RISE_SIGNS + FALL_SIGNS
_ARRIVAL = "".join(ARRIVAL_WORDS)
_BETWEEN = re.compile(
    rf",?[^,。;:、]{{0,8}}?(?:(?:{_VERBS})[{_ARRIVAL}]?|[{_SIGNS}]?[{_ARRIVAL}])[^,。;:、]{{0,16}}"
)
_ONWARD = re.compile(r",?(?:再|后|又|并)?[^,。;:、]{0,8}?[至到][^,。;:、]{0,8}")
_OPENING = re.compile(r"(?:从(?![事而中业属严])|(?<![理自])由(?![于此]))")
_REACH = 24
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Change:
    """From `first` to `last`; `start` is where 从 or 由 stands, `between` what is written between them."""

    start: int
    first: Token
    last: Token
    between: str

    @property
    def end(self) -> int:
        return self.last.end


def join_changes(tokens: list[Token], text: str) -> Iterator[Token | Change]:
    """`tokens` in order, those of a change (dates inside it included) replaced by the Change."""
    reached = 0
    held: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        following = _next_value(tokens, at, text)
        start = _opening(text, token, reached) if following else -1
        if start >= 0 and _links(_BETWEEN, text, tokens, at, following):
            yield from (one for one in held if one.end <= start)
            last = _next_value(tokens, following, text)
            last = last if last and _links(_ONWARD, text, tokens, following, last) else following
            yield Change(start, token, tokens[last], text[token.end : tokens[following].start])
            at, held, reached = last + 1, [], tokens[last].end
            continue
        if _dates(token, text):
            held.append(token)
        else:
            yield from held
            yield token
            held, reached = [], token.end
        at += 1
    yield from held


def _opening(text: str, token: Token, reached: int) -> int:
    """Where the 从 or 由 that opens a change with `token` as its first value stands; -1 when there is none."""
    if token.form != "quantity" or token.second:
        return -1
    low = max(reached, token.start - _REACH)
    opening = -1
    for match in _OPENING.finditer(text, low, token.start):
        opening = match.start()
    if opening < 0 or any(sign in ",。;:、\n!?" for sign in text[opening : token.start]):
        return -1
    return opening


def _dates(token: Token, text: str) -> bool:
    """Whether `token` only dates a value: a date, or 3年 in 3年前的80%."""
    return token.form == "date" or (
        token.unit_class == "time" and text.startswith(("前", "之前", "以前"), token.end)
    )


def _next_value(tokens: list[Token], at: int, text: str) -> int:
    """Index of the next token after `at` that is no date, when it is a plain quantity; 0 when not."""
    for index in range(at + 1, min(at + 3, len(tokens))):
        if not _dates(tokens[index], text):
            return index if tokens[index].form == "quantity" and not tokens[index].second else 0
    return 0


def _links(pattern: re.Pattern[str], text: str, tokens: list[Token], first: int, second: int) -> bool:
    """Whether `pattern` is all that stands between two values whose units agree."""
    one, other = tokens[first], tokens[second]
    if other.start - one.end > 2 * _REACH or (one.unit and one.unit != other.unit):
        return False
    between = text[one.end : other.start]
    return "\n" not in between and pattern.fullmatch(between) is not None
