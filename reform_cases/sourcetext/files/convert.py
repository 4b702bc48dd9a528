"""Step 0, convert: a file as received, to text; what is no plain text becomes some here, and only here.

The name's ending tells the format. Plain text and Markdown are taken as they are; of a web page (`.html`, `.htm`) and a
Word file (`.docx`) the converted text is the source, in which all spans count. The check sum is always the file's own.
"""

from __future__ import annotations

import codecs
import hashlib
from pathlib import PurePath

from bs4.dammit import EncodingDetector

from reform_cases.sourcetext.document import SourceError
from reform_cases.sourcetext.files.decode import Decoded, checked, decode
from reform_cases.sourcetext.files.formats import ending_of, refuse_other_formats
from reform_cases.sourcetext.files.html_text import read_page
from reform_cases.sourcetext.files.layout import Layout
from reform_cases.sourcetext.files.pdf import read_pdf
from reform_cases.sourcetext.files.word import read_word

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
MEDIA_TYPES = {
    ".docx": WORD,
    ".htm": "text/html",
    ".html": "text/html",
    ".markdown": "text/markdown",
    ".md": "text/markdown",
    ".pdf": PDF,
}
ENDINGS = frozenset({".txt", *MEDIA_TYPES})
MOST_TAGS = 300_000


def text_of(data: bytes, name: str = "") -> Decoded:
    """The text of the file `name` with the bytes `data`; of `-`, which tells no format, the bytes tell it.

    Raises SourceError, and nothing else, where decode does (a position in a converted text counts its characters),
    and for a file that is not what its name says or unpacks to more than MOST_XML bytes.
    """
    ending = ending_of(data) if name == "-" else PurePath(name).suffix
    media_type = MEDIA_TYPES.get(ending.lower(), "text/plain")
    refuse_other_formats(
        data, zipped=media_type == WORD, page=media_type == "text/html", pdf=media_type == PDF
    )
    if media_type == PDF and data:
        if not data.startswith(b"%PDF-"):
            raise SourceError("this is no PDF file: it does not begin as one")
        return _converted(read_pdf(data), None, "utf-8", data, media_type)
    if media_type == WORD and data:
        return _converted(*read_word(data), "utf-8", data, media_type)
    if media_type == "text/html" and data:
        html, encoding = _decoded_page(data)
        return _converted(*_page(html), encoding, data, media_type)
    plain = decode(data)
    return Decoded(plain.text, plain.encoding, plain.sha256, media_type)


def _page(html: str) -> tuple[Layout, int | None]:
    # Each takes a kilobyte while the page is taken apart, and giving a deep tree back takes minutes.
    if html.count("<") > MOST_TAGS:
        raise SourceError(f"the page has more than {MOST_TAGS} tags, no batch of cases has so many")
    try:
        return read_page(html)
    # html.parser rejects some broken markup with exceptions of no common kind.
    except (AssertionError, ValueError, RecursionError) as error:
        raise SourceError(f"the page cannot be taken apart: {_sentence(error)}") from error


def _converted(layout: Layout, notes_at: int | None, encoding: str, data: bytes, media_type: str) -> Decoded:
    text = checked(layout.text())
    left_out = tuple(layout.left_out)
    return Decoded(text, encoding, hashlib.sha256(data).hexdigest(), media_type, left_out, notes_at)


def _decoded_page(data: bytes) -> tuple[str, str]:
    """A page's characters and encoding: Big5 where it says so and is no UTF-8, otherwise as any text."""
    declared = EncodingDetector.find_declared_encoding(data, is_html=True) or ""
    if not _is_big5(declared) or _is_utf8(data):
        decoded = decode(data)
        return decoded.text, decoded.encoding
    try:
        return data.decode("big5hkscs"), "big5"
    except UnicodeDecodeError as error:
        raise SourceError(
            f"byte {error.start} is not valid Big5, which the page declares", error.start
        ) from error


def _is_big5(declared: str) -> bool:
    try:
        return codecs.lookup(declared).name in ("big5", "big5hkscs", "cp950")
    except LookupError:
        return False


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _sentence(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
