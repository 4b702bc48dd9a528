"""The five tools of assistants: what each takes, and what it says of the catalogue, always with quote, span, hash and citation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reform_cases.answering.given_text import LONGEST
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

_TEXT, _SHORT = {"type": "string", "minLength": 1}, {"type": "string", "minLength": 1, "maxLength": 100}
MOST_FOUND = 10


class RefusedCallError(Exception):
    """What a tool does not do, and why; `more` is what it says instead."""

    def __init__(self, why: str, more: Data | None = None) -> None:
        super().__init__(why)
        self.more = more or {}


class Tool(NamedTuple):
    """`takes` are its arguments in JSON Schema, the first `needs` of them needed."""

    says: Any
    takes: dict[str, Data]
    needs: int
    call: Callable[[dict[str, Any], str], Data]

    def described(self, name: str) -> Data:
        """Return what a list of tools says of it."""
        schema = {
            "type": "object", "properties": self.takes, "required": list(self.takes)[: self.needs], "additionalProperties": False
        }  # fmt: skip
        hints = {"readOnlyHint": True, "openWorldHint": False}
        return {"name": name, "description": str(self.says), "inputSchema": schema, "annotations": hints}

    def wrong(self, given: Any) -> str:
        """Return why `given` are no arguments of it, "" when they are."""
        if not isinstance(given, dict) or set(given) - set(self.takes):
            return f"Arguments must be among {', '.join(self.takes)}"
        for name in list(self.takes)[: self.needs]:
            if name not in given:
                return f"Missing argument: {name}"
        for name, value in given.items():
            items = value if self.takes[name]["type"] == "array" and isinstance(value, list) else [value]
            most = self.takes[name].get("maxLength", 1_000)
            texts = all(isinstance(one, str) and 0 < len(one) <= most and "\0" not in one for one in items)
            if (
                not texts
                or (self.takes[name]["type"] == "array") != isinstance(value, list)
                or not 0 < len(items) <= 20
            ):
                return f"Not valid: {name}"
        return ""


def _search(given: dict[str, Any], site: str) -> Data:
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


def _read(given: dict[str, Any], site: str) -> Data:
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


def _check(given: dict[str, Any], site: str) -> Data:
    with reading() as version:
        report = check(given["text"], version)
        found = checked_data(report, borrowed(report), site)
    slugs = list({match["case"] for one in found["sentences"] for match in one["matches"]})
    heads = published_cases(slugs)
    return {
        **found, "sources": all_cited(heads.values(), site, localdate()),
        "not_covered": _("只与公开的事例逐字核对；查无此句不等于不实，原文一致也不等于用得恰当。"),
    }  # fmt: skip


def _compare(given: dict[str, Any], site: str) -> Data:
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


def _cite(given: dict[str, Any], site: str) -> Data:
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


_CASE = {"case": {**_SHORT, "description": "jcgg-2024-03"}}
_ANCHOR = {"anchor": {**_SHORT, "description": "o-1, m-2, s-1"}}
TOOLS = {
    "search": Tool(
        gettext_lazy("检索公开的检察改革事例，可按地区代码、年份、关键词收窄。"),
        {"query": {**_TEXT, "maxLength": 200}, "region": _SHORT, "year": _SHORT, "keyword": _SHORT},
        1, _search,
    ),
    "read": Tool(gettext_lazy("读一件事例，或其中一处（举措、数字、段落）的原文。"), {**_CASE, **_ANCHOR}, 1, _read),
    "check": Tool(
        gettext_lazy("把一段文字逐句与公开的事例核对：原文一致、有出入（哪些字）、查无此句。"),
        {"text": {**_TEXT, "maxLength": LONGEST}}, 1, _check,
    ),
    "compare": Tool(
        gettext_lazy("比较两个以上的数字；口径不同的不比，说明为什么。"),
        {"numbers": {"type": "array", "items": {**_SHORT, "description": "jcgg-2024-03#o-1"}, "minItems": 2, "maxItems": 20}},
        1, _compare,
    ),
    "cite": Tool(gettext_lazy("怎样引用一件事例或其中一处，按 GB/T 7714。"), {**_CASE, **_ANCHOR}, 1, _cite),
}  # fmt: skip
