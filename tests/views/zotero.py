"""What Zotero takes from the head of a page: its rules for embedded metadata ("Embedded Metadata" and what it asks of RDF), told anew.

A word before a sign (`DC.title`, `og:title`) is a vocabulary. The kind of a thing is what its tags of Highwire Press say for certain, else
what Open Graph says for certain, else a journal article where there is a `citation_title`. Of each field the first value counts, and Highwire
Press before the others. A name without space and comma is that of an organisation.
"""

from __future__ import annotations

import re

from lxml import html

# The tags that say for certain what something is; what Open Graph says for certain.
_CERTAIN = {
    "citation_journal_title": "journalArticle", "citation_technical_report_institution": "report",
    "citation_conference_title": "conferencePaper", "citation_book_title": "bookSection", "citation_dissertation_institution": "thesis",
}  # fmt: skip
_OPEN_GRAPH = {"website": "webpage", "book": "book"}
# By field, first those that stand above the others.
_FIELDS = {
    "title": ("citation_title", "dc:title", "og:title"),
    "date": (
        "citation_date",
        "citation_publication_date",
        "og:published_time",
        "article:published_time",
        "dc:date",
    ),
    "url": ("citation_public_url", "og:url", "citation_abstract_html_url", "citation_fulltext_html_url"),
    "publisher": ("citation_publisher", "dc:publisher"),
    "language": ("citation_language", "dc:language"),
    "publicationTitle": ("citation_journal_title", "og:site_name"),
}


def tags_of(page: str) -> list[tuple[str, str]]:
    """Return the tags in the head of `page`, each by its name; that of a vocabulary in small letters, with a colon."""
    found = []
    for tag in html.fromstring(page).xpath("/html/head/meta"):
        name, said = tag.get("name") or tag.get("property"), tag.get("content")
        if not name or not said:
            continue
        vocabulary, sign, rest = re.match(r"([^.:_]*)([.:_]?)(.*)", name).groups()
        known = sign and vocabulary.lower() in ("dc", "dcterms", "og", "article")
        found.append((f"{vocabulary.lower()}:{rest[:1].lower()}{rest[1:]}" if known else name, said))
    return found


def item_of(page: str) -> dict[str, object]:
    """Return the item that a reader of `page` gets, without what it says nothing of."""
    tags = tags_of(page)
    first = dict(reversed(tags))
    certain = next((kind for name, kind in _CERTAIN.items() if name in first), None)
    kind = (
        certain
        or _OPEN_GRAPH.get(first.get("og:type", ""))
        or ("journalArticle" if "citation_title" in first else "webpage")
    )
    item: dict[str, object] = {"itemType": kind}
    for field, names in _FIELDS.items():
        said = next((first[name] for name in names if name in first), None)
        if said:
            item[field] = " ".join(said.split())
    authors = [said for name, said in tags if name == "citation_author"] or [
        said for name, said in tags if name == "dc:creator"
    ]
    item["creators"] = [
        ("name" if not re.search(r"[\s,]", one) else "person", one) for said in authors for one in re.split(r"\s*;\s*", said) if one
    ]  # fmt: skip
    return item
