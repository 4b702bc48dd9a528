"""What assistants are told: the answer of each tool, always with quote, span, hash, citation, and what it does not cover.

`given` are the arguments of a call, whose form is proved already; `site` is the beginning of addresses.
"""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from reform_cases.catalogue.columns.current import reading
from reform_cases.catalogue.listing.cases import CaseListing
from reform_cases.catalogue.numbers.comparability import why_not
from reform_cases.catalogue.record.case_head import PublishedCase, published_cases
from reform_cases.catalogue.record.citation import citations
from reform_cases.catalogue.writing.borrowed import borrowed
from reform_cases.catalogue.writing.checking import check
from reform_cases.exports.quotes import all_cited, cited
from reform_cases.exports.record import RecordFile
from reform_cases.exports.rows import Data, number_rows
from reform_cases.exports.texts import as_text
from reform_cases.exports.writing.checked import checked_data
from reform_cases.models import Case, Outcome

MOST_FOUND = 10


class RefusedCallError(Exception):
    """What a tool does not do, and why; `more` is what it says instead."""

    def __init__(self, why: str, more: Data | None = None) -> None:
        super().__init__(why)
        self.more = more or {}


def search(given: dict[str, Any], site: str) -> Data:
    """Return the public cases that a question finds, the first of them, each with its title as quoted and its citation."""
    data = QueryDict(mutable=True)
    data.update(
        {
            "q": given["query"],
            "page_size": str(MOST_FOUND),
            **{k: v for k, v in given.items() if k != "query"},
        }
    )
    with reading() as version:
        listing = CaseListing.from_params(data, version)
        if listing.refusals:
            raise RefusedCallError(listing.refusals[0].reason)
        slugs = dict(Case.objects.published().filter(pk__in=listing.ids).values_list("pk", "slug"))
        heads = published_cases(list(slugs.values()))
        found = [heads[slug] for pk in listing.ids if (slug := slugs.get(pk)) in heads]
        return {
            "total": listing.total,
            "asked": listing.description,
            "results": all_cited(found, site, localdate()),
            "not_covered": _("只查了公开的事例，列出前 %(n)d 件，共 %(all)d 件；没有查到不等于没有做过。")
            % {"n": len(found), "all": listing.total},
        }


def _case(slug: str) -> PublishedCase:
    case = published_cases([slug]).get(slug)
    if case is None:
        raise RefusedCallError(_("没有这件公开的事例。"))
    return case


def read(given: dict[str, Any], site: str) -> Data:
    """Return a case as text with the anchors that can be read by themselves, or what stands at one of them, character by character."""
    case, anchor = _case(given["case"]), given.get("anchor", "")
    found = cited(case, anchor, site, localdate())
    if anchor:
        if not found["quotes"]:
            raise RefusedCallError(_("这一处没有原文可以证明。"))
        return {**found, "not_covered": _("只是这一处的原文，上下文见 url。")}
    file = RecordFile.of(case, site, localdate())
    if file is None:
        raise RefusedCallError(_("没有这件公开的事例。"))
    parts = [block.anchor for block in file.blocks() if block.anchor]
    anchors = [*parts, *(number["anchor"] for number in file.numbers)]
    return {
        **found, "text": as_text(file), "anchors": anchors,
        "not_covered": _("text 是整理后的全文；逐字的原文按 anchors 逐处读取。"),
    }  # fmt: skip


def check_text(given: dict[str, Any], site: str) -> Data:
    """Return each sentence of a text as it stands in the catalogue, differs, or stands nowhere."""
    with reading() as version:
        report = check(given["text"], version)
        found = checked_data(report, borrowed(report), site)
    slugs = list({match["case"] for one in found["sentences"] for match in one["matches"]})
    heads = published_cases(slugs)
    return {
        **found, "sources": all_cited(heads.values(), site, localdate()),
        "not_covered": _("只与公开的事例逐字核对；查无此句不等于不实，原文一致也不等于用得恰当。"),
    }  # fmt: skip


def compare(given: dict[str, Any], site: str) -> Data:
    """Return numbers that may be compared. Raises RefusedCallError with the reason for those that may not."""
    said = []
    rows: list[Outcome] = []
    for name in dict.fromkeys(given["numbers"]):
        slug, _sign, anchor = name.partition("#")
        number = Outcome.objects.published().sure().filter(case__slug=slug, anchor=anchor).first()
        if number is None:
            raise RefusedCallError(_("没有这个公开的、已核定的数字：%s") % name)
        rows.append(number)
        row = next(number_rows([number.pk], site))
        said.append({**cited(_case(slug), anchor, site, localdate()), "number": row})
    if len(rows) < 2:
        raise RefusedCallError(_("至少要两个不同的数字。"))
    why = why_not(rows)
    if why:
        raise RefusedCallError(why, {"numbers": said})
    return {
        "numbers": said,
        "not_covered": _("可比是说指标、单位、范围、时期、基准都相同；为什么不同，数字自己不说。"),
    }


def cite(given: dict[str, Any], site: str) -> Data:
    """Return how a case or a part of it is cited, by every standard."""
    case, anchor = _case(given["case"]), given.get("anchor", "")
    found = cited(case, anchor, site, localdate())
    if anchor and not found["quotes"]:
        raise RefusedCallError(_("这一处没有原文可以证明。"))
    styles = {
        one.standard: {"publication": one.publication, "page": one.page}
        for one in citations(case, found["url"], localdate())
    }
    return {
        **found,
        "styles": styles,
        "not_covered": _("引文写的是公开的这一号修订；原文如有更正，以发布机关为准。"),
    }
