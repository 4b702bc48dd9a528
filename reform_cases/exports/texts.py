"""A record as Markdown and as plain text: its facts, its text, its numbers with where they stand, its source and how to cite it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from reform_cases.exports.record import RecordFile
from reform_cases.exports.rows import Data

# What Markdown would read as more than a character.
_MARKS = re.compile(r"([\\`*_\[\]<>#|~])")
_LIST = re.compile(r"^(\s*)(\d+)([.)])|^(\s*)([-+=])", re.MULTILINE)


def plain_in_markdown(text: str) -> str:
    """Return `text` so that Markdown shows the same characters."""
    text = _MARKS.sub(r"\\\1", text)
    return _LIST.sub(lambda found: found[2] + "\\" + found[3] if found[2] else "\\" + found[5], text)


def facts_said(file: RecordFile) -> Iterator[tuple[str, str]]:
    """Give label and words of each fact of which the case says something, and of its batch."""
    case = file.case
    yield _("发布批次"), case.collection__title
    if case.collection__publisher:
        yield _("发布机关"), case.collection__publisher
    for fact, words in file.record.facts:
        yield str(fact.label), fact.joined.value.join(word.text for word, _trail in words)
    if file.record.instruments:
        yield _("制度与平台"), "、".join(one.instrument.name for one in file.record.instruments)


def _place(row: Data) -> str:
    evidence = row["evidence"]
    if not evidence:
        return _("没有原文")
    return "、".join(_("第 %d 至 %d 字符") % (start, end) for start, end in evidence["spans"])


def number_said(row: Data) -> list[str]:
    """Return what a table says of a number: as written, what it measures, when, against what, whose, and where it stands."""
    remarks = [_("计划中")] if row["status"] == "planned" else []
    if row["review"]:
        remarks.append(_("待核：%s") % row["review"])
    whose = row["scope"] or _("按事例主体")
    basis = row["basis"] or (_("不适用") if "basis" in row["not_applicable"] else _("未写"))
    return [
        row["quote"], row["metric"] or _("未写"), row["period"] or _("未写"), basis, whose, "；".join(remarks) or "—", _place(row)
    ]  # fmt: skip


def number_heads() -> list[str]:
    """Return the heads of that table."""
    return [_("数字"), _("指标"), _("时期"), _("基准"), _("统计范围"), _("说明"), _("原文位置")]


def source_said(file: RecordFile) -> Iterator[str]:
    """Give what is to be known of the source, and how to cite the record."""
    if file.source:
        yield _("来源文献 %(name)s，SHA-256 %(sum)s") % {
            "name": file.source["name"],
            "sum": file.source["sha256"],
        }
    else:
        yield _("这件事例没有存原文。")
    for one in file.citations:
        yield f"{one.standard}：{one.publication}"
        yield f"{one.standard}：{one.page}"


def as_markdown(file: RecordFile) -> str:
    """Return the record as Markdown."""
    lines = [f"# {plain_in_markdown(file.case.title)}", ""]
    lines += [f"- {label}：{plain_in_markdown(said)}" for label, said in facts_said(file)]
    lines += [f"- {_('网址')}：<{file.url}>", ""]
    for block in file.blocks():
        lines += [
            f"{'#' * min(block.level + 1, 6)} {plain_in_markdown(block.text)}"
            if block.level
            else plain_in_markdown(block.text),
            "",
        ]
    if file.numbers:
        heads = number_heads()
        lines += [f"## {_('数字')}", "", _row(heads), _row(["---"] * len(heads))]
        lines += [
            _row([plain_in_markdown(cell).replace("\n", " ") for cell in number_said(row)])
            for row in file.numbers
        ]
        lines.append("")
    lines += [
        f"## {_('来源与引用')}",
        "",
        *(f"- {plain_in_markdown(said)}" for said in source_said(file)),
        "",
    ]
    return "\n".join(lines)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def as_text(file: RecordFile) -> str:
    """Return the record as plain text."""
    lines = [file.case.title, ""]
    lines += [f"{label}：{said}" for label, said in facts_said(file)]
    lines += [f"{_('网址')}：{file.url}"]
    for block in file.blocks():
        lines += ["", f"【{block.text}】"] if block.level == 1 else [block.text]
    if file.numbers:
        lines += ["", f"【{_('数字')}】", *("；".join(number_said(row)) for row in file.numbers)]
    return "\n".join([*lines, "", f"【{_('来源与引用')}】", *source_said(file), ""])
