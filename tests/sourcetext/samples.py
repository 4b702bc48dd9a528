"""Lines for tests of single steps, read as the reader reads them."""

from __future__ import annotations

from reform_cases.sourcetext.findings import Findings
from reform_cases.sourcetext.lines.line import Line, read_lines
from reform_cases.sourcetext.lines.noise import find_inline_noise


def lines_of(text: str) -> list[Line]:
    """The lines of `text` after the first three steps."""
    return read_lines(text, find_inline_noise(text, Findings(text)))
