"""A read document as one deterministic, ordered list of records.

The one place that decides what a reading means in the catalogue. `fixtures` prints the list, `importer` applies it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath

from reform_cases.ingest.case_records import case_records
from reform_cases.ingest.record import MODELS, Record, Target
from reform_cases.models import (
    Collection,
    Function,
    Instrument,
    Keyword,
    ReportedNumber,
    SourceDocument,
    SourcePassage,
)
from reform_cases.models.instrument import instrument_slug
from reform_cases.models.keyword import folded_name
from reform_cases.reference.functions import FUNCTIONS
from reform_cases.search.spelling import syllables
from reform_cases.sourcetext.document import Document, SourceError, Span
from reform_cases.text.identity import text_id

NOTE_LENGTH = 300
_LONGEST_PROPOSAL = 12
_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,60}")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def collection_slug(document: Document, name: str, asked: str = "") -> str:
    """Return the batch's slug: from the reviewed file, else as asked for, else the stem of the file `name`.

    Raises SourceError when the slug is no address (letters a-z, digits, `-` and `_`, at most 60).
    """
    slug = document.batch.slug or asked or PurePath(name).stem
    if slug == "-" or not _SLUG.fullmatch(slug):
        raise SourceError(
            f"“{slug}” cannot be the batch's address (letters a-z, digits, - and _, at most 60): name one with "
            f"--collection, such as {_proposed_slug(document, slug)}, or as slug in the reviewed file"
        )
    return slug


def _proposed_slug(document: Document, stem: str) -> str:
    """The initials of the batch's name, as 检察改革典型事例 gives jcggdxsl, and its year; those of the file's name without one."""
    name = re.split(r"[(（]", document.title or document.series or stem)[0]
    initials = "".join(syllable[:1] for syllable in syllables(name))
    letters = "".join(sign for sign in initials if sign.isascii() and sign.isalpha())[:_LONGEST_PROPOSAL]
    return f"{letters or 'batch'}-{document.year}" if document.year else letters or "batch"


def records_of(document: Document, target: Target) -> list[Record]:
    """Return every record of `document`, relations before what relates to them, each checked against its fields.

    Raises SourceError when the reading is not whole (characters without a place, a case number twice, a value
    that differs from its passages) or a value does not fit its field.
    """
    _check_whole(document)
    keywords = keywords_of(document, target)
    records = [
        *_functions(),
        _collection(document, target),
        _source(document, target),
        *_keywords(document, keywords),
        *_instruments(document, target),
        *_passages(document),
        *_numbers(document),
    ]
    for case in document.cases:
        records += case_records(document, case, target, keywords)
    for record in records:
        record.check()
    return sorted(records, key=lambda record: MODELS.index(record.model))


def keywords_of(document: Document, target: Target) -> dict[str, tuple[str, str]]:
    """Return name and slug of every keyword of `document` by its folded name, in reading order; no two share a slug.

    A keyword that the catalogue has keeps its name, a new one is called as it is printed first.
    """
    keywords: dict[str, tuple[str, str]] = {}
    taken = {*target.taken_slugs, *(slug for _name, slug in target.keywords.values())}
    for name in (keyword.text for case in document.cases for keyword in case.keywords):
        folded = folded_name(name)
        if folded not in keywords:
            keywords[folded] = target.keywords.get(folded) or (name, free_slug(name, taken))
            taken.add(keywords[folded][1])
    return keywords


def free_slug(name: str, taken: set[str]) -> str:
    """Return the address of a new keyword `name` that none of `taken` is."""
    keyword = Keyword(name=name)
    slug, count = keyword.slugify(name), 0
    while slug in taken:
        count += 1
        slug = keyword.slugify(name, count)
    return slug


def _check_whole(document: Document) -> None:
    if not document.cases:
        raise SourceError("no case was found in the text")
    gaps = document.unplaced()
    if gaps:
        count = sum(end - start for start, end in gaps)
        raise SourceError(
            f"at character {gaps[0][0]}: {count} characters are in no case, furniture or noise", gaps[0][0]
        )
    seen: dict[int, Span] = {}
    for case in document.cases:
        if case.number in seen:
            raise SourceError(
                f"at character {case.span[0]}: case {case.number} stands twice in the text, "
                f"first at character {seen[case.number][0]}",
                case.span[0],
            )
        seen[case.number] = case.span


def _functions() -> Iterator[Record]:
    for order, name in enumerate(FUNCTIONS, 1):
        yield Record(Function, {"name": name, "order": order})


def _collection(document: Document, target: Target) -> Record:
    if target.batch and not target.leads:
        return Record(Collection, target.batch)
    return Record(
        Collection,
        {
            "slug": target.collection,
            "title": document.title or target.batch.get("title") or target.collection,
            "series": document.series,
            "year": document.year or target.batch.get("year") or _named_year(target),
            "publisher": document.batch.publisher,
            "published_on": _published_on(document),
        },
    )


def _named_year(target: Target) -> int:
    """The year in the batch's address or the file's name."""
    named = _YEAR.search(f"{target.collection} {target.name}")
    if named is None:
        raise SourceError("the text names no year: put one in the file's name or in --collection")
    return int(named.group())


def _published_on(document: Document) -> date | None:
    written = document.batch.published_on
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise SourceError(f"“{written}” in the reviewed file is no date such as 2024-12-31") from error


def _source(document: Document, target: Target) -> Record:
    return Record(
        SourceDocument,
        {
            "collection": (target.collection,),
            "name": target.name,
            "text": document.text,
            "sha256": document.sha256,
            "text_sha256": hashlib.sha256(document.text.encode()).hexdigest(),
            "text_id": text_id(document.text),
            "encoding": document.encoding,
            "media_type": document.media_type,
            "origin": document.batch.origin,
            "credit": document.source,
        },
    )


def _keywords(document: Document, keywords: dict[str, tuple[str, str]]) -> Iterator[Record]:
    printed = [keyword for case in reversed(document.cases) for keyword in case.keywords]
    starts = {folded_name(keyword.text): keyword.span[0] for keyword in printed}
    # Two printed names may be one keyword by now.
    first = {slug: (name, starts[folded]) for folded, (name, slug) in reversed(keywords.items())}
    for slug, (name, start) in reversed(first.items()):
        yield Record(Keyword, {"name": name, "slug": slug}, start)


def _instruments(document: Document, target: Target) -> Iterator[Record]:
    """Each name once; one that the catalogue has keeps its name and kind, a new one is as it is named first."""
    seen: set[str] = set()
    for one in (instrument for case in document.cases for instrument in case.instruments):
        if (slug := instrument_slug(one.name.text)) not in seen:
            seen.add(slug)
            name, kind = target.instruments.get(slug, (one.name.text, one.kind))
            yield Record(Instrument, {"slug": slug, "name": name, "kind": kind}, one.name.span[0])


def _passages(document: Document) -> Iterator[Record]:
    role = SourcePassage.Role
    marks = [
        *((role.FURNITURE, item.span, item.role) for item in document.furniture),
        *((role.NOISE, item.span, item.reason) for item in document.noise),
        *((role.WARNING, _visible(item.span, document), item.message) for item in document.warnings),
    ]
    notes: dict[tuple[int, int, str], list[str]] = {}
    for kind, (start, end), note in marks:
        notes.setdefault((start, end, str(kind)), []).append(note)
    for (start, end, name), said in sorted(notes.items()):
        yield Record(
            SourcePassage,
            {
                "source": (document.sha256,),
                "role": name,
                "start": start,
                "end": end,
                "note": _shortened("；".join(dict.fromkeys(said))),
            },
            start,
        )


def _numbers(document: Document) -> Iterator[Record]:
    """The numbers that are no results, each span once; what a person said of it goes before what the reader says."""
    by_span = {}
    for number in sorted(document.all_numbers(), key=lambda number: number.reviewed):
        by_span[number.span] = number
    for (start, end), number in sorted(by_span.items()):
        yield Record(
            ReportedNumber,
            {
                "source": (document.sha256,),
                "start": start,
                "end": end,
                "quote": document.text[start:end],
                "role": number.role,
                "reason": _shortened(number.reason),
            },
            start,
        )


def _visible(span: Span, document: Document) -> Span:
    """A remark about a point between two characters is shown on the one behind it (the last, at the end)."""
    start, end = span
    if end > start:
        return span
    start = min(start, len(document.text) - 1)
    return start, start + 1


def _shortened(note: str) -> str:
    """A remark may be long; what does not fit its field is cut, visibly."""
    return note if len(note) <= NOTE_LENGTH else note[: NOTE_LENGTH - 1] + "…"
