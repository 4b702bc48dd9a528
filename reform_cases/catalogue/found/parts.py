"""A question taken apart: which parts of it are found, and names that differ from a part by one character."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from django.db.models import Q
from django.db.models.functions import Length

from reform_cases.catalogue.columns.attribute import Mask
from reform_cases.models import Suggestion
from reform_cases.search.passages.question import runs_of

# Of a question so many characters are taken apart, into parts of at most so many.
LONGEST, LONGEST_PART = 24, 6
# Names that are looked at for a slip.
LOOKED_AT = 200

# The cases that hold each of some words.
Holding = Callable[[Sequence[str]], list[Mask]]


def found_parts(text: str, holding: Holding) -> tuple[dict[str, Mask], list[str]]:
    """Return the parts of `text` that some case holds, each with these cases, and what no case holds.

    A part is as long as it can be; words that only ask are left out. `holding` is asked twice.
    """
    runs = [run for run in runs_of(text[: 4 * LONGEST]) if len(run) > 1]
    pairs = list(dict.fromkeys(run[at : at + 2] for run in runs for at in range(len(run) - 1)))[:LONGEST]
    masks = _held(pairs, holding)
    longer = [
        piece
        for run in runs
        for size in range(3, LONGEST_PART + 1)
        for at in range(len(run) - size + 1)
        if all((piece := run[at : at + size])[i : i + 2] in masks for i in range(size - 1))
    ]
    masks |= _held(list(dict.fromkeys(longer))[: 2 * LONGEST], holding)
    parts: dict[str, Mask] = {}
    missing: list[str] = []
    for run in runs:
        pieces = _cover(run, masks)
        parts |= {piece: masks[piece] for piece in pieces if piece in masks}
        missing += [piece for piece in pieces if piece not in masks]
    return parts, list(dict.fromkeys(missing))


def _held(words: list[str], holding: Holding) -> dict[str, Mask]:
    return (
        {word: mask for word, mask in zip(words, holding(words), strict=True) if mask.any()} if words else {}
    )


def _cover(run: str, masks: dict[str, Mask]) -> list[str]:
    """The pieces of `run`: as few characters as can be in none of `masks`, then as few pieces as can be."""
    best: list[tuple[int, int, list[str]]] = [(0, 0, [])]
    for end in range(1, len(run) + 1):
        missed, count, pieces = best[end - 1]
        alone = [*pieces[:-1], pieces[-1] + run[end - 1]] if pieces and pieces[-1] not in masks else None
        choices = [(missed + 1, count + 1, alone or [*pieces, run[end - 1]])]
        for start in range(max(0, end - LONGEST_PART), end - 1):
            if run[start:end] in masks:
                missed, count, pieces = best[start]
                choices.append((missed, count + 1, [*pieces, run[start:end]]))
        best.append(min(choices, key=lambda choice: choice[:2]))
    return best[-1][2]


def slips(text: str, missing: Sequence[str], holding: Holding) -> list[tuple[str, Mask]]:
    """Return what `text` becomes by changing one character so that it is, or holds, a name; the most frequent first.

    `missing` is what no case holds: the slip is there, if it is not in the whole.
    """
    runs = runs_of(text)
    pieces = {
        piece: run
        for run in runs
        for piece in (run, *(near for part in missing for near in _around(run, part)))
        if 2 <= len(piece) <= 20
    }
    changed = dict.fromkeys(
        run.replace(piece, name)
        for name in _names_like(list(pieces))
        for piece, run in pieces.items()
        if differ_by_one(piece, name)
    )
    held = list(zip(changed, holding(list(changed)), strict=True)) if changed else []
    held.sort(key=lambda pair: -int(np.count_nonzero(pair[1])))
    return [pair for pair in held if pair[1].any()][:3]


def _around(run: str, piece: str) -> list[str]:
    """What of `run` begins or ends with `piece` and is up to three characters longer."""
    at = run.find(piece)
    if at < 0:
        return []
    end = at + len(piece)
    return [run[max(0, at - more) : end] for more in (1, 2, 3)] + [run[at : end + more] for more in (1, 2, 3)]


def _names_like(pieces: Sequence[str]) -> list[str]:
    """Names of which the first or the last half is that of one of `pieces`, and that are as long, but for one character."""
    like = Q(pk__in=())
    for piece in pieces:
        half = len(piece) // 2
        like |= (Q(folded__startswith=piece[:half]) | Q(folded__endswith=piece[half:])) & Q(
            size__gte=max(2, len(piece) - 1), size__lte=len(piece) + 1
        )
    rows = Suggestion.objects.annotate(size=Length("folded")).filter(like).order_by("pk")
    return list(rows.values_list("folded", flat=True)[:LOOKED_AT])


def differ_by_one(one: str, other: str) -> bool:
    """Whether one character changed, added or left out makes `other` of `one`."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rest, changed = one[start:], other[start:]
    return rest[1:] == changed[1:] or rest[1:] == changed or rest == changed[1:]
