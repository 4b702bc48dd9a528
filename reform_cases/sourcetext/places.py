"""Step 7, places: the procuratorial organ a title names, its level, and the division it belongs to."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from reform_cases.reference import regions
from reform_cases.reference.regions import Division
from reform_cases.sourcetext.document import Place

_ORGAN = re.compile(r"^[^\s,。;:“”《》()]{2,30}?(?:人民检察院|检察机关|检察院)")


@dataclass(frozen=True)
class Organ:
    """An organ at the start of a title: `length` characters of it, and the place its name begins with."""

    length: int
    place: Place
    level: str


@cache
def _by_name() -> dict[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = defaultdict(list)
    for division in regions.table().values():
        found[division.name].append(division)
    return {name: tuple(divisions) for name, divisions in found.items()}


@cache
def _longest_name() -> int:
    return max(map(len, _by_name()))


def place_of(code: str) -> Place:
    """The place of a known division code, with the names on the way down to it."""
    names = {division.level: division.name for division in regions.path(code)}
    return Place(code, names.get("province", ""), names.get("prefecture", ""), names.get("county", ""))


def _next(text: str, at: int, within: str) -> Division | None:
    """The division with the longest name at `at` that lies below `within` ("" for anywhere), if there is only one."""
    shared = regions.prefix(within) if within else ""
    for length in range(min(_longest_name(), len(text) - at), 1, -1):
        named = _by_name().get(text[at : at + length], ())
        below = [one for one in named if one.code.startswith(shared) and one.code != within]
        if below:
            return below[0] if len(below) == 1 else None
    return None


def leading_division(text: str) -> Division | None:
    """The deepest division that the names at the start of `text` lead to."""
    deepest: Division | None = None
    at = 0
    while step := _next(text, at, deepest.code if deepest else ""):
        deepest = step
        at += len(step.name)
    return deepest


def organ_of(title: str) -> Organ | None:
    """The organ that a (folded) title begins with, when its name begins with a known division."""
    match = _ORGAN.match(title)
    division = leading_division(match[0]) if match else None
    if match is None or division is None:
        return None
    return Organ(match.end(), place_of(division.code), division.level)
