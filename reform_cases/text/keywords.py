"""Splitting a line of keywords, as printed in a source or typed by an editor."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reform_cases.text.matching import normalise

_STRONG = re.compile(r"[^；;，,。\r\n]+")
_WORDS = re.compile(r"[^\s　]+")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
# Signs that stand beside a space separate as the space does.
_SIGNS = "、/|｜／·•"
# `、` inside quotation marks belongs to its keyword.
_LISTED = re.compile(r"(?:“[^”]*”|《[^》]*》|[^、])+")


def _trimmed(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = line[start:end]
    left = start + len(piece) - len(piece.lstrip().lstrip(_SIGNS))
    right = start + len(piece.rstrip().rstrip(_SIGNS))
    # What nobody sees is no keyword.
    if left < right and (_HAN.fullmatch(line, left, right) or normalise(piece)):
        yield left, right


def keyword_spans(line: str) -> list[tuple[int, int]]:
    """Return where the keywords of `line` stand: `[start, end)` in characters, in order, repeated ones included.

    `；` `，` `;` `,` always separate. Spaces separate too, with a `、` or `/` beside them; inside a word a `、` then
    belongs to its keyword, and separates only in a line (or a `；` group) without spaces.
    """
    spans: list[tuple[int, int]] = []
    for group in _STRONG.finditer(line):
        for start, end in _trimmed(line, *group.span()):
            words = list(_WORDS.finditer(line, start, end))
            pieces = words if len(words) > 1 else list(_LISTED.finditer(line, start, end))
            for piece in pieces:
                spans.extend(_trimmed(line, *piece.span()))
    return spans


def split_keywords(line: str) -> list[str]:
    """Return the keywords of `line`, in order, each once, as first written. Used by taggit and the editors' desk."""
    names: dict[str, str] = {}
    for start, end in keyword_spans(line):
        names.setdefault(normalise(line[start:end]), line[start:end])
    return list(names.values())
