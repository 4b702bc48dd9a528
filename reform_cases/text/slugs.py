"""Address forms of Chinese names."""

from __future__ import annotations

import re


def keyword_slug(name: str) -> str:
    """Return `name` with every run of signs and spaces turned into one hyphen, letters lower-cased, Chinese kept.

    A name of signs alone gives its code points (`+` -> `u2b`), so that the slug is never empty.
    """
    slug = re.sub(r"[\W_]+", "-", name.lower()).strip("-")
    return slug or "-".join(f"u{ord(character):x}" for character in name.strip())
