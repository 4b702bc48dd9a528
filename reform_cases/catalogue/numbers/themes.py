"""What numbers are about: the nouns that recur in what they measure (检察建议, 信访, 线索), worked out from the words themselves.

A Chinese phrase ends in its noun: 制发检察建议, 审核社会治理检察建议. So a theme is what the ends of several metrics share,
shortest first, once the words that say little are cut off (`reference/theme_words.toml`). Where one sign nearly always stands
before it, that sign belongs to the word: 察院 is no word, 检察院 is one. A metric is about the theme that ends last in it.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Set
from functools import lru_cache
from pathlib import Path

_WORDS = tomllib.loads((Path(__file__).parents[2] / "reference" / "theme_words.toml").read_text("utf-8"))
DEEDS = frozenset(_WORDS["deeds"])
SAYING_LITTLE = DEEDS.union(_WORDS["amounts"], _WORDS["things"])
SHORTEST, LONGEST = 2, 8
# A sign that stands before so large a share of them belongs to the word.
_BELONGS = 0.9
# A noun in Chinese signs ends at any other sign, and before 的.
_PHRASE = re.compile(r"[一-鿿]+")


def themes(metrics: Mapping[str, int]) -> dict[str, str]:
    """Return the theme of each of `metrics` that has one; `metrics` says how many numbers measure each."""
    nouns = _nouns(metrics)
    found = {metric: _last(metric, nouns) for metric in metrics}
    return {metric: theme for metric, theme in found.items() if theme}


def _nouns(metrics: Mapping[str, int]) -> Set[str]:
    """The ends that different metrics share, and whole phrases that several numbers measure."""
    # Different phrases that end so, and the signs before that.
    shared: Counter[str] = Counter()
    before: dict[str, Counter[str]] = defaultdict(Counter)
    numbers: Counter[str] = Counter()
    for metric, count in metrics.items():
        for phrase in _phrases(metric):
            numbers[phrase] += count
    for phrase in numbers:
        for length in range(SHORTEST, min(len(phrase), LONGEST) + 1):
            end = phrase[-length:]
            shared[end] += 1
            before[end][phrase[-length - 1 : -length]] += 1
    ends = {
        end
        for end, count in shared.items()
        if count > 1 and not _says_little(end) and max(before[end].values()) < _BELONGS * count
    }
    whole = {
        phrase
        for phrase, count in numbers.items()
        if count > 1 and len(phrase) <= LONGEST and not _last(phrase, ends)
    }
    both = ends | whole
    return {noun for noun in both if not any(part in both for part in _parts(noun))}


@lru_cache(maxsize=20_000)
def _phrases(metric: str) -> tuple[str, ...]:
    """The phrases of a metric, each without the words around it that say little."""
    return tuple(
        phrase for part in _PHRASE.findall(metric) for piece in part.split("的") if (phrase := _cut(piece))
    )


def _cut(phrase: str) -> str:
    """`phrase` from the first word that says something to the last one."""
    while ending := next((phrase[-n:] for n in (4, 3, 2, 1) if phrase[-n:] in SAYING_LITTLE), ""):
        phrase = phrase[: -len(ending)]
    while len(phrase) >= 2 * SHORTEST and phrase[:2] in DEEDS:
        phrase = phrase[2:]
    return phrase if len(phrase) >= SHORTEST else ""


def _says_little(end: str) -> bool:
    return any(end[:n] in SAYING_LITTLE for n in (1, 2)) and len(end) <= SHORTEST + 1


def _last(metric: str, nouns: Set[str]) -> str:
    """The shortest of `nouns` that ends last in `metric`, "" for none."""
    return next((noun for noun in _ends(metric) if noun in nouns), "")


def _parts(noun: str) -> Iterator[str]:
    """All that is part of `noun`: 信访 in 重复信访积案."""
    sizes = range(SHORTEST, len(noun))
    return (noun[start : start + size] for size in sizes for start in range(len(noun) - size + 1))


def _ends(metric: str) -> Iterator[str]:
    for stop in range(len(metric), SHORTEST - 1, -1):
        for length in range(SHORTEST, min(stop, LONGEST) + 1):
            yield metric[stop - length : stop]
