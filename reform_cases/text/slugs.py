"""Address forms of Chinese names."""

from __future__ import annotations

import re

from reform_cases.text.masks import IN_ADDRESSES, MASK


def keyword_slug(name: str) -> str:
    """Return `name` with every run of signs and spaces turned into one hyphen, letters lower-cased, Chinese kept.

    A name of signs alone gives its code points (`+` -> `u2b`), so that the slug is never empty. A masked character stays
    one character.
    """
    slug = re.sub(r"[\W_]+", "-", name.lower().replace(MASK, IN_ADDRESSES)).strip("-")
    return slug or "-".join(f"u{ord(character):x}" for character in name.strip())
