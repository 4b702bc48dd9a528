"""The texts of records as they are searched: strings in, strings out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reform_cases.text.matching import normalise

# The primary key of a case and the texts of its columns, in the order of `Texts`, as the records have them.
Record = tuple[int, list[list[str]]]


class Texts(NamedTuple):
    """A row of `SearchText`, without the cost of a model: the primary key of a case and its folded texts."""

    case: int
    title: str
    keywords: str
    headings: str
    outcomes: str
    other: str
    significance: str
    measures: str


def fold(records: Sequence[Record]) -> list[Texts]:
    """Return the texts of `records` as they are stored: several of one column on lines of their own."""
    return [
        Texts(pk, *("\n".join(filter(None, map(normalise, column))) for column in columns))
        for pk, columns in records
    ]
