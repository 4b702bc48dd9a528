"""A record, or a measure or number of it, for reference managers: BibTeX, RIS and CSL-JSON.

The publisher is the author, because the text is its; the address is the page on which each part leads to its characters, with the
day on which it was read. What is not known (a day, an address of the publication) is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext as _

from reform_cases.catalogue.record.case_head import PublishedCase
from reform_cases.exports.rows import Data


class Cited(Protocol):
    """What is cited: a record or, by its anchor `part`, a measure or number of it; `row` is its line in a list of cases."""

    @property
    def case(self) -> PublishedCase: ...
    @property
    def row(self) -> Data: ...
    @property
    def part(self) -> str: ...
    @property
    def accessed(self) -> date: ...
    @property
    def cited_title(self) -> str: ...
    @property
    def cited_url(self) -> str: ...


_SPECIAL = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", **{sign: f"\\{sign}" for sign in "{}#$%&_"}
}  # fmt: skip


def _key(file: Cited) -> str:
    return f"{file.case.slug}-{file.part}" if file.part else str(file.case.slug)


def _published(file: Cited) -> str:
    """The day of publication, else the year of the batch."""
    return str(file.case.collection__published_on or file.case.collection__year)


def _batch(file: Cited) -> str:
    return f"{file.case.collection__title} {_('第%d例') % file.case.number}"


def _on_one_line(text: Any) -> str:
    return " ".join(str(text).split())


def as_bibtex(file: Cited) -> str:
    """Return an entry for BibTeX."""
    fields = {
        "title": f"{{{_tex(file.cited_title)}}}",
        "author": f"{{{_tex(file.case.collection__publisher)}}}" if file.case.collection__publisher else "",
        "year": str(file.case.collection__published_on or file.case.collection__year)[:4],
        "date": _published(file),
        "howpublished": _tex(_batch(file)),
        "url": file.cited_url,
        "urldate": str(file.accessed),
        "note": _tex(_("载于%s") % _("检察改革事例库")),
        "langid": "chinese",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{_key(file)},", ",\n".join(lines), "}", ""])


def _tex(text: Any) -> str:
    return "".join(_SPECIAL.get(sign, sign) for sign in _on_one_line(text))


def as_ris(file: Cited) -> str:
    """Return an entry in the format RIS."""
    day = file.case.collection__published_on
    lines = [
        ("TY", "ELEC"),
        ("TI", file.cited_title),
        ("AU", file.case.collection__publisher),
        ("T2", _batch(file)),
        ("PY", str(file.case.collection__published_on or file.case.collection__year)[:4]),
        ("DA", f"{day:%Y/%m/%d}" if day else ""),
        ("DP", _("检察改革事例库")),
        ("UR", file.cited_url),
        ("Y2", f"{file.accessed:%Y/%m/%d}"),
        ("LA", "zh"),
        *(("KW", keyword) for keyword in file.row["keywords"]),
    ]
    return "".join(f"{tag}  - {_on_one_line(said)}\r\n" for tag, said in lines if said) + "ER  - \r\n"


def as_csl(file: Cited) -> list[dict[str, Any]]:
    """Return an item as citation processors take it."""
    who = file.case.collection__publisher
    return [
        {
            "id": _key(file),
            "type": "webpage",
            "title": file.cited_title,
            **({"author": [{"literal": who}]} if who else {}),
            "container-title": _batch(file),
            "issued": {"date-parts": [[int(part) for part in _published(file).split("-")]]},
            "accessed": {"date-parts": [[file.accessed.year, file.accessed.month, file.accessed.day]]},
            "archive": _("检察改革事例库"),
            "URL": file.cited_url,
            "language": "zh-CN",
        }
    ]


def dublin_core(
    title: str, creator: str, subjects: Iterable[str], url: str, day: Any, batch: str, place: str = ""
) -> Iterator[tuple[str, str]]:
    """Give the elements of Dublin Core by name, those that say something."""
    said = [
        ("title", title), ("creator", creator), *(("subject", one) for one in subjects), ("publisher", creator), ("date", str(day)),
        ("type", "Text"), ("format", "text/html"), ("identifier", url), ("language", "zh"), ("relation", batch), ("coverage", place),
    ]  # fmt: skip
    return ((name, value) for name, value in said if value)


def head_tags(case: PublishedCase, keywords: Sequence[str], url: str) -> Iterator[tuple[str, str, str]]:
    """Give what the head of a record's page says to reference managers and to sites that show a link to it.

    Each tag as the attribute that names it, its name and what it says: Highwire Press, Dublin Core, Open Graph.
    """
    who, day = case.collection__publisher or case.organ, case.collection__published_on
    published = f"{day:%Y/%m/%d}" if day else str(case.collection__year)
    highwire = [
        ("title", case.title), ("author", who), ("publication_date", published), ("publisher", who), ("public_url", url),
        ("fulltext_html_url", url), ("language", "zh"), ("keywords", "; ".join(keywords)), ("collection_title", case.collection__title),
    ]  # fmt: skip
    yield from (("name", f"citation_{name}", str(said)) for name, said in highwire if said)
    day = day or case.collection__year
    for name, said in dublin_core(case.title, who, keywords, url, day, case.collection__title):
        yield "name", f"DC.{name}", said
    # Reference managers take the kind of a thing from here; "article" would make it one of a journal.
    graph = [
        ("type", "website"), ("title", case.title), ("url", url), ("site_name", _("检察改革事例库")), ("locale", "zh_CN"),
        ("description", f"{case.collection__title} {_('第%d例') % case.number}"),
    ]  # fmt: skip
    yield from (("property", f"og:{name}", said) for name, said in graph)
