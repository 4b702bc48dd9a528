"""Whether each source is the text that was received, and every character of it has one place."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from reform_cases.ingest.audit.decided import taken_out
from reform_cases.ingest.audit.fault import Fault
from reform_cases.ingest.audit.rows import Row, read
from reform_cases.models import (
    Case,
    Evidence,
    Masking,
    ReportedNumber,
    Revision,
    SourceDocument,
    SourcePassage,
)
from reform_cases.reference.furniture import ROLES, WITHHELD, WITHHELD_SIGN
from reform_cases.sourcetext.partition import SEPARATORS
from reform_cases.sql.ids import Ids
from reform_cases.text.identity import text_id

_AT_ONCE = 50
_PLACES = (SourcePassage.Role.FURNITURE, SourcePassage.Role.NOISE)
_FIELD = Evidence.Field
_INSIDE = (_FIELD.ORGAN, _FIELD.INSTRUMENT, _FIELD.OUTCOME, _FIELD.SENTENCE)
Span = tuple[int, int]
# A record, where it stood, and whether it is read from another edition now.
Former = tuple[str, Span, bool]


def source_faults() -> Iterator[Fault]:
    """Yield the faults of all sources: their check sums, passages and numbers, characters that have no place."""
    keys = list(SourceDocument.objects.order_by("pk").values_list("pk", flat=True))
    of_sources = Masking.objects.filter(kind=Masking.Kind.SOURCE)
    masked = set(of_sources.values_list("row", flat=True))
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        about = {"source__in": Ids(some)}
        passages = _by_source(read(SourcePassage.objects.filter(**about).order_by("start", "end")))
        numbers = _by_source(read(ReportedNumber.objects.filter(**about).order_by("start", "end")))
        cases = _by_source(
            read(
                Case.objects.filter(**about).order_by("source_start"),
                "id", "slug", "source_id", "source_start", "source_end", "pending_for_id",
            )
        )  # fmt: skip
        values = _by_source(
            read(
                Evidence.objects.filter(**about).exclude(field__in=_INSIDE),
                "source_id",
                "case_id",
                "start",
                "end",
            )
        )
        for source in read(SourceDocument.objects.filter(pk__in=Ids(some)).order_by("pk")):
            withheld = any(passage.note == WITHHELD for passage in passages[source.id])
            yield from _text_faults(source, withheld or source.id in masked)
            yield from _passage_faults(source, passages[source.id])
            yield from _number_faults(source, numbers[source.id])
            yield from _case_spans(source, cases[source.id])
            yield from _coverage(source, cases[source.id], passages[source.id], values[source.id])


def _by_source(rows: Iterable[Row]) -> dict[int, list[Row]]:
    by_source: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_source[row.source_id].append(row)
    return by_source


def _text_faults(source: Row, masked: bool) -> Iterator[Fault]:
    digest = hashlib.sha256(source.text.encode(errors="surrogatepass")).hexdigest()
    if digest != source.text_sha256:
        yield Fault(source.name, "text", "", "the stored text is not the one that was received (text_sha256)")
    elif (
        source.encoding == "utf-8"
        and source.media_type == "text/plain"
        and digest != source.sha256
        # What a masked edition was left is proved by itself; of one from a public bundle some characters are withheld.
        and not masked
    ):
        yield Fault(source.name, "sha256", "", "is not that of the text")
    if source.text_id != text_id(source.text):
        yield Fault(source.name, "text_id", "", "is not that of the text")
    if not re.fullmatch(r"[0-9a-f]{64}", str(source.sha256)):
        yield Fault(source.name, "sha256", "", "is no check sum")
    if source.encoding not in ("utf-8", "utf-16", "gb18030") and source.media_type == "text/plain":
        yield Fault(source.name, "encoding", "", f"is none that is read: {source.encoding}")


def _passage_faults(source: Row, passages: Sequence[Row]) -> Iterator[Fault]:
    length = len(source.text)
    for passage in passages:
        where = f"{source.name}:{passage.start}"
        text = source.text[passage.start : passage.end]
        if passage.end > length:
            yield Fault(source.name, passage.role, where, "ends beyond the source's end")
        elif passage.role == SourcePassage.Role.FURNITURE and passage.note not in ROLES:
            yield Fault(source.name, "furniture", where, f"is of a kind that is not known: {passage.note}")
        elif passage.note == WITHHELD and set(text) != {WITHHELD_SIGN}:
            yield Fault(source.name, "furniture", where, f"is called withheld, but is text: {text[:20]}")
        elif (
            passage.role == SourcePassage.Role.FURNITURE
            and passage.note == "layout"
            and not (text.isspace() or not set(text) - SEPARATORS)
        ):
            yield Fault(source.name, "furniture", where, f"is called layout, but is text: {text[:20]}")
    placed = [passage for passage in passages if passage.role in _PLACES]
    for one, other in pairwise(placed):
        if other.start < one.end:
            where = f"{source.name}:{other.start}"
            yield Fault(source.name, other.role, where, f"overlaps the {one.role} before it")


def _number_faults(source: Row, numbers: Sequence[Row]) -> Iterator[Fault]:
    for number in numbers:
        if number.start < 0 or source.text[number.start : number.end] != number.quote:
            where = f"{source.name}:{number.start}"
            yield Fault(source.name, "number", where, "the source does not say what is quoted")
    for one, other in pairwise(numbers):
        if other.start < one.end:
            yield Fault(
                source.name, "number", f"{source.name}:{other.start}", f"overlaps the number {one.quote}"
            )


def _case_spans(source: Row, cases: Sequence[Row]) -> Iterator[Fault]:
    """Whether cases lie within the source, beside each other; a pending copy lies where its record does."""
    for case in cases:
        if case.source_end is not None and case.source_end > len(source.text):
            yield Fault(case.slug, "", f"{source.name}:{case.source_end}", "ends beyond the source's end")
    own = [case for case in cases if case.pending_for_id is None and case.source_end is not None]
    for one, other in pairwise(own):
        if other.source_start < one.source_end:
            yield Fault(
                other.slug,
                "",
                f"{source.name}:{other.source_start}",
                f"its characters overlap those of {one.slug}",
            )


def _coverage(
    source: Row, cases: Sequence[Row], passages: Sequence[Row], values: Sequence[Row]
) -> Iterator[Fault]:
    """Whether every character stands in a value, in furniture or in noise, and none of the page's in a value."""
    whole = [case for case in cases if case.source_start is not None and case.source_end is not None]
    if not whole:
        # A former edition, from which no case is read any more, was proved while it was the one in use.
        return
    page = [(row.start, row.end) for row in passages if row.role in _PLACES]
    held = {(row.start, row.end) for row in values}
    for start, end in sorted(page):
        for case in whole:
            if start < case.source_start < end or start < case.source_end < end:
                yield Fault(
                    case.slug, "", f"{source.name}:{start}", "its edge lies within furniture or noise"
                )
    for one, other in pairwise(sorted([*((span, 0) for span in page), *((span, 1) for span in held)])):
        if other[0][0] < one[0][1] and one[1] != other[1]:
            where = f"{source.name}:{other[0][0]}"
            yield Fault(
                _named(other[0][0], whole, source), "text", where, "is in a value and on the page at once"
            )
    yield from _unplaced(source, whole, [*page, *held])


