"""Whether two texts are the same character by character: what is no difference, where words end, which sentences there are.

Much stricter than `matching`: only white space, invisible characters, the width of signs, letters and digits, and the form of
quotation marks are no difference. A character is never taken for one that looks like it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reform_cases.reference.signs import INVISIBLE

_SAME = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SAME |= {ord(odd): ord(plain) for odd, plain in zip("“”„‟‘’‚‛｡､", "\"\"\"\"''''。、", strict=True)}
_LEFT_OUT = re.compile(
    "[\\s\\x00-\\x1f\\x7f-\\x9f"
    + "".join(f"{re.escape(chr(codes.start))}-{re.escape(chr(codes.stop - 1))}" for codes in INVISIBLE)
    + "]+"
)
_LETTER = re.compile(r"[^\W_]")
# What ends a sentence, and with a clause what may stand before and behind words that are quoted in part.
SENTENCE_ENDS = "。!?;"
_BEFORE, _BEHIND = SENTENCE_ENDS + ",:)】…—", SENTENCE_ENDS + ",:(【…—"
# The number of a heading, and the name of a section.
_LABEL = re.compile(
    r"(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十\d]{1,3}[、.]|事例\d+:|【[^】]{1,12}】)+"
)
_SENTENCE = re.compile(r"[^。!?！？;；\r\n]+[。!?！？;；]*[”’」』)）]*")


class Verbatim(NamedTuple):
    """The characters of a text that count, where each stands in the text, and which of them begin a line."""

    letters: str
    places: list[int]
    lines: frozenset[int]

    def begins(self, at: int) -> bool:
        """Return whether a clause begins at the character `at`."""
        return self._edge(at) or self.letters[at - 1] in _BEFORE or bool(self.label(at))

    def ends(self, at: int) -> bool:
        """Return whether a clause ends before the character `at`."""
        before = self.letters[at - 1 : at]
        if self._edge(at) or before in SENTENCE_ENDS or (before in ",:" and not self._number(at - 1)):
            return True
        return self.letters[at] in _BEHIND and not self._number(at)

    def clause_begins(self, at: int) -> int:
        """Return where the clause begins that ends before `at`, in the same sentence."""
        first, start = self.sentence_begins(at), at - 1
        while start > first and not self.begins(start):
            start -= 1
        return max(start, first)

    def sentence_begins(self, at: int) -> int:
        """Return where the sentence begins in which `at` stands, behind its label."""
        start = at
        while start and start not in self.lines and self.letters[start - 1] not in SENTENCE_ENDS:
            start -= 1
        label = _LABEL.match(self.letters, start, at)
        return label.end() if label else start

    def sentence_ends(self, at: int) -> int:
        """Return where the sentence ends that has a character before `at`."""
        end = at
        while not (end and self.letters[end - 1] in SENTENCE_ENDS) and not self._edge(end):
            end += 1
        return end

    def label(self, at: int) -> str:
        """Return the label of a heading that stands right before `at`, "" if there is none."""
        start = at
        while start and start not in self.lines and at - start < 20:
            start -= 1
        found = _LABEL.fullmatch(self.letters, start, at)
        return found[0] if found else ""

    def _edge(self, at: int) -> bool:
        return at <= 0 or at >= len(self.letters) or at in self.lines

    def _number(self, at: int) -> bool:
        """Whether the sign at `at` stands inside a number: 1,983."""
        return self.letters[at - 1 : at].isdigit() and self.letters[at + 1 : at + 2].isdigit()


class GivenSentence(NamedTuple):
    """A sentence, `[start, end)` in the text."""

    text: str
    start: int
    end: int


def verbatim(text: str) -> Verbatim:
    """Return the characters of `text` that count."""
    places: list[int] = []
    lines: set[int] = set()
    at = 0
    for gap in _LEFT_OUT.finditer(text):
        places += range(at, gap.start())
        at = gap.end()
        if at < len(text) and ("\n" in gap[0] or "\r" in gap[0]):
            lines.add(len(places))
    places += range(at, len(text))
    return Verbatim(_LEFT_OUT.sub("", text).translate(_SAME), places, frozenset(lines))


def sentences(text: str) -> list[GivenSentence]:
    """Return the sentences of `text`; parts between semicolons and lines are some too, a section's name or a mark alone is none."""
    found = []
    for match in _SENTENCE.finditer(text):
        words = match[0].strip()
        start = match.start() + match[0].index(words)
        if _LETTER.search(_LABEL.sub("", verbatim(words).letters)):
            found.append(GivenSentence(words, start, start + len(words)))
    return found


def without_label(letters: str) -> str:
    """Return `letters` without the label of a heading before them and the mark behind them."""
    label = _LABEL.match(letters)
    return letters[label.end() if label else 0 :].rstrip(SENTENCE_ENDS + "\"'")
