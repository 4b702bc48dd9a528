"""A PDF file with a text layer as lines of text: page heads, page feet and page numbers out, wrapped lines joined.

A line runs on in the next one when it reaches the right edge of the text and the next one begins at its left edge: a
Chinese paragraph begins two characters further in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import PdfTextPage

from reform_cases.sourcetext.document import SourceError
from reform_cases.sourcetext.files.layout import Layout

SCANNED, RUNNING = "扫描页", "页眉或页脚"
_NUMBER = re.compile(
    r"[-—–·第\s]*(?:\d{1,4}|[ivxl]{1,6})(?:\s*/\s*\d{1,4})?[-—–·页\s]*(?:共\s*\d{1,4}\s*页)?"
)
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_GAP = re.compile(rf"(?<={_WIDE}) (?={_WIDE})")
_LABEL = re.compile(
    r"【|[事案]例\s?[\d一二三四五六七八九十]|[(（]?[一二三四五六七八九十]{1,3}[、)）]|第[一二三四五六七八九十]+[条章节]"
)
_FEWEST = 3  # pages on which a line must stand at the same edge to be a running head
_NO_SIGNS = str.maketrans("", "", "\ufffe\uffff\u00ad\x02")


@dataclass
class _Line:
    text: str
    left: float
    right: float
    size: float


def read_pdf(data: bytes) -> Layout:
    """The layout of the PDF file `data`.

    Raises SourceError for a file that is damaged or protected, or has no text: its pages are pictures.
    """
    try:
        with pypdfium2.PdfDocument(data) as document:
            pages = [list(_lines(page.get_textpage())) for page in document]
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceError("the PDF file is protected by a password: save it without one") from error
        raise SourceError(f"the PDF file is damaged: {error}") from error
    if not any(pages):
        raise SourceError(
            f"the PDF file has no text, only pictures ({len(pages)} pages): have its text recognised and save it as .docx or .txt"
        )
    return _layout(pages)


def _lines(page: PdfTextPage) -> Iterator[_Line]:
    """The lines of one page, each with its place: where it begins and ends across the page, and its height."""
    text = page.get_text_range()
    # The same but for characters outside the basic plane: with one, the page gives its lines without their places.
    placed = len(text) == page.count_chars()
    for match in re.finditer(r"[^\r\n]+", text):
        start, end = match.span()
        end -= len(match[0]) - len(match[0].rstrip())
        start += len(match[0]) - len(match[0].lstrip())
        line = text[start:end]
        if placed:
            # A space that the library put between characters set far apart is none of the text.
            gaps = [gap.start() for gap in _GAP.finditer(line) if _is_made_up(page, start + gap.start())]
            line = "".join(sign for at, sign in enumerate(line) if at not in gaps)
        line = line.translate(_NO_SIGNS)
        if line and placed:
            left, low, _, high = page.get_charbox(start, loose=True)
            yield _Line(line, left, page.get_charbox(end - 1, loose=True)[2], high - low)
        elif line:
            yield _Line(line, 0, 0, 0)


def _is_made_up(page: PdfTextPage, at: int) -> bool:
    return bool(pypdfium2.raw.FPDFText_IsGenerated(page.raw, at) == 1)


def _layout(pages: list[list[_Line]]) -> Layout:
    layout = Layout()
    running = _running(pages)
    body = [_without_edges(page, running) for page in pages]
    lines = [line for page in body for line in page]
    left, right = (
        min((line.left for line in lines), default=0),
        max((line.right for line in lines), default=0),
    )
    before: _Line | None = None
    for text in sorted(running):
        layout.leave_out(RUNNING, f"{text} ")
    for number, page in enumerate(body, 1):
        if not pages[number - 1]:
            layout.end_line()
            layout.leave_out(SCANNED, f"第{number}页 ")
            before = None
        for line in page:
            if before is None or not _runs_on(before, line, left, right):
                layout.open("p")
            elif before.text[-1:].isascii() and line.text[0].isascii() and line.text[0].isalpha():
                layout.write(" ")
            layout.write(line.text)
            before = line
    return layout


def _runs_on(line: _Line, after: _Line, left: float, right: float) -> bool:
    full = line.size > 0 and line.right >= right - 1.6 * line.size
    return (
        full
        and after.left <= left + after.size
        and line.text[-1] not in "。！？!?：:"
        and not _LABEL.match(after.text)
    )


def _running(pages: list[list[_Line]]) -> set[str]:
    """What stands first or last on most pages."""
    counts = Counter(
        text for page in pages for text in {line.text for line in [*page[:1], *page[-2:]] if len(page) > 2}
    )
    least = max(_FEWEST, len(pages) // 2 + 1)
    return {text for text, count in counts.items() if count >= least and not _NUMBER.fullmatch(text)}


def _without_edges(page: list[_Line], running: set[str]) -> list[_Line]:
    lines = list(page)
    for edge in (0, -1):
        for _ in range(2):
            if lines and (lines[edge].text in running or _NUMBER.fullmatch(lines[edge].text)):
                lines.pop(edge)
    return lines
