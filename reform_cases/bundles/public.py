"""What readers may have of a row: as much as pages show them, and nothing by which more can be told.

Of a source the characters of cases that are not public are withheld, as its page withholds them: as many signs stand there, so
that spans stay what they are. Of decisions it is said that there are any, and what the record says in their sense.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import F, Model, Q

from reform_cases.bundles.tables import called
from reform_cases.catalogue.source_page import hidden_spans, stands_in
from reform_cases.models import (
    Case,
    CaseInstrument,
    CaseKeyword,
    Collection,
    Evidence,
    Instrument,
    Keyword,
    KeywordSynonym,
    SourceDocument,
    SourcePassage,
)
from reform_cases.reference.furniture import WITHHELD, WITHHELD_SIGN
from reform_cases.text.identity import text_id

Row = dict[str, Any]
Spans = list[tuple[int, int]]


def public_shared(model: type[Model]) -> Q:
    """Return the condition that a row of `model`, which cases share, is used by a case that readers see."""
    published = Case.objects.published().order_by()
    # Of a former edition nothing is shown.
    evidence = Evidence.objects.published().filter(source=F("case__source")).order_by()
    if model is Collection:
        return Q(pk__in=published.values("collection"))
    if model is SourceDocument:
        return Q(pk__in=published.values("source"))
    if model is Instrument:
        borne: Any = CaseInstrument.objects.published().order_by()
        return Q(pk__in=borne.values("instrument")) | Q(pk__in=evidence.values("instrument"))
    named = CaseKeyword.objects.published().order_by().values("tag")
    if model is Keyword:
        return Q(pk__in=named) | Q(pk__in=evidence.values("keyword"))
    if model is KeywordSynonym:
        return Q(keyword__in=named) | Q(keyword__in=evidence.values("keyword"))
    return Q()


def withheld_spans(source: SourceDocument) -> Spans:
    """Return the characters of `source` that are withheld, in runs that do not touch; one query."""
    merged: Spans = []
    for start, end in sorted(hidden_spans(source)):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def public_source(row: Row, hidden: Spans) -> Row:
    """Return a source as readers may have it; its text has check sums of its own where some of it is withheld."""
    if not hidden:
        return row
    text = row["text"]
    for start, end in hidden:
        text = text[:start] + WITHHELD_SIGN * (end - start) + text[end:]
    return {
        **row,
        "text": text,
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "text_id": text_id(text),
    }


def public_marks(name: str, rows: Iterable[Row], hidden: Spans, source: str) -> list[Row]:
    """Return the marks (`passages`) or `numbers` of `source`, those in withheld characters left out; of these, marks say so."""
    shown = [row for row in rows if not stands_in(hidden, row["start"], row["end"])]
    if name != "passages":
        return shown
    role = str(SourcePassage.Role.FURNITURE)
    told: Iterator[Row] = (
        {"source": source, "role": role, "start": start, "end": end, "note": WITHHELD}
        for start, end in hidden
    )
    return sorted([*shown, *told], key=lambda row: (row["start"], row["end"], row["role"]))


def public_evidence(rows: Iterable[Row], case: Row, hidden: Spans) -> list[Row]:
    """Return the evidence that the source page of a case shows: no passage of a former edition, none that is withheld."""
    return [
        row
        for row in rows
        if row["source"] == case["source"] and not stands_in(hidden, row["start"], row["end"])
    ]


def public_decisions(rows: Iterable[Row], case: Row, parts: Mapping[str, Sequence[Row]]) -> Iterator[Row]:
    """Give the decisions about a case as far as its record tells of them: nobody's name, no time, nothing that was not taken."""
    evidence = parts["evidence"]
    proved = {row["key"] for row in evidence}
    there: dict[str, Row] = dict.fromkeys(case, case)
    for name in ("measures", "sections", "outcomes"):
        there |= {row["anchor"]: row for row in parts[name]}
    for name, word in (("case_keywords", "keyword"), ("case_instruments", "instrument")):
        there |= {f"case{word} {row[word]}": row for row in parts[name]}
        there |= {
            f"case{word} {row[word]}": {}
            for row in evidence
            if row[word] and f"case{word} {row[word]}" not in there
        }
    for row in rows:
        said, key = there.get(row["key"]), row["key"]
        if said is None and " " in key:
            continue  # a name that stands nowhere in the record
        shown = key in proved and not row["disputed"]
        yield {
            **row,
            "proposed": row["proposed"] if shown else {},
            "decided": {
                name: value for name, value in row["decided"].items() if _says(said, called(name), value)
            },
            "note": row["note"] if shown else "",
            "overruled": {},
            "passage": {},
            "offered": {},
            "offered_passage": {},
            "disputed": False,
            "at": None,
            "by": None,
            "by_name": "",
        }


def _says(said: Row | None, name: str, value: Any) -> bool:
    return said is not None and name in said and said[name] == value
