"""Lists as JSON, JSON Lines and Atom (RFC 4287)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from django.db.models import OuterRef, Subquery
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from reform_cases.catalogue.listing.arrangement import DEEPEST
from reform_cases.catalogue.listing.listing import Listing
from reform_cases.exports.rows import Data
from reform_cases.exports.tables import labels
from reform_cases.models import Case, Revision
from reform_cases.version import Version

_ATOM = "http://www.w3.org/2005/Atom"
_TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
register_namespace("at", _TOMBSTONES)
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


class Paging(NamedTuple):
    """Which page of how many rows it is, and the address where a program goes on, "" at the end."""

    total: int
    number: int
    size: int
    following: str = ""

    @property
    def pages(self) -> int:
        """Return how many pages there are to turn to."""
        return max(1, min(-(-self.total // self.size), DEEPEST // self.size))


def as_json(
    listing: Listing[Any], rows: Iterable[Data], version: Version, paging: Paging, changes: Data | None = None
) -> str:
    """Return one page of a list with its facets, and what was `changes` where somebody asks since when."""
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
            "total": paging.total,
            "page": paging.number,
            "pages": paging.pages,
            "version": version_name(version),
            "next": paging.following or None,
            "results": list(rows),
            "facets": facets,
            **({"changes": changes} if changes is not None else {}),
        }
    )


def as_json_lines(rows: Iterable[Data]) -> Iterator[str]:
    """Give a line for each row."""
    return (f"{dumped(row)}\n" for row in rows)


def as_atom(
    listing: Listing[Any],
    rows: Sequence[Data],
    site: str,
    links: Sequence[tuple[str, str, str]],
    gone: Iterable[Data] = (),
) -> str:
    """Return one page of a list as a feed; `links` are its own, each by relation, type and address, `gone` what was taken back."""
    slugs = [row["slug"] if "slug" in row else row["case"] for row in rows]
    moments = _moments(slugs)
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-Hans"})
    _text(feed, "id", site + listing.address + listing.parameters.without("page", "page_size").query)
    _text(feed, "title", f"{_('检察改革事例库')}：{listing.description}")  # type: ignore[attr-defined]
    _text(feed, "updated", max(moments.values(), default=_moment(_NEVER)))
    for rel, kind, href in links:
        SubElement(feed, "link", {"rel": rel, "type": kind, "href": href})
    author = SubElement(feed, "author")
    _text(author, "name", _("检察改革事例库"))
    for one in gone:
        moment = _moment(one["on"] or str(localdate()))
        deleted = SubElement(feed, f"{{{_TOMBSTONES}}}deleted-entry", {"ref": one["url"], "when": moment})
        if one["reason"]:
            _text(deleted, f"{{{_TOMBSTONES}}}comment", str(Case.Withdrawal(one["reason"]).label))
    called = labels()
    for row, slug in zip(rows, slugs, strict=True):
        if slug in moments:
            feed.append(_entry(row, moments[slug], called))
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, encoding="unicode")


def _entry(row: Data, moment: str, called: dict[str, str]) -> Element:
    entry = Element("entry")
    _text(entry, "id", row["url"])
    title = row["title"]
    _text(entry, "title", f"{row['metric'] or title} {row['quote']}" if "quote" in row else title)
    _text(entry, "updated", moment)
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


def _moments(slugs: Sequence[str]) -> dict[str, str]:
    """When what each case says was last changed: the moment of the revision that readers see, else the day of publication."""
    newest = Revision.objects.filter(case=OuterRef("pk"), public=True).order_by("-number")
    rows = (
        Case.objects.published()
        .filter(slug__in=slugs)
        .order_by()
        .annotate(said_at=Subquery(newest.values("at")[:1]))
        .values_list("slug", "said_at", "collection__published_on", "collection__year")
    )
    return {
        slug: localtime(at).isoformat(timespec="seconds") if at else _moment(str(day or f"{year}-01-01"))
        for slug, at, day, year in rows
    }


def _moment(day: str) -> str:
    return f"{day}T00:00:00+08:00"


def _text(above: Element, name: str, text: str) -> None:
    SubElement(above, name).text = _UNSPEAKABLE.sub("\N{REPLACEMENT CHARACTER}", text)
