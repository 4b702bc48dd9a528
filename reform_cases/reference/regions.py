"""The GB/T 2260 table of administrative divisions, read once from `fixtures/regions.json`.

A code has six digits: two for the province, two for the prefecture, two for the county; trailing `00` pairs mean
"the whole of it", so a descendant shares its ancestor's leading pairs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

TABLE = Path(__file__).resolve().parents[2] / "fixtures" / "regions.json"


@dataclass(frozen=True)
class Division:
    """One row: `level` is province, prefecture or county."""

    code: str
    name: str
    level: str


@cache
def table() -> dict[str, Division]:
    """Every division by code, in code order."""
    rows = json.loads(TABLE.read_text(encoding="utf-8"))
    return {row["pk"]: Division(row["pk"], **row["fields"]) for row in rows}


def prefix(code: str) -> str:
    """The digits that `code` shares with all its descendants: 330000 -> 33, 330800 -> 3308."""
    while code.endswith("00"):
        code = code[:-2]
    return code


def code_range(code: str) -> tuple[str, str]:
    """Lowest and highest six-digit code of `code` and its descendants, both inclusive."""
    shared = prefix(code)
    return shared.ljust(6, "0"), shared.ljust(6, "9")


@lru_cache(maxsize=4_096)
def path(code: str) -> tuple[Division, ...]:
    """The divisions from the province down to `code`; levels the table lacks are left out, unknown codes give ()."""
    known = table()
    if code not in known:
        return ()
    steps = dict.fromkeys((code[:2] + "0000", code[:4] + "00", code))
    return tuple(known[step] for step in steps if step in known)


def full_name(code: str | None) -> str:
    """Return the names of a division from the province down, in one word: 浙江省衢州市柯城区; "" for none."""
    return "".join(division.name for division in path(code)) if code else ""


def parent_code(code: str) -> str:
    """Return the code of the division directly above `code` in the table, "" for a province."""
    above = path(code)[:-1]
    return above[-1].code if above else ""


@cache
def _children() -> dict[str, list[Division]]:
    below: dict[str, list[Division]] = {}
    for division in table().values():
        below.setdefault(parent_code(division.code), []).append(division)
    return below


def divisions_below(code: str) -> list[Division]:
    """Return the divisions directly below `code` (for "" the provinces) in code order."""
    return _children().get(code, [])
