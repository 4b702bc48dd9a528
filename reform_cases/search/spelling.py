"""Chinese names spelt in pinyin."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pypinyin import Style
from pypinyin.converter import DefaultConverter
from pypinyin.core import Pinyin

from reform_cases.text.matching import normalise


class _Remembering(DefaultConverter):
    """A syllable loses its tone in the same way wherever it stands: worked out once, this takes half the time."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, str] = {}

    def convert_style(self, han: str, orig_pinyin: str, style: Style, strict: bool, **kwargs: Any) -> str:
        if orig_pinyin not in self._known:
            self._known[orig_pinyin] = super().convert_style(han, orig_pinyin, style, strict, **kwargs)
        return self._known[orig_pinyin]


_PINYIN = Pinyin(_Remembering())


def syllables(name: str) -> list[str]:
    """The syllables of `name` without tones, in the form in which it is searched; what is not Chinese stays together."""
    return list(map(_plain, _PINYIN.lazy_pinyin(name, style=Style.NORMAL)))


@lru_cache(maxsize=5000)
def _plain(syllable: str) -> str:
    return normalise(syllable).replace(" ", "")
