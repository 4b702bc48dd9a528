"""A check as a Word document: the text with the number of each sentence, and a ledger (底稿) that backs it: where each stands, what its
numbers mean, and the address.
"""

from __future__ import annotations

from collections import defaultdict

from django.utils.translation import gettext as _

from reform_cases.catalogue.numbers.wording import scope_in_words
from reform_cases.catalogue.writing.alignment import Alignment
from reform_cases.catalogue.writing.checking import ABSENT, Checked, Report
from reform_cases.catalogue.writing.sheet import Sheet
from reform_cases.exports.word import official_document, packed, paragraph, table
from reform_cases.exports.writing.sheets import piece_said, result_heads, result_said
from reform_cases.models import Evidence

# By case: where each of its results stands in the source, and what is said of it.
_Meanings = dict[str, list[tuple[int, int, str]]]


def ledger(report: Report, site: str) -> bytes:
    """Return the document; `site` is where the addresses are."""
    document = official_document(_("核对底稿"))
    paragraph(document, _("文字"), 1)
    marked = (f"{one.sentence.text}[{number}]" for number, one in enumerate(report.sentences, start=1))
    paragraph(document, "".join(marked))
    paragraph(document, _("底稿"), 1)
    meanings = _meanings(report)
    rows = [_row(number, one, meanings, site) for number, one in enumerate(report.sentences, start=1)]
    table(document, [_("号"), _("句"), _("结果"), _("出处"), _("口径"), _("链接")], rows)
    paragraph(document, _searched(report))
    return packed(document)


def _searched(report: Report) -> str:
    return _(
        "查了 %(cases)d 件公开事例、%(sources)d 份来源文献的全文，其中 %(compared)d 件逐字比过；查无此句只说本库没有。"
    ) % {"cases": report.cases, "sources": report.sources, "compared": report.compared}


def _row(number: int, one: Checked, meanings: _Meanings, site: str) -> list[str]:
    said = [one.label, *(f"{gap.name}：{gap.said}" for match in one.matches for gap in match.differences)]
    if one.verdict == ABSENT:
        return [str(number), one.sentence.text, one.label, "—", "—", "—"]
    return [
        str(number),
        one.sentence.text,
        "\n".join(said),
        "\n".join(_where(match) for match in one.matches),
        "\n".join(words for match in one.matches for words in _meant(match, meanings)) or "—",
        "\n".join(site + match.url for match in one.matches),
    ]


def _where(match: Alignment) -> str:
    span = match.text.span(match.start, match.end)
    place = _("原文第 %d 至 %d 字符") % span if span else _("没有存原文")
    return f"{match.text.title}，{place}：{match.written}"


def _meant(match: Alignment, meanings: _Meanings) -> list[str]:
    span = match.text.span(match.start, match.end) or (0, 0)
    return [words for start, end, words in meanings[match.text.slug] if span[0] <= start and end <= span[1]]


def _meanings(report: Report) -> _Meanings:
    """What is said of the results of all cases that are named; one query."""
    cases = {match.text.case for one in report.sentences for match in one.matches}
    found: _Meanings = defaultdict(list)
    rows = Evidence.objects.published().filter(case__in=cases, field=Evidence.Field.OUTCOME).order_by("start")
    for row in rows.select_related("case", "outcome"):
        outcome = row.outcome
        if outcome:
            whose = scope_in_words(outcome.scope, row.case.organ)
            said = (outcome.metric, outcome.period, outcome.basis, whose)
            found[row.case.slug].append((row.start, row.end, f"{row.quote}：{'；'.join(filter(None, said))}"))
    return found


def sheet_as_word(sheet: Sheet) -> bytes:
    """Return a 借鉴单 as a document."""
    document = official_document(f"{_('借鉴单')}：{sheet.heading}")
    paragraph(document, f"{_('出自')}：{sheet.case.title}")
    paragraph(document, f"{_('网址')}：{sheet.url}")
    paragraph(document, _("做法"), 1)
    for part in sheet.parts:
        paragraph(document, part.heading, 2)
        if part.pieces:
            paragraph(document, "".join(map(piece_said, part.pieces)))
    paragraph(document, _("哪些字与当地有关"), 1)
    for line in [f"{kind}：{'、'.join(words)}" for kind, words in sheet.tied] or [_("没有。")]:
        paragraph(document, line)
    paragraph(document, _("依托什么"), 1)
    for line in sheet.rests_on or [_("原文没有写。")]:
        paragraph(document, line)
    paragraph(document, _("报告的成效"), 1)
    if sheet.outcomes:
        table(document, result_heads(), [result_said(sheet, one) for one in sheet.outcomes])
    else:
        paragraph(document, _("这项举措没有写成效数字。"))
    paragraph(document, _("谁还做过类似的事"), 1)
    for line in [f"{one.heading}（{one.title}）：{one.sentence}" for one in sheet.alike] or [
        _("没有用词相近的。")
    ]:
        paragraph(document, line)
    paragraph(document, _("怎样引用"), 1)
    for cited in sheet.citations:
        paragraph(document, f"{cited.standard}：{cited.publication}")
        paragraph(document, f"{cited.standard}：{cited.page}")
    return packed(document)