def _unplaced(source: Row, whole: Sequence[Row], placed: list[Span]) -> Iterator[Fault]:
    """Characters that are in none of the spans `placed`; white space needs no place."""
    former: list[Former] | None = None
    for start, end in _gaps(placed, len(source.text)):
        inside = [case for case in whole if case.source_start < end and start < case.source_end]
        if source.text[start:end].isspace():
            continue
        says = "are in no value, label or noise of it" if inside else "are in no case, furniture or noise"
        name = inside[0].slug if inside else source.name
        # Where somebody took a part out of a record, its characters are in none.
        edited = bool(inside) and taken_out(inside[0].id)
        if not inside:
            former = _former_spans(source) if former is None else former
            once = next((one for one in former if one[1][0] <= start and end <= one[1][1]), None)
            if once and once[2]:
                continue
            says, edited = (f"were read into {once[0]} once", True) if once else (says, False)
        yield Fault(name, "text", f"{source.name}:{start}", f"{end - start} characters {says}", edited)


def _former_spans(source: Row) -> list[Former]:
    """Where records stood that were deleted since, or are read from another edition now, as their revisions say.

    A batch may be read from several editions: an import that waits for signatures leaves some records with the former
    one. What is read elsewhere has its characters placed there; nobody departed from anything.
    """
    elsewhere = Case.objects.filter(collection=source.collection_id).exclude(source=None)
    moved = set(elsewhere.exclude(source=source.id).values_list("slug", flat=True))
    spans: dict[Span, str] = {}
    for row in Revision.objects.exclude(case__source=source.id).order_by("pk").iterator(chunk_size=100):
        try:
            case = row.record["case"]
            if case["source"] == source.sha256:
                spans[case["source_start"], case["source_end"]] = row.of
        except (KeyError, TypeError, ValueError, zlib.error):
            continue  # `revision_faults` tells of it
    return [(slug, span, slug.removesuffix("~") in moved) for span, slug in spans.items() if None not in span]


def _named(at: int, cases: Sequence[Row], source: Row) -> str:
    return next(
        (str(case.slug) for case in cases if case.source_start <= at < case.source_end), str(source.name)
    )


def _gaps(spans: list[Span], length: int) -> Iterator[Span]:
    reached = 0
    for start, end in sorted([*spans, (length, length)]):
        if start > reached:
            yield reached, start
        reached = max(reached, end)
