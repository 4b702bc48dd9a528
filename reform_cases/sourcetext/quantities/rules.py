"""Outcome or not: the stated rules by which a number is no result that the text reports, each with its role and reason.

The rules are data (reference/number_rules.toml), each with an example; the first one that holds decides. Then the section
decides: what is counted in 基本案情 or 相关规定 is no result. Numbers that nothing speaks against are outcomes. Rules see
the folded text: ASCII digits and `,:;()`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from reform_cases import reference
from reform_cases.reference.number_roles import CODE, DATE, FACT, LAW, NAME, PROCESS, UNREAD
from reform_cases.reference.units import FALL_WORDS, RISE_WORDS
from reform_cases.sourcetext.quantities.periods import BASELINE, WHEN
from reform_cases.sourcetext.quantities.tokens import Token

Role = tuple[str, str]  # role and reason

NO_VALUE: Role = (UNREAD, "没有读全或不成数的数字")
LIKE_FACTS: Role = (FACT, "像是案情的数字,没有说明是工作成效的词语")
MENTIONED: Role = (PROCESS, "没有说明是工作成效的小数目")
NO_HEADS: Role = (UNREAD, "表格没有表头,看不出数字的含义")
IN_LABELS: Role = (CODE, "表格中的序号或名次")
IN_TITLE: Role = (NAME, "书名号内的文件名")
IN_QUOTATION: Role = (NAME, "引号内的名称或口号")
FORMS: dict[str, tuple[str, str, str]] = {  # role, reason, example
    "date": (DATE, "日期", "自2024年起"),
    "ordinal": (CODE, "序数或条款号", "第十五条"),
    "document": (CODE, "文号或案号", "(2023)京01刑初12号"),
    "chain": (NAME, "模式或口号的名称", "落实1+20+N模式"),
    "code": (CODE, "编号、型号或标准号", "GB20426-2006"),
    "unread": (*NO_VALUE, "追回12万8件"),
}
# What is counted in a section of this family: role, reason, a section of the family, example.
SECTIONS: dict[str, tuple[str, str, str, str]] = {
    "facts": (FACT, "案情栏目中的数字", "基本案情", "共有房屋46间"),
    "law": (LAW, "法律规定或要旨中的数字", "相关规定", "销售金额五万元以上的"),
    "judgement": (FACT, "裁判中的数字", "裁判结果", "认定数额为46万元"),
    "hearing": (PROCESS, "听证过程中的数字", "听证过程", "承办检察官5次上门走访"),
}
CONTEXT = 60
_JUDGED = re.compile(r"判|罚金|刑|裁定|上诉|指控|构成|数额|驳回|应当|被告")
_AFTERWARDS = re.compile(r"后续|听证结果|听证会?后|会后|收到[^,。]{0,12}后|跟进|回头看|促成|化解|以来|发放")
_MOVING = [*RISE_WORDS, *FALL_WORDS, "节省", "节约", "提前", "提速"]


@dataclass(frozen=True)
class Rule:
    """Speaks against a quantity with one of its `units` and `classes` (all when empty), when all it names holds.

    `before` (and not `unless`) is searched in the text before the number, `after` matched right behind it, both within
    the sentence and at most `CONTEXT` characters long. `numeral` is the number as written with its hedges; `chinese`
    asks for Chinese numerals, `ranged` for two numbers.
    """

    role: str
    reason: str
    example: str
    before: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    units: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    numeral: re.Pattern[str] | None = None
    chinese: bool = False
    ranged: bool = False

    @cached_property
    def far(self) -> bool:
        """Whether the rule looks beyond the clause of the number."""
        return self.before is not None and any(
            sign in self.before.pattern for sign in ("[^。;]", "^\\", "[,:]")
        )

    def holds(self, token: Token, before: str, clause: str, after: str) -> bool:
        """Whether the rule speaks against `token`, of which it may speak; `clause` is the end of `before`."""
        said = before if self.far else clause
        return (
            (
                self.numeral is None
                or self.numeral.fullmatch(token.first + token.scale + token.hedge) is not None
            )
            and (self.after is None or self.after.match(after) is not None)
            and (self.before is None or self.before.search(said) is not None)
            and (self.unless is None or self.unless.search(said) is None)
        )

    def speaks_of(self, unit: str, unit_class: str, *, chinese: bool, ranged: bool) -> bool:
        """Whether the rule may speak of a number with this unit, in Chinese numerals or not, a range or not."""
        named = not self.units or unit in self.units or ("/" in self.units and "/" in unit)
        fits = named and (not self.classes or unit_class in self.classes)
        return fits and (chinese or not self.chinese) and (ranged or not self.ranged)


def _load() -> tuple[Rule, ...]:
    table = tomllib.loads((Path(reference.__path__[0]) / "number_rules.toml").read_text(encoding="utf-8"))
    words = {"change": "|".join(_MOVING), "baseline": BASELINE, "when": WHEN, **table["words"]}
    return tuple(_rule(entry, words) for entry in table["rule"])


def _rule(entry: dict[str, Any], words: dict[str, str]) -> Rule:
    fields = dict(entry)
    for name in ("before", "unless", "after", "numeral"):
        if name in fields:
            fields[name] = re.compile(re.sub(r"<([a-z]+)>", lambda word: words[word[1]], fields[name]))
    for name in ("units", "classes"):
        if name in fields:
            fields[name] = frozenset(fields[name].split() or [""])
    return Rule(**fields)


RULES = _load()


def role_of(token: Token, before: str, clause: str, after: str) -> Role | None:
    """Return role and reason of a quantity between `before`, which ends in its `clause`, and `after`; None for an outcome."""
    if token.form == "rank":
        return None
    rules = _rules_for(token.unit, token.unit_class, token.chinese, token.second != "")
    for rule in (
        rules.all
        if rules.near.search(clause) or rules.far.search(before) or rules.behind.match(after)
        else rules.asking_nothing
    ):
        if rule.holds(token, before, clause, after):
            return rule.role, rule.reason
    return None


def section_role(kind: str, sentence: str, paragraph: str) -> Role | None:
    """Return role and reason of a number because it stands in a section of this family; None when that says nothing.

    What a hearing led to (`paragraph` up to the number says so) and what a judgement section tells beside the
    judgement are results all the same.
    """
    if kind not in SECTIONS:
        return None
    if kind == "hearing" and _AFTERWARDS.search(paragraph):
        return None
    if kind == "judgement" and not _JUDGED.search(sentence):
        return None
    return SECTIONS[kind][:2]


class _Rules(NamedTuple):
    """Rules in order; around most numbers stands nothing that the rules ask for, and that is asked once."""

    all: tuple[Rule, ...]
    asking_nothing: tuple[Rule, ...]
    near: re.Pattern[str]
    far: re.Pattern[str]
    behind: re.Pattern[str]


@lru_cache(maxsize=1024)
def _rules_for(unit: str, unit_class: str, chinese: bool, ranged: bool) -> _Rules:
    """The rules that may speak of such a number."""
    rules = tuple(rule for rule in RULES if rule.speaks_of(unit, unit_class, chinese=chinese, ranged=ranged))
    return _Rules(
        rules,
        tuple(rule for rule in rules if not rule.before and not rule.after),
        _any([rule.before.pattern for rule in rules if rule.before and not rule.far]),
        _any([rule.before.pattern for rule in rules if rule.before and rule.far]),
        _any([rule.after.pattern for rule in rules if rule.after and not rule.before]),
    )


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns) or "(?!)")
