"""A reviewed file written out, for `review.load_review` to read: what it says of one number or name is a table under a comment.

There is no library for it here: TOML's texts are JSON's but for one character, and all else that such a file holds is whole
numbers, decimals and lists of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from decimal import Decimal
from typing import Any

from reform_cases.reference.number_roles import PROCESS
from reform_cases.sourcetext.review import Entry, ReviewFile

# The order in which an entry's fields stand.
_ORDER = (
    *("kind", "value", "value_low", "value_high", "value_from", "value_to", "base_value", "unit"),
    *("approximation", "direction", "metric", "scope", "period", "basis", "status", "said"),
)


def review_text(review: ReviewFile, remarks: Iterable[str] = ()) -> str:
    """Return `review` as TOML below `remarks`, a comment each; the label of an entry is a comment above it.

    The same review gives the same text. What is empty of the batch is left out.
    """
    of_batch = {one.name: said for one in fields(review.batch) if (said := getattr(review.batch, one.name))}
    tables = [
        "".join(comment(one) for one in remarks),
        _table("[batch]", of_batch) if of_batch else "",
        *(
            _table("[[case]]", {"number": number, "functions": list(names)})
            for number, names in sorted(review.functions.items())
        ),
        *(_entry("[[outcome]]", one, _outcome(one)) for one in review.entries if not one.reason),
        *(_entry("[[not_outcome]]", one, _rejection(one)) for one in review.entries if one.reason),
        *(_entry("[[instrument]]", one, _ordered(one)) for one in review.instruments),
    ]
    return "\n".join(filter(None, tables))


def comment(text: str) -> str:
    """Return `text` as one line of comment; what cannot stand in one is written as a text writes it."""
    return f"# {quoted(text)[1:-1] if not text.isprintable() else text}\n"


def quoted(text: str) -> str:
    """Return `text` as TOML writes it on one line."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _entry(head: str, entry: Entry, said: Iterable[tuple[str, Any]]) -> str:
    above = comment(entry.label) if entry.label else ""
    return above + _table(head, {"span": list(entry.span), "quote": entry.quote, **dict(said)})


def _ordered(entry: Entry) -> Iterator[tuple[str, Any]]:
    for name in sorted(entry.fields, key=_ORDER.index):
        value = entry.fields[name]
        if name != "said":
            yield name, value
        elif value:
            yield name, "；".join(value)


def _outcome(entry: Entry) -> Iterator[tuple[str, Any]]:
    yield from _ordered(entry)
    if entry.note:
        yield "note", entry.note


def _rejection(entry: Entry) -> Iterator[tuple[str, Any]]:
    yield "reason", entry.reason
    if entry.role != PROCESS:
        yield "role", entry.role


def _table(head: str, values: dict[str, Any]) -> str:
    return f"{head}\n" + "".join(f"{name} = {_value(value)}\n" for name, value in values.items())


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return quoted(value) if isinstance(value, str) else f"{Decimal(value):f}"
