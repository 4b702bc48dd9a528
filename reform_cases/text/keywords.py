"""Splitting a line of keywords, as printed in a source or typed by an editor."""

from __future__ import annotations

import re

_SPACES = re.compile(r"[\s　]+")
_STRONG = re.compile(r"\s*[；;，,\n]\s*")


def split_keywords(line: str) -> list[str]:
    """The keywords of `line`, in order, each once.

    `；` `，` `;` `,` always separate. Spaces separate too, and then a `、` belongs to its keyword; `、` separates
    only in a line (or a `；` group) without spaces. Used by the reader and, through TAGGIT_TAGS_FROM_STRING, by the admin.
    """
    found: dict[str, None] = {}
    for group in _STRONG.split(line.strip()):
        pieces = _SPACES.split(group.strip())
        if len(pieces) == 1:
            pieces = group.split("、")
        found.update(dict.fromkeys(piece.strip() for piece in pieces if piece.strip()))
    return list(found)
