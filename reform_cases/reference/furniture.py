"""Roles of the characters that belong to the printed page rather than to a record, with their Chinese names."""

from __future__ import annotations

# What a public bundle does not hold: so many signs stand in its place.
WITHHELD, WITHHELD_SIGN = "withheld", "〓"

ROLES: dict[str, str] = {
    "document_title": "文献标题",
    "series": "丛书名或主题语",
    "preface": "发布说明",
    "contents": "目录",
    "case_label": "事例编号",
    "section_name": "栏目名",
    "measure_label": "举措编号",
    "heading_stop": "举措标题后的标点",
    "annex": "附件",
    "source_line": "来源行",
    "markup": "排版标记",
    "credit": "办案和撰稿署名",
    "layout": "空白、换行和分隔符",
    WITHHELD: "未公开的文字",
}
