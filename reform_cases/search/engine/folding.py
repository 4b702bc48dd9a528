"""The texts of records as they are searched, and names as they are suggested: strings in, strings out, in whatever process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reform_cases.text.matching import normalise

# The primary key of a case and the texts of its columns, in the order of `Texts`, as the records have them.
Record = tuple[int, list[list[str]]]
# Kind and text of a suggestion, and its name; with what it is found by: folded name, pinyin, initials.
Name = tuple[str, str, str]
Spelt = tuple[str, str, str, str, str]


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
    """The texts of `records` as they are stored: several of one column on lines of their own."""
    return [
        Texts(pk, *("\n".join(filter(None, map(normalise, column))) for column in columns))
        for pk, columns in records
    ]


def spell(name: Name) -> Spelt:
    """`name` as a row of suggestions.

    The pinyin is the spelling from each syllable on, every one after a space: 涉检信访 is found by xinfang too.
    """
    # Importing it takes 0.3 s and 50 MB, which only those who write suggestions should pay.
    from reform_cases.search.spelling import syllables

    kind, text, shown = name
    spelt = syllables(shown)
    endings = " ".join(["".join(spelt[start:]) for start in range(len(spelt))])
    initials = "".join([syllable[:1] for syllable in spelt])
    return kind, text, normalise(shown)[:1000], f" {endings}"[:3000], initials[:1000]
