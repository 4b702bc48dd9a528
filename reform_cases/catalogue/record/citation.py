"""How to cite a record: the publication first, this page second, by GB/T 7714, the national rules for references.

The edition of 2025 (in force since 2026-07-01) and that of 2015 ask for the same elements of an online text: who, what,
`[EB/OL]`, the day of publication in round brackets, the day of access in square ones, the address. They differ in
signs: 2025 writes `.` `[]` `/` half width and every other sign full width, 2015 is printed half width throughout.
A batch of which no address is known is cited as `[Z]`, a document of another kind; then no day of access is given,
and a year that is only the batch's own stands in square brackets, as an inferred one does.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from reform_cases.catalogue.record.case_head import PublishedCase
from reform_cases.words import word as _

_ADDRESS = re.compile(r"https?://\S+")


class Citation(NamedTuple):
    """One style: the `standard`, the entry for the publication and the entry for the page of this site."""

    standard: str
    publication: str
    page: str

    @property
    def text(self) -> str:
        """Return both entries, a line each."""
        return f"{self.publication}\n{self.page}"


def citations(case: PublishedCase, page: str, accessed: date) -> list[Citation]:
    """Cite `case` in each style, the one in force first. `page` is the full address of its record, `accessed` the day."""
    return [
        Citation(
            standard,
            _publication(case, brackets, colon, accessed),
            f"{_('检察改革事例库')}. {case.title}[EB/OL]. [{accessed}]. {cited_address(case, page)}.",
        )
        for standard, brackets, colon in (
            ("GB/T 7714—2025", "（）", "："),
            ("GB/T 7714—2015", "()", ": "),
        )
    ]


def cited_address(case: PublishedCase, page: str) -> str:
    """Return the address of what `page`, the record or a part of it, says now and will always say: that of its revision."""
    if case.revision is None:
        return page
    site, record, part = page.partition(case.url)
    return f"{site}{record}r/{case.revision}/{part}" if record else page


def _publication(case: PublishedCase, brackets: str, colon: str, accessed: date) -> str:
    who = f"{case.collection__publisher}. " if case.collection__publisher else ""
    what = f"{case.collection__title}{colon}{_('第%d例') % case.number} {case.title}"
    where = (case.source__origin or "").strip()
    day = case.collection__published_on
    if _ADDRESS.fullmatch(where):
        published = f"{brackets[0]}{day}{brackets[1]}" if day else ""
        return f"{who}{what}[EB/OL]. {published}[{accessed}]. {where}."
    return f"{who}{what}[Z]. {day or f'[{case.collection__year}]'}."
