"""From the texts of records to what is stored and indexed: strings in, strings and bytes out, in whatever process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any, NamedTuple

from reform_cases.text.many import normalise_all
from reform_cases.text.matching import normalise

# The primary key of a case and the texts of its columns, in the order of `Texts`, as the records have them.
Record = tuple[int, list[list[str]]]
# Kind and text of a suggestion, and its name; with what it is found by: folded name, pinyin, initials.
Name = tuple[str, str, str]
Spelt = tuple[str, str, str, str, str]
# What an index wants to be given for one case.
Entry = Any


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


class Prepared(NamedTuple):
    """What is to be written of some cases, by primary key, and of some names."""

    texts: dict[int, Texts]
    entries: dict[int, Entry]
    suggestions: list[Spelt]


EntriesOf = Callable[[Sequence[Texts]], list[Entry]]


def fold(records: Sequence[Record]) -> list[Texts]:
    """The texts of `records` as they are stored: several of one column on lines of their own."""
    folded = iter(normalise_all([text for _pk, columns in records for column in columns for text in column]))
    return [
        Texts(pk, *("\n".join(filter(None, islice(folded, len(column)))) for column in columns))
        for pk, columns in records
    ]


def prepare(records: Sequence[Record], entries_of: EntriesOf, names: Sequence[Name] = ()) -> Prepared:
    """`records` folded, the entries that `entries_of` makes of them, and `names` spelt."""
    texts = fold(records)
    cases = [text.case for text in texts]
    entries = entries_of(texts)
    return Prepared(
        dict(zip(cases, texts, strict=True)), dict(zip(cases, entries, strict=True)), list(map(spell, names))
    )


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
