"""Numbers that belong together: units shared by a list, and changes between two values.

分别下降0.09和1.05个百分点 lends its unit to both numbers. 从80%提升至89.4% is one number, from 80 to 89.4, with the
years inside it.

A change begins at 从 or 由 shortly before its first value and has a word of change or arrival between the values; a
third value (再到C) extends it. Nothing but dates may stand between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reform_cases.reference.units import ARRIVAL_WORDS, FALL_SIGNS, FALL_WORDS, RISE_SIGNS, RISE_WORDS
from reform_cases.sourcetext.quantities.tokens import Token

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
LIST_SIGNS = frozenset({"、", "和", "与", "及", "/", "以及"})
_LENDERS = frozenset({"percent", "share", "times", "money", "people", "count", "score", "time"})


@dataclass(frozen=True, slots=True)
class Change:
    """From `first` to `last`; `start` is where 从 or 由 stands."""

    start: int
    first: Token
    last: Token

    @property
    def end(self) -> int:
        return self.last.end


def lend_units(tokens: list[Token], text: str) -> list[Token]:
    """Return `tokens` with the unit at the end of a list (分别为3.2、4.5和6个百分点) given to the bare numbers before it."""
    lent = list(tokens)
    for at in range(len(lent) - 2, -1, -1):
        token, following = lent[at], lent[at + 1]
        if token.form != "quantity" or text[token.end : following.start] not in LIST_SIGNS:
            continue
        bare = not token.unit and following.unit_class in _LENDERS
        if bare and "分别" in text[max(0, token.start - _REACH) : token.start]:
            lent[at] = token._replace(unit=following.unit)
        elif token.unit == "个" and following.unit == "百分点":
            lent[at] = token._replace(unit="百分点")
    return lent


def join_changes(tokens: list[Token], text: str) -> Iterator[Token | Change]:
    """`tokens` in order, those of a change (dates inside it included) replaced by the Change."""
    reached = 0
    dates: list[Token] = []
    at = 0
    while at < len(tokens):
        last, change = _change(tokens, at, text, reached)
        if change is not None:
            yield from (date for date in dates if date.end <= change.start)
            yield change
            dates, reached = [], change.end
        elif _dates(tokens[at], text):
            dates.append(tokens[at])
        else:
            yield from dates
            yield tokens[at]
            dates, reached = [], tokens[at].end
        at = last + 1
    yield from dates


def _change(tokens: list[Token], at: int, text: str, reached: int) -> tuple[int, Change | None]:
    """The change whose first value is token `at`, after the index of its last token; None when there is none."""
    start = _opening(text, tokens[at], reached)
    second = _next_value(tokens, at, text) if start >= 0 else 0
    if not second or not _links(_BETWEEN, text, tokens, at, second):
        return at, None
    third = _next_value(tokens, second, text)
    last = third if third and _links(_ONWARD, text, tokens, second, third) else second
    change = Change(start, tokens[at], tokens[last])
    return (last, change) if change.end - start <= _LONGEST else (at, None)


def _opening(text: str, token: Token, reached: int) -> int:
    """Where the 从 or 由 that opens a change with `token` as its first value stands; -1 when there is none."""
    low = max(reached, token.start - _REACH)
    opening = -1
    if max(text.rfind("从", low, token.start), text.rfind("由", low, token.start)) < 0 or not _plain_value(
        token
    ):
        return opening
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
            return index if _plain_value(tokens[index]) else 0
    return 0


def _plain_value(token: Token) -> bool:
    """Whether `token` can be one end of a change: a single value, or a place (第9位, 全省第九)."""
    return (
        token.form in ("quantity", "fraction", "rank", "ordinal") and token.first != "" and not token.second
    )


def _links(pattern: re.Pattern[str], text: str, tokens: list[Token], first: int, second: int) -> bool:
    """Whether `pattern` is all that stands between two values whose units agree."""
    one, other = tokens[first], tokens[second]
    if other.start - one.end > 2 * _REACH or (one.unit and not _comparable(one, other)):
        return False
    if _is_place(one) != _is_place(other):
        return False
    between = text[one.end : other.start]
    return "\n" not in between and pattern.fullmatch(between) is not None


def _comparable(one: Token, other: Token) -> bool:
    """Whether two units agree; 三成 and 100% do."""
    return one.unit == other.unit or {one.unit, other.unit} == {"成", "%"}


def _is_place(token: Token) -> bool:
    return token.form in ("rank", "ordinal")
