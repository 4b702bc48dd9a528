"""The document JSON that `parse_source` prints: a Document as plain dicts, lists and strings.

Decimals are strings, absent values null, absent texts "". A passage that had noise cut out of its middle lists its
"parts"; joined, they are its text.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from reform_cases.sourcetext.document import (
    PROSE,
    CaseText,
    Document,
    InstrumentText,
    MeasureText,
    NumberText,
    OutcomeText,
    Passage,
    Place,
    SectionText,
)
from reform_cases.text.identity import text_id

_VALUES = ("value", "value_low", "value_high", "value_from", "value_to", "base_value")
_WORDS = ("unit", "approximation", "direction", "kind", "basis", "period", "status", "scope")


def to_json(document: Document) -> dict[str, Any]:
    """`document` in the shape of the design's section 4."""
    unplaced = sum(end - start for start, end in document.unplaced())
    return {
        "sha256": document.sha256,
        "text_id": text_id(document.text),
        "encoding": document.encoding,
        "title": document.title,
        "series": document.series,
        "year": document.year,
        "source": document.source,
        "characters": document.characters,
        "cases": [_case(case) for case in document.cases],
        "noise": [{"span": list(one.span), "text": one.text, "reason": one.reason} for one in document.noise],
        "furniture": [
            {"span": list(one.span), "text": one.text, "role": one.role} for one in document.furniture
        ],
        "numbers": [_number(number) for number in document.numbers],
        "warnings": [{"span": list(one.span), "message": one.message} for one in document.warnings],
        "coverage": {"classified": document.characters - unplaced, "unclassified": unplaced},
    }


def _case(case: CaseText) -> dict[str, Any]:
    return {
        "number": case.number,
        "title": case.title.text,
        **_where("title_", case.title),
        "organ": case.organ.text if case.organ else "",
        "organ_span": list(case.organ.span) if case.organ else None,
        "level": case.level,
        "region": _region(case.region),
        "span": list(case.span),
        "keywords": [keyword.text for keyword in case.keywords],
        "keyword_spans": [list(keyword.span) for keyword in case.keywords],
        "functions": list(case.functions),
        **{name: _passage(getattr(case, name)) for name in PROSE},
        "sections": [_section(section) for section in case.sections],
        "measures": [_measure(measure) for measure in case.measures],
        "outcomes": [_outcome(outcome) for outcome in case.outcomes],
        "numbers": [_number(number) for number in case.numbers],
        "instruments": [_instrument(instrument) for instrument in case.instruments],
    }


def _section(section: SectionText) -> dict[str, Any]:
    return {
        "name": section.name,
        **_passage(section.body),
        "measures": [_measure(point) for point in section.outline],
    }


def _where(prefix: str, passage: Passage | None) -> dict[str, Any]:
    """Span of a passage, and its parts when there are several; the names begin with `prefix`."""
    if passage is None:
        return {f"{prefix}span": None}
    found: dict[str, Any] = {f"{prefix}span": list(passage.span)}
    if len(passage.parts) > 1:
        found[f"{prefix}parts"] = [list(part) for part in passage.parts]
    return found


def _passage(passage: Passage | None) -> dict[str, Any]:
    return {"text": passage.text if passage else "", **_where("", passage)}


def _region(place: Place | None) -> dict[str, str] | None:
    if place is None:
        return None
    return {
        "code": place.code,
        "province": place.province,
        "prefecture": place.prefecture,
        "county": place.county,
    }


def _measure(measure: MeasureText) -> dict[str, Any]:
    return {
        "label": measure.label,
        "heading": measure.heading.text,
        **_where("heading_", measure.heading),
        "body": measure.body.text if measure.body else "",
        **_where("body_", measure.body),
        "span": list(measure.span),
        "children": [_measure(child) for child in measure.children],
    }


def _outcome(outcome: OutcomeText) -> dict[str, Any]:
    found: dict[str, Any] = {"quote": outcome.quote, "span": list(outcome.span), "metric": outcome.metric}
    if len(outcome.parts) > 1:
        found["parts"] = [list(part) for part in outcome.parts]
    found |= {name: _decimal(getattr(outcome, name)) for name in _VALUES}
    found |= {name: getattr(outcome, name) for name in _WORDS}
    found["sentence"] = outcome.sentence.text
    found |= _where("sentence_", outcome.sentence)
    found["review"] = outcome.review or None
    if said := outcome.confirmation:
        found["confirmation"] = {"proposed": said.proposed, "confirmed": said.confirmed, "note": said.note}
    return found


def _instrument(instrument: InstrumentText) -> dict[str, Any]:
    return {
        "name": instrument.name.text,
        "kind": instrument.kind,
        **_where("", instrument.name),
        "said": "；".join(instrument.said),
        "mentions": [list(span) for span in instrument.spans],
    }


def _number(number: NumberText) -> dict[str, Any]:
    return {
        "quote": number.quote,
        "span": list(number.span),
        "role": number.role,
        "reason": number.reason,
    }


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
