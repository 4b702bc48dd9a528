"""Step 1, decode: bytes to text, nothing changed, nothing guessed at silently.

UTF-8 (a byte order mark stays, as the first character), UTF-16 with its mark, or GB18030, in this order.
"""

from __future__ import annotations

import hashlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass

from reform_cases.sourcetext.document import SourceError

# So many Chinese characters before the first bad byte do not come out of another encoding by chance.
_SURELY_UTF8 = 8


@dataclass(frozen=True)
class LeftOut:
    """What a converted text leaves out though the file has it: before which character of the text, why, and what."""

    at: int
    reason: str
    text: str


@dataclass(frozen=True)
class Decoded:
    """The text, the name of its encoding (utf-8, utf-16, gb18030, big5), and of the file as received SHA-256 and kind.

    `left_out` lists what a converted text does without; from character `notes_at` on stand the notes of the file.
    """

    text: str
    encoding: str
    sha256: str
    media_type: str = "text/plain"
    left_out: tuple[LeftOut, ...] = ()
    notes_at: int | None = None


def decode(data: bytes) -> Decoded:
    """The text of `data`.

    Raises SourceError for no bytes, bytes in none of the three encodings, a NUL character, or nothing but white
    space; its position is a byte offset for bytes that cannot be decoded, otherwise a character offset.
    """
    if not data:
        raise SourceError("the source is empty: it has no bytes at all", 0)
    text, encoding = _decoded(data)
    return Decoded(checked(text), encoding, hashlib.sha256(data).hexdigest())


def checked(text: str) -> str:
    """`text`, if there is something in it and it can be stored.

    Raises SourceError for a NUL character, or nothing but white space.
    """
    nul = text.find("\0")
    if nul >= 0:
        raise SourceError(f"character {nul} is NUL: this is not a text file", nul)
    if not text.lstrip("\ufeff").strip():
        raise SourceError("the source is empty: it holds nothing but white space", 0)
    return text


def _decoded(data: bytes) -> tuple[str, str]:
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        order = "utf-16-le" if data.startswith(BOM_UTF16_LE) else "utf-16-be"
        try:
            return data.decode(order), "utf-16"
        except UnicodeDecodeError as error:
            raise SourceError(
                f"byte {error.start} is not valid UTF-16, which the byte order mark announces", error.start
            ) from error
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return _decoded_gb18030(data, error.start), "gb18030"


def _decoded_gb18030(data: bytes, first_bad: int) -> str:
    """`data` as GB18030, unless what comes before `first_bad` shows that it is damaged UTF-8."""
    before = data[:first_bad].decode("utf-8")
    if sum(character > "\u2e80" for character in before) >= _SURELY_UTF8:
        raise SourceError(f"byte {first_bad} is not valid UTF-8, though all before it is", first_bad)
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"byte {error.start} is not valid GB18030, and byte {first_bad} is not valid UTF-8", error.start
        ) from error
