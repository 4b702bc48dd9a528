"""Which files are no source here, known by what they begin with, and what to do about each."""

from __future__ import annotations

import io
import re
import zipfile

from reform_cases.sourcetext.document import SourceError

_SAVE = "save its text as .docx or .txt"
_PICTURE = "a picture: only files with text can be read"
_STARTS = (
    (
        b"\xd0\xcf\x11\xe0",
        "an old (.doc, .xls, .ppt, .wps) or a password-protected Office file: save it as .docx without a password",
    ),
    (b"{\\rtf", f"a rich text file (.rtf): {_SAVE}"),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"\x1f\x8b", "a compressed file (gzip): unpack it"),
    (b"7z\xbc\xaf", "a 7z archive: unpack it"),
    (b"Rar!", "a RAR archive: unpack it"),
    (b"BZh", "a compressed file (bzip2): unpack it"),
    (b"\xfd7zXZ", "a compressed file (xz): unpack it"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_HEAD = 4096
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*(?:<!doctype\s+html|<html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_FLAT_WORD = re.compile(
    rb"\s*<\?xml[^>]*>\s*<(?:\?mso-application|pkg:package|w:wordDocument)", re.IGNORECASE
)
_ARCHIVED_PAGE = re.compile(
    rb"(?:[!-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?MIME-Version:[^\n]*\n", re.IGNORECASE
)
_WORD = "a Word file: its name must end in .docx"
# By the name of a part in it, what a ZIP archive is.
_ZIPPED = (
    ("word/", _WORD),
    ("xl/", f"an Excel workbook: {_SAVE}"),
    ("ppt/", f"a PowerPoint file: {_SAVE}"),
    ("OFD.xml", f"an OFD file: {_SAVE}"),
    ("META-INF/container.xml", f"an EPUB book: {_SAVE}"),
    ("content.xml", f"an OpenDocument file: {_SAVE}"),
)


def refuse_other_formats(data: bytes, *, zipped: bool, page: bool, pdf: bool) -> None:
    """Raise SourceError for `data` in a format that is not read; `zipped`, `page` and `pdf` say that its name is of such a file."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf")
    kind = next((kind for start, kind in _STARTS if head.startswith(start)), "")
    if head.startswith(b"PK\x03\x04") and not zipped:
        kind = _zipped(data)
    elif head.startswith(b"%PDF-") and not pdf:
        kind = "a PDF file: its name must end in .pdf"
    elif _FLAT_WORD.match(head):
        kind = "a Word file saved as XML: save it as .docx"
    elif not page and _PAGE.match(head):
        kind = "a web page: its name must end in .html"
    elif _ARCHIVED_PAGE.match(head) and b"multipart/" in head:
        kind = "an archived web page (.mht, .mhtml) or a mail: save the page as .html"
    if kind:
        raise SourceError(f"this is {kind}")


def ending_of(data: bytes) -> str:
    """Return the ending that a file with these bytes should have; "" for plain text."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf")
    if head.startswith(b"%PDF-"):
        return ".pdf"
    if head.startswith(b"PK\x03\x04") and _zipped(data) == _WORD:
        return ".docx"
    return ".html" if _PAGE.match(head) else ""


def zip_kind(names: list[str]) -> str:
    """Return what a ZIP archive with the parts `names` is, and what to do; "" when it is of no known kind."""
    return next((kind for start, kind in _ZIPPED if any(name.startswith(start) for name in names)), "")


def _zipped(data: bytes) -> str:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    # A damaged archive can raise anything.
    except Exception:
        names = []
    return zip_kind(names) or "a ZIP archive: unpack it (if it is a Word file, its name must end in .docx)"
