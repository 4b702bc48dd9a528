"""A 借鉴单 as Markdown."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reform_cases.catalogue.writing.sheet import Sheet, SheetPiece
from reform_cases.exports.texts import plain_in_markdown
from reform_cases.models import Outcome

BLANK = "＿＿＿＿"


def piece_said(piece: SheetPiece) -> str:
    """Return a piece in a line of text: a blank has the words behind it."""
    return f"{BLANK}〔{piece.name}：{piece.text}〕" if piece.kind else piece.text


def result_said(sheet: Sheet, outcome: Outcome) -> list[str]:
    """Return what is said of a reported result: as written, what it measures, when, against what, whose, and whether it is only planned."""
    remarks = [str(_("计划中"))] if outcome.status == Outcome.Status.PLANNED else []
    if outcome.to_be_looked_at:
        remarks.append(_("待核：%s") % outcome.review)
    unsaid = _("未写")
    return [
        outcome.quote, outcome.metric or unsaid, outcome.period or unsaid, outcome.basis or unsaid, sheet.whose(outcome),
        "；".join(remarks) or "—",
    ]  # fmt: skip


def result_heads() -> list[str]:
    """Return the heads of a table of results."""
    return [_("数字"), _("指标"), _("时期"), _("基准"), _("统计范围"), _("说明")]


def sheet_as_markdown(sheet: Sheet) -> str:
    """Return the sheet as Markdown."""
    lines = [f"# {_('借鉴单')}：{plain_in_markdown(sheet.heading)}", ""]
    lines += [f"- {_('出自')}：{plain_in_markdown(sheet.case.title)}", f"- {_('网址')}：<{sheet.url}>", ""]
    lines += [f"## {_('做法')}", ""]
    for part in sheet.parts:
        lines += [f"### {plain_in_markdown(part.heading)}", ""]
        if part.pieces:
            lines += [plain_in_markdown("".join(map(piece_said, part.pieces))), ""]
    lines += [f"## {_('哪些字与当地有关')}", ""]
    lines += [f"- {kind}：{plain_in_markdown('、'.join(words))}" for kind, words in sheet.tied] or [
        _("没有。")
    ]
    lines += ["", f"## {_('依托什么')}", ""]
    lines += [f"- {plain_in_markdown(one)}" for one in sheet.rests_on] or [_("原文没有写。")]
    lines += ["", f"## {_('报告的成效')}", ""]
    if sheet.outcomes:
        lines += [_row(result_heads()), _row(["---"] * len(result_heads()))]
        lines += [
            _row([plain_in_markdown(cell).replace("\n", " ") for cell in result_said(sheet, one)]) for one in sheet.outcomes
        ]  # fmt: skip
    else:
        lines.append(_("这项举措没有写成效数字。"))
    lines += ["", f"## {_('谁还做过类似的事')}", ""]
    lines += [
        f"- [{plain_in_markdown(one.heading)}]({one.url})（{plain_in_markdown(one.title)}）：{plain_in_markdown(one.sentence)}"
        for one in sheet.alike
    ] or [_("没有用词相近的。")]
    lines += ["", f"## {_('怎样引用')}", ""]
    for one in sheet.citations:
        lines += [
            f"- {one.standard}：{plain_in_markdown(one.publication)}",
            f"- {one.standard}：{plain_in_markdown(one.page)}",
        ]
    return "\n".join([*lines, ""])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
