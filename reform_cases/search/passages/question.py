"""What a question in everyday words looks for: pairs of characters, single characters, and words that mean the same."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from reform_cases.reference.lay_words import ASKING, GROUPS, STOCK
from reform_cases.text.matching import normalise

# What a word counts for beside a pair of characters as typed.
SINGLE, LIKE, OF_STOCK = 0.3, 0.8, 0.3
# Of a long text so many characters are looked for.
LONGEST = 120


class Wanted(NamedTuple):
    """A word to look for, what it counts for, and the word as typed for which it stands ("" when it was typed itself)."""

    text: str
    weight: float
    typed: str = ""


class AskedWord(NamedTuple):
    """A word of a text, and the reviewed words that may stand for it; what stands between reviewed words is a word too."""

    text: str
    like: tuple[str, ...] = ()


class Question(NamedTuple):
    """The words of a question by what was typed: whichever of one group is found counts, once."""

    words: tuple[tuple[Wanted, ...], ...]
    singles: tuple[Wanted, ...]


_ASKING = re.compile("|".join(sorted(map(re.escape, ASKING), key=len, reverse=True)))
_RUN = re.compile(r"[\u3400-\u9fff〇]+|[a-z0-9][a-z0-9.%+]*")
_HAN = re.compile(r"[\u3400-\u9fff〇]+")


@cache
def _alike() -> dict[str, tuple[str, ...]]:
    """For each word of the table all that may stand for it."""
    alike: dict[str, dict[str, None]] = {}
    for group in GROUPS:
        folded = [normalise(word) for word in group]
        for word in folded:
            alike.setdefault(word, {}).update(dict.fromkeys(other for other in folded if other != word))
    return {word: tuple(others) for word, others in alike.items()}


@cache
def _known_words() -> re.Pattern[str]:
    # The longest that begins at a place, and none inside it.
    return re.compile("|".join(sorted(map(re.escape, _alike()), key=len, reverse=True)))


@cache
def _stock() -> frozenset[str]:
    return frozenset(word[at : at + 2] for word in STOCK for at in range(len(word) - 1))


def read_question(text: str) -> Question:
    """Return what `text` looks for."""
    folded, runs = normalise(text)[:LONGEST], runs_of(text)
    words: dict[str, tuple[Wanted, ...]] = {}
    for run in runs:
        for word in _pairs(run):
            weight = OF_STOCK if word in _stock() else 1.0
            words.setdefault(word, (Wanted(word, weight),))
    for word in dict.fromkeys(_known_words().findall(folded)):
        words[f"≈{word}"] = tuple(Wanted(other, LIKE, word) for other in _alike()[word])
    letters = dict.fromkeys(letter for run in runs if _HAN.fullmatch(run) for letter in run)
    return Question(tuple(words.values()), tuple(Wanted(letter, SINGLE) for letter in letters))


def runs_of(text: str) -> list[str]:
    """Return what stands together in `text`, folded: runs of Chinese characters or of others, without words that only ask."""
    return _RUN.findall(_ASKING.sub(" ", normalise(text)[:LONGEST]))


def words_of(text: str) -> list[AskedWord]:
    """Return the words of `text` in their order, folded, without those that only ask."""
    words: dict[str, AskedWord] = {}
    for run in runs_of(text):
        at = 0
        for match in _known_words().finditer(run):
            words |= {piece: AskedWord(piece) for piece in [run[at : match.start()]] if piece}
            words[match[0]] = AskedWord(match[0], _alike()[match[0]])
            at = match.end()
        words |= {piece: AskedWord(piece) for piece in [run[at:]] if piece}
    return list(words.values())


def _pairs(run: str) -> list[str]:
    if not _HAN.fullmatch(run):
        return [run]
    return [run[at : at + 2] for at in range(len(run) - 1)]
