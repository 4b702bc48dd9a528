"""The structure of a document, to be compared with what a person wrote down before the reader had seen it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reform_cases.sourcetext.document import CaseText, Document, MeasureText
from reform_cases.sourcetext.read import read_source
from reform_cases.text.widths import fold

_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])")
LAYOUTS = Path(__file__).parent / "layouts"
WANTED: dict[str, dict[str, Any]] = json.loads((LAYOUTS / "gold.json").read_text(encoding="utf-8"))


def structure(name: str) -> dict[str, Any]:
    """Return title, year and cases of the layout `name` as the reader finds them."""
    document = read_source((LAYOUTS / f"{name}.txt").read_bytes())
    return {
        "title": document.title,
        "year": document.year,
        "cases": [_case(document, case) for case in document.cases],
    }


def _case(document: Document, case: CaseText) -> dict[str, Any]:
    names = [
        one.text
        for one in document.furniture
        if one.role == "section_name" and case.span[0] <= one.span[0] < case.span[1]
    ]
    sections = [_NUMBER.sub("", "".join(name.split())).strip("【】〖〗〔〕[]:：") for name in names]
    return {
        "title": "".join(case.title.text.split()),
        "keywords": [keyword.text for keyword in case.keywords],
        "sections": [name for name in sections if name and name != "关键词"],
        "region": case.region.code if case.region else "",
        "measures": [list(one) for measure in case.measures for one in _labels(measure)],
    }


def _labels(measure: MeasureText) -> Iterator[tuple[str, str]]:
    yield fold(measure.label), measure.heading.text
    for child in measure.children:
        yield from _labels(child)
