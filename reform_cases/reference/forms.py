"""The forms in which published batches print their headings, as data: each with an example that it recognises.

Patterns are matched against folded text (`text.widths.fold`), at the start of a line unless said otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMERAL = r"(?:\d{1,3}|[〇零一二三四五六七八九十百]{1,5})"


@dataclass(frozen=True)
class Form:
    """One recognised form. Group `number` holds the ordinal, group `label` all that is no part of the value."""

    name: str
    pattern: re.Pattern[str]
    example: str


def _form(name: str, pattern: str, example: str) -> Form:
    return Form(name, re.compile(pattern), example)


CASE_LABELS: tuple[Form, ...] = (
    _form(
        "label and title on one line",
        rf"(?P<label>(?:典型)?[事案]例(?P<number>{NUMERAL})\s*[::.、])\s*(?=\S)",
        "事例1:北京市检察机关健全数字检察制度",
    ),
    _form(
        "label, space, title",
        rf"(?P<label>(?:典型)?[事案]例(?P<number>{NUMERAL}))\s+(?=\S)",
        "典型案例1 某某公益诉讼案",
    ),
    _form(
        "label alone",
        rf"(?P<label>【?(?:典型)?[事案]例(?P<number>{NUMERAL})\s*】?[::.、]?)\s*$",
        "案例一：",
    ),
)

SOURCE_LINE = _form(
    "source line", r"\(?(?:来源|文章来源|稿件来源)\s*:\s*(?P<label>[^()]{2,30}?)\)?$", "来源：检察日报社"
)

DOCUMENT_TITLE = _form(
    "document title",
    r".{0,60}(?:典型[事案]例|指导性案例)(?:[(（]?\d{4}年(?:度)?[)）]?|[(（]?第[一二三四五六七八九十\d]+批[)）]?)*$",
    "检察改革典型事例(2024年)",
)

MEASURE_LABELS: tuple[tuple[Form, ...], ...] = (
    (
        _form(
            "first level",
            r"(?P<label>(?P<number>[一二三四五六七八九十]{1,3})、)\s*",
            "一、融合组织要素和数据要素",
        ),
    ),
    (
        _form(
            "second level",
            r"(?P<label>\((?P<number>[一二三四五六七八九十]{1,3})\))\s*",
            "（一）线索管理一体化。",
        ),
    ),
)
