"""The shipped source, read once, for the tests of the reader."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reform_cases.sourcetext.document import Document
from reform_cases.sourcetext.read import read_source

SHIPPED = Path(__file__).resolve().parents[2] / "fixtures" / "sources" / "jcgg-2024.txt"


@cache
def shipped_text() -> str:
    return SHIPPED.read_bytes().decode()


@cache
def shipped_document() -> Document:
    return read_source(SHIPPED.read_bytes())
