"""What a reader typed, taken apart: words, phrases, exclusions and fields. Every input has a meaning; none is an error.

信访 法院        both          "检察 建议"  exactly this      -刑事     without
标题:信访        only there    检警+ 65.46%  as written        信访，法院  both
信访 OR 来信     either        信访 AND 法院  both             信访 NOT 法院  without
【关键词】信访   as 关键词:    事例1:甲乙     without 事例1:

OR, AND and NOT may be Chinese (或, 和, 不含); they are words like others where nothing stands on both sides. OR binds
closer than what stands side by side. A mark that parts or ends a sentence is none of what is looked for, unless it stands
in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from reform_cases.text.matching import fold_letters, sought

LONGEST_QUERY = 200
MOST_TERMS = 20

# The columns of `SearchText`, the more telling first: a hit ranks by the first of them that holds the term.
SCOPES: tuple[tuple[str, ...], ...] = (
    ("title",),
    ("keywords",),
    ("headings",),
    ("measures", "significance", "other"),
)
# Where there would be a rank if the term stood there.
NOT_FOUND = 255
FIELDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "": SCOPES,
    "标题": (("title",), (), (), ()),
    "关键词": ((), ("keywords",), (), ()),
    "举措": ((), (), ("headings",), ("measures",)),
    "成效": ((), (), (), ("outcomes",)),
    "意义": ((), (), (), ("significance",)),
    # What is read as text: all but the title and the printed keywords.
    "正文": ((), (), SCOPES[2], SCOPES[3]),
}

# What else the fields are called: in English, as other catalogues do, or by the name of a section.
_OTHER_NAMES = {
    "标题": ("题目", "名称", "title"),
    "关键词": ("关键字", "主题词", "keywords", "keyword", "tag"),
    "举措": ("改革举措", "改革情况", "做法", "measures", "measure"),
    "成效": ("量化成效", "数字", "outcomes", "outcome", "results", "result"),
    "意义": ("典型意义", "significance"),
    "正文": ("全文", "text"),
}
_FIELD_OF = {other: name for name, others in _OTHER_NAMES.items() for other in (name, *others)}
_FIELD = "|".join(sorted(_FIELD_OF, key=len, reverse=True))
# 【关键词】信访 is 关键词:信访; the number of a case before its title is none of it.
_IN_BRACKETS = re.compile(rf"(?:^|(?<=\s))[\[【〔〖]({_FIELD})[\]】〕〗]\s*:?\s*(?=\S)")
_CASE_NUMBER = re.compile(
    r"^(?:典型)?(?:事例|案例)\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[:、.]?\s*(?=\S{4})"
)
# Words between terms, as they stand alone.
_AND = {"and", "&", "&&", "和", "与", "且", "并且", "以及", "及"}
_OR = {"or", "|", "||", "或", "或者"}
_NOT = {"not", "不含", "不包括", "除去", "排除"}

# Marks that open and close a phrase; those of another line may stand inside it.
_QUOTES = ('"“”', "'‘’", "「」", "『』")
_PHRASE = "|".join(f"[{marks}]([^{marks}]*)[{marks}](?!\\S)" for marks in _QUOTES)
_TERM = re.compile(
    rf"""
    (?P<minus>-(?=\S))?
    (?:(?P<field>{_FIELD}):\s*(?=\S))?
    (?:{_PHRASE}|(?P<word>\S+))
    """,
    re.VERBOSE,
)
# What a word is parted into: the comma of 1,983 parts nothing, that of 2023,2024 does.
_PART = re.compile(r"(?:[^,;、。!?]|(?<=\d)(?<!\d{4}),(?=\d{3}(?!\d)))+")


@dataclass(frozen=True)
class Term:
    """One thing to look for: folded text of at least one character, in the field named (all when empty)."""

    text: str
    field: str = ""
    excluded: bool = False
    others: tuple[Term, ...] = ()

    @property
    def either(self) -> tuple[Term, ...]:
        """Return it, and the `others` of which a hit may hold one in its place; none of them has others itself."""
        return (replace(self, others=()), *self.others)

    @property
    def scopes(self) -> tuple[tuple[str, ...], ...]:
        """Return the columns in which it is looked for, by rank; a rank that the field leaves out has none."""
        return FIELDS[self.field]


@dataclass(frozen=True)
class Query:
    """The terms of a search; `problem` says in a sentence why nothing can be looked for, and then there are none."""

    terms: tuple[Term, ...] = ()
    problem: str = ""

    @property
    def wanted(self) -> tuple[Term, ...]:
        """Return the terms that a hit holds, of each its alternatives too."""
        return tuple(one for term in self.terms if not term.excluded for one in term.either)


def read_query(text: str) -> Query:
    """Return the query that `text` asks; an empty text has no terms and no problem."""
    if len(text) > 50 * LONGEST_QUERY or len(folded := fold_letters(text)) > LONGEST_QUERY:
        return Query(problem=_("检索词太长，最多 %d 个字。") % LONGEST_QUERY)
    folded = _IN_BRACKETS.sub(r"\1:", _CASE_NUMBER.sub("", folded))
    terms = _terms(folded, _parts)
    if _count(terms) > MOST_TERMS:
        # A passage pasted whole is looked for whole.
        terms = _terms(folded, _whole)
    if _count(terms) > MOST_TERMS:
        return Query(problem=_("检索词太多，最多 %d 个。") % MOST_TERMS)
    if folded and not terms:
        return Query(problem=_("引号里没有可以检索的字。"))
    return Query(terms)


def _count(terms: tuple[Term, ...]) -> int:
    return sum(len(term.either) for term in terms)


def _terms(folded: str, parts: Callable[[str], list[str]]) -> tuple[Term, ...]:
    """The terms, each once; a word is several if it has several `parts`, unless it is to be excluded."""
    read: list[list[Term] | str] = []
    for match in _TERM.finditer(folded):
        minus, field, *phrases, word = match.groups()
        if word in _AND | _OR | _NOT and not minus and not field:
            read.append(word)
            continue
        texts = list(filter(None, phrases)) if word is None else parts(word)
        if minus and len(texts) > 1:
            texts = [word]
        name = _FIELD_OF.get(field or "", "")
        terms = [Term(sought(text), name, bool(minus)) for text in texts]
        read.append([term for term in terms if term.text])
    return tuple(dict.fromkeys(_joined(read)))


def _joined(read: list[list[Term] | str]) -> list[Term]:
    """The terms, those with OR between them as one; a word that joins nothing is a term itself."""
    terms: list[Term] = []
    joint = ""
    for at, now in enumerate(read):
        if isinstance(now, str):
            joint = now if _joins(read, at) else ""
            terms += [] if joint else [Term(sought(now))]
            continue
        if joint in _NOT and now:
            terms.append(replace(now[0], excluded=True))
        elif joint in _OR and now and not (terms[-1].excluded or now[0].excluded):
            terms[-1] = replace(terms[-1], others=(*terms[-1].others, now[0]))
        else:
            terms += now[:1]
        terms += now[1:]
        joint = ""
    return terms


def _joins(read: list[list[Term] | str], at: int) -> bool:
    """Whether the word `read[at]` has on both sides what it joins; NOT needs nothing before it."""
    before, after = (read[i] if 0 <= i < len(read) else "" for i in (at - 1, at + 1))
    if read[at] in _NOT:
        return isinstance(after, list) and bool(after)
    if read[at] in _AND and isinstance(after, str) and after in _NOT:
        after = read[at + 2] if at + 2 < len(read) else ""
    return isinstance(before, list) and bool(before) and isinstance(after, list)


def _parts(word: str) -> list[str]:
    """What stands between marks; marks that stand alone are looked for themselves."""
    return [part.rstrip(":.") or part for part in _PART.findall(word)] or [word]


def _whole(word: str) -> list[str]:
    return [word]
