"""Longest-match reading of division names: 浙江省衢州市柯城区, 广州市南沙区, 沧县, 江苏南通."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from reform_cases.reference import regions
from reform_cases.sourcetext.document import Place
from reform_cases.text.widths import fold

_PROVINCE = re.compile(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$")
_PREFECTURE = re.compile(r"(?:市|地区|盟)$")
_LEAST_SHORT, _LONGEST_CITY = 2, 6


@dataclass(frozen=True)
class Chain:
    """Division names read one after the other: the codes they may mean (several when ambiguous), and their end.

    `former` is the last of them when it is no more: `codes` are those of what it became.
    """

    codes: tuple[str, ...]
    end: int
    former: regions.Former | None = None

    @property
    def code(self) -> str:
        """The one code the names mean, or "" when there is none or more than one."""
        return self.codes[0] if len(self.codes) == 1 else ""


@cache
def _full_names() -> dict[str, tuple[str, ...]]:
    """Codes by name; provinces also by their short name, which stands alone often enough (重庆张某…案).

    Autonomous divisions also by what texts call them for short: 石柱县, and 莫旗 for the one banner that begins so.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for division in regions.table().values():
        found[fold(division.name)].append(division.code)
        if division.level == "province":
            found[_PROVINCE.sub("", division.name)].append(division.code)
        elif division.common_name:
            found[fold(division.common_name)].append(division.code)
            if division.common_name[-1] == "旗":
                found[division.name[0] + "旗"].append(division.code)
    return {name: tuple(codes) for name, codes in found.items()}


@cache
def _short_names() -> dict[str, tuple[str, ...]]:
    """Prefectures by short name; believed only behind the name of their province (江苏南通)."""
    found: dict[str, list[str]] = defaultdict(list)
    for division in regions.table().values():
        short = _PREFECTURE.sub("", division.name)
        if division.level == "prefecture" and len(short) >= _LEAST_SHORT:
            found[fold(short)].append(division.code)
    return {name: tuple(codes) for name, codes in found.items()}


@cache
def _former_names() -> dict[str, tuple[regions.Former, ...]]:
    """Former divisions by name; those of two characters (城区, 郊区) are too common to be told from words."""
    found: dict[str, list[regions.Former]] = defaultdict(list)
    for one in regions.former():
        if len(one.name) > _LEAST_SHORT:
            found[fold(one.name)].append(one)
    return {name: tuple(ones) for name, ones in found.items()}


@cache
def _former_codes() -> dict[str, tuple[str, ...]]:
    """The codes that what is now `code` has had."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in regions.former():
        found[one.code].append(one.old_code)
    return {code: tuple(olds) for code, olds in found.items()}


@cache
def beginnings() -> dict[str, tuple[int, ...]]:
    """The first two characters of every name, to pass over places where none begins; how long such names are, longest first."""
    found: dict[str, set[int]] = defaultdict(set)
    for name in [*_full_names(), *_former_names()]:
        found[name[:2]].add(len(name))
    for name in _short_names():
        if name[:2] in found:
            found[name[:2]].add(len(name))
    return {start: tuple(sorted(lengths, reverse=True)) for start, lengths in found.items()}


def read_chain(text: str, at: int = 0) -> Chain:
    """The names that stand one after the other in folded `text` from `at` on, each below the one before."""
    chain = Chain((), at)
    while True:
        step = _step(text, chain)
        if step is None:
            return chain
        chain = step


def _step(text: str, chain: Chain) -> Chain | None:
    for length in beginnings().get(text[chain.end : chain.end + 2], ()):
        end = chain.end + length
        if end > len(text):
            continue
        piece = text[chain.end : end]
        codes = _below(_full_names().get(piece, ()), chain.codes)
        if not codes and chain.codes:
            codes = _below(_short_names().get(piece, ()), chain.codes)
        if codes and not (piece[-1] == "市" and text[end : end + 1] == "场"):
            return Chain(codes, end)
        former = _former_below(piece, chain.codes)
        if former:
            return Chain((former.code,), end, former)
    return None


def _former_below(name: str, above: tuple[str, ...]) -> regions.Former | None:
    """The last former division of this name, below one of `above` now or then; None when several became different ones."""
    found = [
        one
        for one in _former_names().get(name, ())
        if not above or _below((one.code, one.old_code), above) or (one.how == "above" and one.code in above)
    ]
    became = {one.code for one in found}
    return max(found, key=lambda one: one.until) if len(became) == 1 else None


def read_city(text: str, at: int) -> Chain:
    """A prefecture by its short name, which only the name of a zone behind it makes plain: 芜湖 (经济技术开发区)."""
    for length in range(_LONGEST_CITY, _LEAST_SHORT - 1, -1):
        codes = _short_names().get(text[at : at + length], ())
        if len(codes) == 1:
            return Chain(codes, at + length)
    return Chain((), at)


def _below(codes: Iterable[str], above: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `codes` that lie below one of `above` (all of them, when there is nothing above)."""
    if not above:
        return tuple(codes)
    return tuple(
        code for code in codes if any(code != one and code.startswith(regions.prefix(one)) for one in above)
    )


def place_of(code: str) -> Place:
    """The place of a known division code, with the names on the way down to it."""
    names = {division.level: division.name for division in regions.path(code)}
    return Place(code, names.get("province", ""), names.get("prefecture", ""), names.get("county", ""))


def is_within(code: str, other: str) -> bool:
    """Whether `code` is `other` or lies below it, or did when it had another code (简阳市 lay in 资阳市)."""
    above = regions.prefix(other)
    return code.startswith(above) or any(one.startswith(above) for one in _former_codes().get(code, ()))
