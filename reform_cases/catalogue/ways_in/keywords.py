"""The keywords that readers see, with counts: the most frequent first, or from A to Z by their pinyin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

import numpy as np

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.columns.attribute import Attribute
from reform_cases.catalogue.columns.numbering import Numbers
from reform_cases.catalogue.columns.snapshot import Snapshot
from reform_cases.catalogue.facts import cases_with
from reform_cases.catalogue.listing.parameters import Parameters
from reform_cases.models import Suggestion
from reform_cases.text.matching import normalise

# Where names stand that begin with no letter, after Z.
OTHER = "#"


@dataclass(frozen=True)
class KeywordCount:
    """A keyword with a number of cases, and where these are to be seen."""

    name: str
    count: int
    url: str


@dataclass(frozen=True)
class Letter:
    """A letter of the index with the keywords whose pinyin begins with it; of most catalogues some have none."""

    letter: str
    keywords: list[KeywordCount]

    @property
    def anchor(self) -> str:
        """Return its address within the page."""
        return "letter-other" if self.letter == OTHER else f"letter-{self.letter.lower()}"


def most_frequent(
    attribute: Attribute, counts: Numbers, most: int, among: Sequence[tuple[str, str]] = ()
) -> list[KeywordCount]:
    """Return at most `most` keywords of `counts`, the most frequent first, then by code point.

    `among` are parameters of the list that was counted: with them each leads to those of that list that carry it,
    without to its page. `attribute` is the snapshot's `keyword`, whose values stand by code point.
    """
    order = np.argsort(-counts, kind="stable")[:most]
    return [
        KeywordCount(attribute.labels[at], int(counts[at]), _url(attribute.names[at], among))
        for at in order.tolist()
        if counts[at]
    ]


def _url(slug: str, among: Sequence[tuple[str, str]]) -> str:
    if not among:
        return address("keyword", slug)
    return address("cases") + Parameters((*among, ("keyword", slug))).query


def carried_with(catalogue: Snapshot, slug: str, most: int) -> list[KeywordCount]:
    """Return at most `most` keywords that stand beside `slug`, each with the number of cases that carry both."""
    attribute = catalogue.attributes["keyword"]
    counts = attribute.counts(attribute.having([slug], catalogue.size))
    counts[attribute.indexes[slug]] = 0
    return most_frequent(attribute, counts, most)


@dataclass(frozen=True)
class FunctionKeywords:
    """A function with its weightiest keywords, each of which stands under one function only."""

    name: str
    url: str
    keywords: list[KeywordCount]


def by_function(catalogue: Snapshot, most: int) -> list[FunctionKeywords]:
    """Return the functions that cases have, each with at most `most` keywords of these cases."""
    functions, attribute = catalogue.attributes["function"], catalogue.attributes["keyword"]
    counts = np.array(
        [attribute.counts(functions.having([name], catalogue.size)) for name in functions.names]
    ).reshape(len(functions.names), len(attribute.names))
    # A keyword belongs where most of its cases are; of several such functions, to the first.
    if len(counts):
        counts[np.arange(len(counts))[:, None] != counts.argmax(axis=0)] = 0
    return [
        FunctionKeywords(name, cases_with("function", name), keywords)
        for name, own in zip(functions.names, counts, strict=True)
        if (keywords := most_frequent(attribute, own, most))
    ]


def named(attribute: Attribute, part: str, most: int) -> list[KeywordCount]:
    """Return the keywords in which `part` stands, look-alikes equal; the most frequent first."""
    folded = normalise(part)
    counts = np.array(
        [
            count if count and folded in normalise(name) else 0
            for name, count in zip(attribute.labels, attribute.totals.tolist(), strict=True)
        ],
        np.int64,
    )
    return most_frequent(attribute, counts, most)


def letters(attribute: Attribute) -> list[Letter]:
    """Return A to Z and `#`, each with its keywords in the order of their pinyin; one query."""
    known = Suggestion.objects.filter(kind=Suggestion.Kind.KEYWORD).values_list("text", "pinyin")
    pinyin = dict(known)
    by_letter: dict[str, list[tuple[SortKey, KeywordCount]]] = defaultdict(list)
    for slug, name, count in zip(attribute.names, attribute.labels, attribute.totals.tolist(), strict=True):
        if count:
            key = sort_key(name, pinyin.get(name, ""))
            by_letter[_letter(key)].append((key, KeywordCount(name, count, address("keyword", slug))))
    return [
        Letter(letter, [keyword for _key, keyword in sorted(by_letter[letter], key=lambda pair: pair[0])])
        for letter in (*ascii_uppercase, OTHER)
    ]


SortKey = tuple[tuple[tuple[str, str], ...], str]


def sort_key(name: str, pinyin: str) -> SortKey:
    """Sort by syllables, then by code point. `pinyin` is what `Suggestion` keeps: the spelling from each syllable on.

    Syllable by syllable 西安 stands before 仙; ü, spelt v, follows u. Without a spelling the name sorts as it is.
    """
    endings = pinyin.split() or [name.casefold()]
    syllables = (
        ending.removesuffix(following) for ending, following in zip(endings, [*endings[1:], ""], strict=True)
    )
    return tuple((syllable.replace("v", "u"), syllable) for syllable in syllables), name


def _letter(key: SortKey) -> str:
    first = key[0][0][1][:1].upper()
    return first if first in ascii_uppercase else OTHER
