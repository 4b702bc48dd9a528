"""Word files and web pages made by hand, as small as they can be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape

_NAMESPACE = "http://schemas.openxmlformats.org"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    f'<Types xmlns="{_NAMESPACE}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
)
_RELATIONS = (
    f'<Relationships xmlns="{_NAMESPACE}/package/2006/relationships"><Relationship Id="r1" Target="word/document.xml" '
    f'Type="{_NAMESPACE}/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def word_paragraph(text: str, *, bold: bool = False, style: str = "") -> str:
    """A paragraph of a Word file; `style` such as `Heading1`."""
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    strong = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return (
        f'<w:p>{styled}<w:r>{strong}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r></w:p>'
    )


def word_file(body: str, others: Mapping[str, str] | None = None) -> bytes:
    """A Word file with `body` (WordprocessingML) and any `others` parts."""
    document = (
        f'<w:document xmlns:w="{_NAMESPACE}/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    )
    parts = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": document}
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**parts, **(others or {})}.items():
            archive.writestr(name, part)
    return data.getvalue()


def web_page(body: str, charset: str = "utf-8") -> str:
    """A page with all that surrounds a text on the web, none of which belongs to it."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>页面标题</title>'
        "<style>p { color: red }</style><script>var a = '【脚本】';</script></head><body>"
        "<header>网站横幅</header><nav><a href='/'>首页</a></nav><div class='nav wide'>频道</div>"
        f"{body}<aside>推荐</aside><footer>版权所有</footer></body></html>"
    )


def pdf_file(*pages: list[tuple[int, int, str]], size: int = 10, spacing: int = 0) -> bytes:
    """A PDF file whose pages hold lines (x, y, text): every character is its own code, as wide as it is high, `spacing` apart."""
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange "
        b"1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end"
    )
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/F/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000>>",
        _stream(cmap),
    ]
    for number, lines in enumerate(pages):
        shown = "".join(
            f"BT /F {size} Tf {spacing} Tc {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET "
            for x, y, text in lines
        )
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 500]/Contents {7 + 2 * number} 0 R/Resources<</Font<</F 3 0 R>>>>>>".encode(),
            _stream(shown.encode()),
        ]
    data, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + trailer


def _stream(content: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)
