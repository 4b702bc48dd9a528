from __future__ import annotations

import hashlib

import pytest

from reform_cases.sourcetext.document import SourceError
from reform_cases.sourcetext.files.decode import decode

TEXT = "检察改革典型事例:数字检察制度建设"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (TEXT.encode(), TEXT, "utf-8"),
        (TEXT.encode("utf-8-sig"), "\ufeff" + TEXT, "utf-8"),
        (TEXT.encode("gb18030"), TEXT, "gb18030"),
        ("事例𠮷".encode("gb18030"), "事例𠮷", "gb18030"),
        (("\ufeff" + TEXT).encode("utf-16-le"), "\ufeff" + TEXT, "utf-16"),
        (("\ufeff" + TEXT).encode("utf-16-be"), "\ufeff" + TEXT, "utf-16"),
        (b"case 1", "case 1", "utf-8"),
    ],
)
def test_encoding_is_recognised_and_nothing_changed(data, text, encoding):
    decoded = decode(data)
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert decoded.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("data", "message", "position"),
    [
        (b"", "the source is empty: it has no bytes at all", 0),
        (b" \r\n\t", "the source is empty: it holds nothing but white space", 0),
        ("\ufeff\n".encode(), "the source is empty: it holds nothing but white space", 0),
        ("事例\0".encode(), "character 2 is NUL: this is not a text file", 2),
        (TEXT.encode()[:-1], "byte 46 is not valid UTF-8, though all before it is", 46),
        (b"\xff\xfe\x00\xd8", "byte 2 is not valid UTF-16, which the byte order mark announces", 2),
        (b"ab\xff\xff", "byte 2 is not valid GB18030, and byte 2 is not valid UTF-8", 2),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_the_place(data, message, position):
    with pytest.raises(SourceError) as caught:
        decode(data)
    assert (str(caught.value), caught.value.position) == (message, position)
