"""A reading list: cases in the order in which an address names them, however many, as citations, a table or a Word document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from reform_cases.catalogue.facts import Face, facts_on
from reform_cases.catalogue.listing.parameter_fields import given_values
from reform_cases.catalogue.record.case_head import PublishedCase, published_cases
from reform_cases.catalogue.record.citation import Citation, citations, cited_address
from reform_cases.exports.citing import as_bibtex, as_csl, as_ris
from reform_cases.exports.lists import dumped
from reform_cases.exports.rows import CHUNK, Data, case_rows
from reform_cases.exports.tables import as_csv

_FIELDS = ("slug", "url", *(fact.name for fact in facts_on(Face.DATA)), "evidence")


class ListedCase(NamedTuple):
    """A case of a reading list, as a reference manager is told of it: `row` is its line in a list of cases."""

    case: PublishedCase
    row: Data
    accessed: date
    part: str = ""

    @property
    def cited_title(self) -> str:
        """Return its title."""
        return str(self.case.title)

    @property
    def cited_url(self) -> str:
        """Return the full address of what its record says now."""
        return cited_address(self.case, self.row["url"])

    @property
    def citations(self) -> list[Citation]:
        """Return how to cite it, by the national rules."""
        return citations(self.case, self.row["url"], self.accessed)


class ReadingList(NamedTuple):
    """The published `cases` that were asked for, in that order; `unknown` are the values that name none."""

    cases: list[ListedCase]
    unknown: list[str]

    @classmethod
    def from_params(cls, data: QueryDict, site: str, accessed: date) -> ReadingList:
        """Return the list that the parameters `case` ask for, with addresses on `site`; an address of a record names it too."""
        slugs = given_values([_slug(value) for value in data.getlist("case")])
        found = published_cases([slug for slug in slugs if slug.isascii() and slug.isprintable()])
        keys = [found[slug].pk for slug in slugs if slug in found]
        rows = {
            row["slug"]: row
            for at in range(0, len(keys), CHUNK)
            for row in case_rows(keys[at : at + CHUNK], site)
        }
        listed = [ListedCase(found[slug], rows[slug], accessed) for slug in slugs if slug in rows]
        return cls(listed, [slug for slug in slugs if slug not in rows])

    @property
    def query(self) -> str:
        """Return the query of the list without what is unknown."""
        return self.without("")

    def without(self, slug: str) -> str:
        """Return the query of the list without the case `slug`."""
        pairs = [("case", one.case.slug) for one in self.cases if one.case.slug != slug]
        return f"?{urlencode(pairs)}" if pairs else ""


def _slug(value: str) -> str:
    """What names a case: the last part of the address of its record, or the value itself."""
    _before, found, behind = value.rpartition("/cases/")
    return behind.partition("/")[0] if found else value


def list_as_bibtex(listed: ReadingList) -> str:
    """Return the list as entries for BibTeX."""
    return "\n".join(map(as_bibtex, listed.cases))


def list_as_ris(listed: ReadingList) -> str:
    """Return the list as entries in the format RIS."""
    return "".join(map(as_ris, listed.cases))


def list_as_csl(listed: ReadingList) -> str:
    """Return the list as citation processors take it."""
    return dumped([item for one in listed.cases for item in as_csl(one)])


def list_as_csv(listed: ReadingList) -> str:
    """Return the list as a table, with the columns of a list of cases."""
    return "".join(as_csv((one.row for one in listed.cases), _FIELDS))


def list_as_text(listed: ReadingList) -> str:
    """Return the numbered citations by each edition of GB/T 7714, the one in force first."""
    return "\n".join(_numbered(listed))


def _numbered(listed: ReadingList) -> Iterator[str]:
    for at, standard in enumerate(_standards(listed)):
        yield standard
        for number, one in enumerate(listed.cases, 1):
            yield f"[{number}] {one.citations[at].text}"
        yield ""


def _standards(listed: ReadingList) -> list[str]:
    return [one.standard for one in listed.cases[0].citations] if listed.cases else []


def list_as_word(listed: ReadingList) -> bytes:
    """Return the list as a Word document: of each case what it is, where it stands, how to cite it."""
    from reform_cases.exports.word import official_document, packed, paragraph

    document = official_document(_("阅读清单"))
    for number, one in enumerate(listed.cases, 1):
        paragraph(document, f"{number}. {one.case.title}", 1)
        for label, said in _said(one.row):
            paragraph(document, f"{label}：{said}")
    for at, standard in enumerate(_standards(listed)):
        paragraph(document, _("引用（%s）") % standard, 1)
        for number, one in enumerate(listed.cases, 1):
            paragraph(document, f"[{number}] {one.citations[at].publication}")
            paragraph(document, one.citations[at].page)
    return packed(document)


def _said(row: Data) -> Iterator[tuple[Any, str]]:
    said = [
        (_("检察机关"), row["organ"]), (_("地区"), row["region"] and row["region"]["name"]),
        (_("关键词"), "、".join(row["keywords"])), (_("网址"), row["url"]),
    ]  # fmt: skip
    return ((label, value) for label, value in said if value)
