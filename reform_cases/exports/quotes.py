"""What stands at an anchor of a record, as the source's own characters with their spans, the source's hash and the citation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from reform_cases.catalogue.record.case_head import PublishedCase
from reform_cases.catalogue.record.citation import citations
from reform_cases.exports.rows import Data
from reform_cases.models import Evidence


def quotes(case: PublishedCase, anchor: str = "") -> list[Data]:
    """Return the values at `anchor` of the published `case` (its title where none is given) that are proved; one query.

    Of a value that had noise cut out of its middle the spans are several, and their characters joined are the quote.
    """
    key = anchor or "title"
    rows = (
        Evidence.objects.published()
        .filter(Q(key=key) | Q(key__startswith=f"{key}."), case=case.pk)
        .order_by("start", "key", "part")
        .values_list("key", "quote", "source__sha256", "start", "end")
    )
    found: dict[str, Data] = {}
    for name, quote, source, start, end in rows:
        one = found.setdefault(name, {"key": name, "quote": "", "spans": [], "source_sha256": source})
        one["quote"] += quote
        one["spans"].append([start, end])
    return list(found.values())


def cited(case: PublishedCase, anchor: str, site: str, day: date) -> Data:
    """Return the address of `anchor`, the quotes there and how to cite it."""
    url = site + case.url + (f"#{anchor}" if anchor else "")
    first = citations(case, url, day)[0]
    return {
        "case": case.slug,
        "title": case.title,
        "url": url,
        "quotes": quotes(case, anchor),
        "citation": {"standard": first.standard, "publication": first.publication, "page": first.page},
    }


def all_cited(cases: Iterable[PublishedCase], site: str, day: date) -> list[Data]:
    """Return that of each of `cases`."""
    return [cited(case, "", site, day) for case in cases]
