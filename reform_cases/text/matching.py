"""The form in which texts are searched and keywords told apart: look-alikes meet.

Text and search term are folded by the same function, so that searching is plain substring search on the result. The
tables are data in `reference/` (signs, variants, word_forms). In this order:

1. Invisible characters do not count.
2. Width, compatibility forms and case are Unicode's (NFKC, case folding); radicals, traditional and variant characters
   become the simplified ones, and one form of a word (帐本) the other (账本).
3. Dashes are one sign, quotation marks are one, and so on (`signs.GROUPS`); several dashes in a row count as one.
4. White space counts only between two Chinese characters or between two other letters: 731 件 is 731件.
5. A comma between two digits does not count, nor does a space: 1,983 and 1 983 are 1983.

A rule looks no further than at the two neighbours of a sign. So what is cut out of a text folds to what stands in the
folded text, but for a comma at its edge, of which nobody can tell whether it stood inside a number: `sought` leaves it
out. Changing a table or a rule changes what is stored: `manage.py reindex`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise

from reform_cases.reference.signs import EARLIER, GROUPS, INVISIBLE, RADICALS
from reform_cases.reference.variants import FOR_SEARCH
from reform_cases.reference.word_forms import WORD_FORMS

Spans = list[tuple[int, int]]

# Control characters part words like a space does; PostgreSQL could not store a NUL anyway.
_SPACE = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_INVISIBLE = frozenset(chr(code) for codes in INVISIBLE for code in codes)
# A lone surrogate is no character at all and cannot be encoded. Full-width signs go to NFKC's own forms at once: a text
# without any is normal as it stands, which is seen in a tenth of the time.
_FIRST = str.maketrans(
    dict.fromkeys(_INVISIBLE, "")
    | EARLIER
    | {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}
    | dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\N{REPLACEMENT CHARACTER}")
)
_WORDS = {ord(form.odd): ord(form.plain) for form in WORD_FORMS}
_SIMPLIFIED = FOR_SEARCH | {odd: FOR_SEARCH.get(plain, plain) for odd, plain in RADICALS.items()}
_LETTERS = _WORDS | {odd: _WORDS.get(plain, plain) for odd, plain in _SIMPLIFIED.items()}
_SIGNS = {ord(sign): ord(group[0]) for group in GROUPS for sign in group[1:]}


def _any(codes: Iterable[int]) -> re.Pattern[str]:
    """Runs of these characters, and of all beyond the first plane: finding the few of a text beats translating all."""
    first_plane = "".join(re.escape(chr(code)) for code in codes if code < 0x10000)
    return re.compile(f"[{first_plane}\U00010000-\U0010ffff]+")


_ANY_FIRST, _ANY_LETTER, _ANY_SIGN = _any(_FIRST), _any(_LETTERS), _any(_SIGNS)
_HAN = "々〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Letters, digits, punctuation and symbols, but no marks that would join what is before them.
_PLAIN = r"\w!-/:-@\[-`{-~\xa1-\xbf\xd7\xf7\u2010-\u20cf\u2100-\u2e7f\u3001-\u3029\u3030-\u303f\ufffd\U0001f000-\U0001fbff"
# What is left out: first spaces, then what a space may have kept apart.
_DROPPED = (
    re.compile(
        rf" (?=[{_PLAIN}])"
        rf"(?:(?<=[{_HAN}] )(?![{_HAN}])|(?<=[^\W\d_] )(?<![{_HAN}] )(?=[\W\d_{_HAN}])|(?<=[\W\d_] ))"
    ),
    re.compile(r"-(?<=--)|,(?<=\d,)(?=\d)"),
)
_IDLE = re.compile(r"^ +|(?<= ) +| +$")
_EDGE = re.compile(r"^,+(?=\d)|(?<=\d),+$")


def fold_letters(text: str) -> str:
    """Return `text` by rules 1 and 2, each run of white space as one space, none around: signs stay what they are."""
    return _SPACE.sub(" ", _letters(text)).strip()


def normalise(text: str) -> str:
    """Return `text` by all rules; what comes back stays as it is when it is folded again."""
    text = _signs(fold_letters(text))
    for dropped in _DROPPED:
        text = dropped.sub("", text)
    return text


def sought(text: str) -> str:
    """Return `text` as it is looked for in what `normalise` gives, of which it may have been cut out."""
    return _EDGE.sub("", normalise(text))


def normalise_with_spans(text: str) -> tuple[str, Spans]:
    """Return `normalise(text)`, and for each of its characters `[start, end)` in `text` of the one it came from.

    Characters that NFKC joins are folded together, so that the result equals `normalise(text)` in every text that
    holds no decomposed Hangul.
    """
    folded = normalise(text)
    if len(folded) == len(text) and all(map(_stays_one, set(text))):
        return folded, [(at, at + 1) for at in range(len(text))]
    letters: list[str] = []
    spans: Spans = []
    for start, end in _clusters(text):
        folded = _folded_cluster(text[start:end])
        letters += folded
        spans += [(start, end)] * len(folded)
    folded = "".join(letters)
    for dropped in (_IDLE, *_DROPPED):
        gone = {at for match in dropped.finditer(folded) for at in range(*match.span())}
        spans = [span for at, span in enumerate(spans) if at not in gone]
        folded = dropped.sub("", folded)
    return folded, spans


def _letters(text: str) -> str:
    text = unicodedata.normalize("NFKC", _translated(text, _ANY_FIRST, _FIRST))
    # Folding case can take a character apart again, which NFKC then joins: `ŉ` and the like.
    text = unicodedata.normalize("NFKC", text.casefold())
    return _translated(text, _ANY_LETTER, _LETTERS)


def _signs(text: str) -> str:
    return _translated(text, _ANY_SIGN, _SIGNS)


def _translated(text: str, runs: re.Pattern[str], table: Mapping[int, int | str]) -> str:
    return runs.sub(lambda run: run[0].translate(table), text)


@lru_cache(maxsize=20_000)
def _folded_cluster(cluster: str) -> str:
    return _SPACE.sub(" ", _signs(_letters(cluster)))


@lru_cache(maxsize=20_000)
def _stays_one(letter: str) -> bool:
    """Whether `letter` becomes one character, no space, whatever stands beside it."""
    return not _joins(letter) and len(_folded_cluster(letter).strip()) == 1


def _joins(letter: str) -> bool:
    """Whether `letter` belongs to the one before it."""
    return letter in _INVISIBLE or unicodedata.combining(letter) > 0


def _clusters(text: str) -> list[tuple[int, int]]:
    """Where each character of `text` stands, with the combining marks and invisible characters that follow it."""
    starts = [at for at, letter in enumerate(text) if at == 0 or not _joins(letter)]
    return list(pairwise([*starts, len(text)]))
