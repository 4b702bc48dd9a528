"""Other wordings of a search that found nothing: reviewed words in place of its own, its rarest part left out, any of its parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import and_, or_
from typing import NamedTuple

import numpy as np
from django.utils.translation import gettext as _

from reform_cases.catalogue.columns.attribute import Mask
from reform_cases.catalogue.found.parts import Holding
from reform_cases.search.passages.question import AskedWord, words_of

# Wordings that are offered; words of the same meaning that are looked for.
MOST, LOOKED_FOR = 4, 24


class Wording(NamedTuple):
    """Another wording: what to search for, the cases that it finds, and in what it differs from what was typed."""

    text: str
    mask: Mask
    said: str


def wordings(typed: str, parts: Mapping[str, Mask], holding: Holding) -> list[Wording]:
    """Return other wordings of `typed`, of which `parts` are found; each finds something. `holding` is asked once at most."""
    found = [*_in_other_words(words_of(typed), holding), *_of_parts(parts)]
    return list({one.text: one for one in reversed(found)}.values())[::-1][:MOST]


def _in_other_words(words: Sequence[AskedWord], holding: Holding) -> Iterator[Wording]:
    """What is found with published words in place of those that no case has, then with another in place of each that has one."""
    if not any(word.like for word in words):
        return
    looked_for = [word.text for word in words] + [other for word in words for other in word.like]
    looked_for = list(dict.fromkeys(looked_for))[:LOOKED_FOR]
    held = dict(zip(looked_for, holding(looked_for), strict=True))
    choices = {word.text: ways for word in words if (ways := _held(word, held))}
    missing = [word.text for word in words if word.text not in choices]
    left_out = [_without(missing)] if missing else []
    for other in ["", *choices]:
        chosen = {typed: ways[typed == other and len(ways) > 1] for typed, ways in choices.items()}
        like = [f"{one} ≈ {typed}" for typed, one in chosen.items() if one != typed]
        if like and (mask := reduce(and_, [held[one] for one in chosen.values()])).any():
            yield Wording(" ".join(chosen.values()), mask, "，".join(like + left_out))


def _held(word: AskedWord, held: Mapping[str, Mask]) -> list[str]:
    """The word if some case has it, then those of the same meaning, the most frequent first."""
    like = [one for one in word.like if one in held and held[one].any()]
    like.sort(key=lambda one: -int(np.count_nonzero(held[one])))
    return [word.text, *like] if word.text in held and held[word.text].any() else like


def _of_parts(parts: Mapping[str, Mask]) -> Iterator[Wording]:
    """All parts but the rarest, where not all stand in one case; any of them."""
    kept = sorted(parts, key=lambda part: -int(np.count_nonzero(parts[part])))
    while len(kept) > 2 and not reduce(and_, [parts[part] for part in kept]).any():
        kept.pop()
    if 1 < len(kept) < len(parts) and (mask := reduce(and_, [parts[part] for part in kept])).any():
        left_out = _without(part for part in parts if part not in kept)
        yield Wording(" ".join(part for part in parts if part in kept), mask, left_out)
    if len(parts) > 1:
        yield Wording(" OR ".join(parts), reduce(or_, parts.values()), _("有一个即可"))


def _without(words: Iterable[str]) -> str:
    return _("不要“%s”") % "”“".join(words)
