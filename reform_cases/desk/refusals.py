"""Why a text could not be read, in Chinese for the desk: commands and logs say the same in English."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform_cases.sourcetext.document import SourceError

# What a message of the reader or the importer says, and what an editor is told. The first that is found counts.
_SAID = [
    (r"no case was found", gettext_lazy("没有认出事例：文中要有题目和【关键词】一类的栏目，或“事例1”一类的编号。")),
    (r"source is empty", gettext_lazy("里面没有文字。")),
    (r"is NUL", gettext_lazy("里面有空字符，不是文本文件。")),
    (r"is not valid", gettext_lazy("文字的编码读不通：请另存为 UTF-8 的文本，或用 Word 文件。")),
    (r"takes more than|takes too|was given up|divide the file", gettext_lazy("读它费时或费内存太多，已停下：请拆成几个文件。")),
    (r"more than .* (headings|lines|tags)|unpacks to|nested too deep", gettext_lazy("行数或结构远超一批事例，没有读：请拆开，或去掉无关内容。")),
    (r"password", gettext_lazy("文件有密码：请去掉密码再传。")),
    (r"no text, only pictures", gettext_lazy("这个 PDF 只有图片，没有文字：请先识别文字，另存为 Word 或文本。")),
    (r"damaged|taken apart", gettext_lazy("文件已损坏，读不出来。")),
    (r"this is |no PDF file|no Word file", gettext_lazy("文件不是它的名字所说的格式：可用文本、Markdown、Word（.docx）、有文字的 PDF 或网页。")),
    (r"names no year", gettext_lazy("文中没有写明年份：请在批次的网址标识里写上，如 jcgg-2026。")),
    (r"address \(letters", gettext_lazy("批次的网址标识只能用小写字母、数字、- 和 _，最多 60 个。")),
    (r"of the text is that of", gettext_lazy("这份原文与库里另一批次的几乎相同，没有重复建立。")),
    (r"already in batch", gettext_lazy("这份原文已在库中，没有重复建立。")),
    (r"masked by law", gettext_lazy("里面有依法遮盖过的名字，遮盖后读出的事例与原来不同，没有建立。")),
    (r"stands twice", gettext_lazy("文中有两件事例用了同一个序号。")),
    (r"not in the table of divisions|table of divisions is empty", gettext_lazy("行政区划表里没有文中的地区：请管理员载入区划表。")),
    (r"cannot be stored", gettext_lazy("有一项太长，存不下：多半是题目或栏目没有分行。")),
    (r"stands in no measure", gettext_lazy("有一个数字不在任何栏目里。")),
    (r"takes? the place|put other cases in their place|is to replace", gettext_lazy("这一批次里相同序号的是别的事例，没有替换。")),
]  # fmt: skip
_NEAR = 12


def in_chinese(error: SourceError, data: bytes = b"") -> str:
    """Return what `error` says, where it is, and the characters there when `data` is a text in UTF-8."""
    message = str(error)
    said = next(
        (told for pattern, told in _SAID if re.search(pattern, message)),
        _("没有读成，文字与一批事例的形式不符。"),
    )
    where = ""
    if error.position is not None:
        unit = _("字节") if re.search(r"\bbyte \d", message) else _("字符")
        where = _("第 %(place)d 个%(unit)s处%(text)s：") % {
            "place": error.position + 1,
            "unit": unit,
            "text": _around(data, error.position) if unit == _("字符") else "",
        }
    return f"{where}{said}"


def _around(data: bytes, position: int) -> str:
    try:
        found = " ".join(data.decode()[position : position + _NEAR].split())
    except UnicodeDecodeError:
        return ""
    return f"“{found}…”" if found and "\0" not in found else ""
