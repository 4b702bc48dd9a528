"""Lists as JSON, JSON Lines and Atom (RFC 4287)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.translation import gettext as _

from reform_cases.catalogue.listing.listing import Listing
from reform_cases.exports.rows import Data
from reform_cases.exports.tables import labels
from reform_cases.models import Case
from reform_cases.version import Version

_ATOM = "http://www.w3.org/2005/Atom"
# What XML 1.0 cannot hold.
_UNSPEAKABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A feed must have a day, one without entries too.
_NEVER = "1970-01-01"


def dumped(data: Any) -> str:
    """Return `data` as JSON in characters, not escapes."""
    return json.dumps(data, ensure_ascii=False)


def version_name(version: Version) -> str:
    """Return what a version of the catalogue is called in files: its serial, and enough of its token to tell pasts apart."""
    return f"{version.serial}-{version.token[:8]}"


def as_json(listing: Listing[Any], rows: Iterable[Data], version: Version) -> str:
    """Return one page of a list with its facets."""
    facets = {
        group.name: [
            {
                "value": choice.value,
                "label": choice.label,
                "count": choice.count,
                "selected": choice.selected,
            }
            for choice in group.choices
        ]
        for group in listing.facets
    }
    return dumped(
        {
            "total": listing.total,
            "page": listing.page_number,
            "pages": listing.page_count,
            "version": version_name(version),
            "results": list(rows),
            "facets": facets,
        }
    )


def as_json_lines(rows: Iterable[Data]) -> Iterator[str]:
    """Give a line for each row."""
    return (f"{dumped(row)}\n" for row in rows)


def as_atom(
    listing: Listing[Any], rows: Sequence[Data], site: str, links: Sequence[tuple[str, str, str]]
) -> str:
    """Return one page of a list as a feed; `links` are its own, each by relation, type and address."""
    slugs = [row["slug"] if "slug" in row else row["case"] for row in rows]
    days = _days(slugs)
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-Hans"})
    _text(feed, "id", site + listing.address + listing.parameters.without("page", "page_size").query)
    _text(feed, "title", f"{_('检察改革事例库')}：{listing.description}")  # type: ignore[attr-defined]
    _text(feed, "updated", _moment(max(days.values(), default=_NEVER)))
    for rel, kind, href in links:
        SubElement(feed, "link", {"rel": rel, "type": kind, "href": href})
    author = SubElement(feed, "author")
    _text(author, "name", _("检察改革事例库"))
    called = labels()
    for row, slug in zip(rows, slugs, strict=True):
        if slug in days:
            feed.append(_entry(row, days[slug], called))
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, encoding="unicode")


def _entry(row: Data, day: str, called: dict[str, str]) -> Element:
    entry = Element("entry")
    _text(entry, "id", row["url"])
    title = row["title"]
    _text(entry, "title", f"{row['metric'] or title} {row['quote']}" if "quote" in row else title)
    _text(entry, "updated", _moment(day))
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": row["url"]})
    _text(entry, "summary", "\n".join(f"{called[name]}：{said}" for name, said in _sayings(row)))
    return entry


def _sayings(row: Data) -> Iterator[tuple[str, str]]:
    """The facts of `row` that say something, in words."""
    for name, value in row.items():
        if name in ("slug", "url", "not_applicable") or value in (None, "", []):
            continue
        if name == "evidence":
            spans = "、".join(f"{start}-{end}" for start, end in value["spans"])
            yield name, f"sha256:{value['source_sha256']} {spans}"
        elif isinstance(value, dict):
            yield name, value["name"]
        else:
            yield name, "、".join(value) if isinstance(value, list) else str(value)


def _days(slugs: Sequence[str]) -> dict[str, str]:
    """When the batch of each case was published, else the first day of its year."""
    rows = Case.objects.published().filter(slug__in=slugs).order_by()
    return {
        slug: str(day or f"{year}-01-01")
        for slug, day, year in rows.values_list("slug", "collection__published_on", "collection__year")
    }


def _moment(day: str) -> str:
    return f"{day}T00:00:00+08:00"


def _text(above: Element, name: str, text: str) -> None:
    SubElement(above, name).text = _UNSPEAKABLE.sub("\N{REPLACEMENT CHARACTER}", text)
