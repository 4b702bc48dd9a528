"""What a reader typed, taken apart: words, phrases, exclusions and fields. Every input has a meaning; none is an error.

信访 法院        both          "检察 建议"  exactly this      -刑事     without
标题:信访        only there    检警+ 65.46%  as written        信访，法院  both

A mark that parts or ends a sentence is none of what is looked for, unless it stands in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

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

# Marks that open and close a phrase; those of another line may stand inside it.
_QUOTES = ('"“”', "'‘’", "「」", "『』")
_PHRASE = "|".join(f"[{marks}]([^{marks}]*)[{marks}](?!\\S)" for marks in _QUOTES)
_TERM = re.compile(
    rf"""
    (?P<minus>-(?=\S))?
    (?:(?P<field>{"|".join(filter(None, FIELDS))}):\s*(?=\S))?
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
        """Return the terms that a hit holds."""
        return tuple(term for term in self.terms if not term.excluded)


def read_query(text: str) -> Query:
    """Return the query that `text` asks; an empty text has no terms and no problem."""
    if len(text) > 50 * LONGEST_QUERY or len(folded := fold_letters(text)) > LONGEST_QUERY:
        return Query(problem=_("检索词太长，最多 %d 个字。") % LONGEST_QUERY)
    terms = _terms(folded, _parts)
    if len(terms) > MOST_TERMS:
        # A passage pasted whole is looked for whole.
        terms = _terms(folded, _whole)
    if len(terms) > MOST_TERMS:
        return Query(problem=_("检索词太多，最多 %d 个。") % MOST_TERMS)
    if folded and not terms:
        return Query(problem=_("引号里没有可以检索的字。"))
    return Query(terms)


def _terms(folded: str, parts: Callable[[str], list[str]]) -> tuple[Term, ...]:
    """The terms, each once; a word is several if it has several `parts`, unless it is to be excluded."""
    terms: dict[Term, None] = {}
    for match in _TERM.finditer(folded):
        minus, field, *phrases, word = match.groups()
        texts = list(filter(None, phrases)) if word is None else parts(word)
        if minus and len(texts) > 1:
            texts = [word]
        read = (Term(sought(text), field or "", bool(minus)) for text in texts)
        terms.update(dict.fromkeys(term for term in read if term.text))
    return tuple(terms)


def _parts(word: str) -> list[str]:
    """What stands between marks; marks that stand alone are looked for themselves."""
    return [part.rstrip(":.") or part for part in _PART.findall(word)] or [word]


def _whole(word: str) -> list[str]:
    return [word]
