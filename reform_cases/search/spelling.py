"""Chinese names spelt in pinyin."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from reform_cases.text.matching import normalise

POLYPHONES = Path(__file__).parents[1] / "reference" / "polyphones.toml"


class Spelt(NamedTuple):
    """What a name is found by: its folded form, the pinyin from each syllable on, the initials."""

    folded: str
    pinyin: str
    initials: str


def folded_form(name: str) -> str:
    """Return `name` as it is searched, as far as it is kept."""
    return normalise(name)[:1000]


def spell(name: str) -> Spelt:
    """Return what `name` is found by.

    The pinyin is the spelling from each syllable on, every one after a space: 涉检信访 is found by xinfang too.
    """
    spelt = syllables(name)
    endings = " ".join(["".join(spelt[start:]) for start in range(len(spelt))])
    initials = "".join([syllable[:1] for syllable in spelt])
    return Spelt(folded_form(name), f" {endings}"[:3000], initials[:1000])


def syllables(name: str) -> list[str]:
    """Return the syllables of `name` without tones, as they are searched; what is not Chinese stays together."""
    return list(map(_plain, _lazy_pinyin()(name)))


@cache
def _lazy_pinyin() -> Callable[[str], list[str]]:
    """Importing pypinyin takes 0.3 s and 50 MB, which only those who write suggestions should pay."""
    from pypinyin import lazy_pinyin, load_phrases_dict, load_single_dict

    read = tomllib.loads(POLYPHONES.read_text(encoding="utf-8"))
    load_single_dict({ord(character): reading for character, reading in read["characters"].items()})
    load_phrases_dict(
        {word: [[syllable] for syllable in spelt.split()] for word, spelt in read["words"].items()}
    )
    return lazy_pinyin


@lru_cache(maxsize=5000)
def _plain(syllable: str) -> str:
    return normalise(syllable).replace(" ", "")
