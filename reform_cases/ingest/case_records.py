"""The records of one case: itself, its measures, sections, outcomes and keywords, and the evidence of each value.

Evidence keys name a value within its case: `title`, `organ`, `keyword-1`, `background`, `significance`,
`instrument-1`, `m-1.heading`, `m-1-2.body`, `s-1`, `o-3`, `o-3.sentence`. `part` counts the spans of one value from 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reform_cases.ingest.record import Record, Target
from reform_cases.models import (
    Case,
    CaseInstrument,
    CaseKeyword,
    Decision,
    Evidence,
    Measure,
    Outcome,
    Section,
)
from reform_cases.models.instrument import instrument_slug
from reform_cases.models.keyword import folded_name
from reform_cases.models.texts import PROSE, texts_of
from reform_cases.sourcetext.document import (
    CaseText,
    Document,
    MeasureText,
    OutcomeText,
    Passage,
    SourceError,
    Span,
)
from reform_cases.sourcetext.review import sentence_around

_FIELD = Evidence.Field
_COPIED = [
    "quote",
    "metric",
    "value",
    "value_low",
    "value_high",
    "value_from",
    "value_to",
    "base_value",
    "unit",
    "approximation",
    "direction",
    "kind",
    "period",
    "basis",
    "status",
    "scope",
    "review",
]


def case_records(
    document: Document, case: CaseText, target: Target, keywords: Mapping[str, tuple[str, str]]
) -> list[Record]:
    """Return every record of `case`, the case first, measures before their children, in text order.

    Raises SourceError when a value differs from its passages or an outcome stands in no part of the case.
    """
    reading = _CaseReading(document, case, target.slug_of(case.number), target.anchors.get(case.number, {}))
    return [
        reading.case_record(target),
        *reading.values(),
        *reading.keyword_records(keywords),
        *reading.instrument_records(),
        *reading.measure_records(),
        *reading.section_records(),
        *reading.outcome_records(),
        *reading.rejected_records(),
    ]


def outline(
    measures: tuple[MeasureText, ...], above: str = "m"
) -> Iterator[tuple[str, str | None, MeasureText]]:
    """Yield (anchor, parent's anchor, measure) for the whole tree, parents first: m-1, m-1-1, m-1-2, m-2 …"""
    for position, measure in enumerate(measures, 1):
        anchor = f"{above}-{position}"
        yield anchor, None if above == "m" else above, measure
        yield from outline(measure.children, anchor)


@dataclass(frozen=True)
class _CaseReading:
    """One case of a document on its way to records; `slug` is its address.

    `given` has the anchors of its parts by those that their positions give them; without, these are its anchors.
    """

    document: Document
    case: CaseText
    slug: str
    given: Mapping[str, str]

    def about(self, position: str) -> tuple[str, str]:
        """Return the natural key of the part at `position`, named by the anchor that this alone would give it."""
        return self.slug, self.given.get(position, position)

    def case_record(self, target: Target) -> Record:
        case = self.case
        return Record(
            Case,
            {
                "collection": (target.collection,),
                "number": case.number,
                "slug": self.slug,
                "title": case.title.text,
                "organ": _text(case.organ),
                "level": case.level,
                "region": (case.region.code,) if case.region else None,
                **{name: _text(getattr(case, name)) for name in PROSE},
                "functions": [(name,) for name in case.functions],
                "status": str(target.status_of(case.number)),
                "source": (self.document.sha256,),
                "source_start": case.span[0],
                "source_end": case.span[1],
            },
            case.span[0],
        )

    def values(self) -> Iterator[Record]:
        """Yield the evidence of what stands in the case itself."""
        for text in texts_of(Case):
            yield from self._evidence(text.evidence, text.key, getattr(self.case, text.name))

    def keyword_records(self, keywords: Mapping[str, tuple[str, str]]) -> Iterator[Record]:
        """Yield the keywords; one printed twice, or by two of its names, counts once, where it stands first."""
        printed: dict[str, Passage] = {}
        for passage in self.case.keywords:
            printed.setdefault(keywords[folded_name(passage.text)][1], passage)
        for order, (slug, passage) in enumerate(printed.items(), 1):
            tag = (slug,)
            fields = {"content_object": (self.slug,), "tag": tag, "order": order}
            yield Record(CaseKeyword, fields, passage.span[0])
            yield from self._evidence(_FIELD.KEYWORD, f"keyword-{order}", passage, keyword=tag)

    def instrument_records(self) -> Iterator[Record]:
        """Yield what the case built or issued; of two names that are one the first counts."""
        named = {instrument_slug(one.name.text): one for one in reversed(self.case.instruments)}
        for order, (slug, one) in enumerate(reversed(named.items()), 1):
            fields = {
                "case": (self.slug,),
                "instrument": (slug,),
                "order": order,
                "said": "；".join(one.said)[:300],
            }
            yield Record(CaseInstrument, fields, one.name.span[0])
            yield from self._evidence(_FIELD.INSTRUMENT, f"instrument-{order}", one.name, instrument=(slug,))
            if one.reviewed:
                key = f"caseinstrument {slug}"
                yield self._decision(key, Decision.Verdict.CONFIRMED, {}, {}, "", one.name.span)

    def measure_records(self) -> Iterator[Record]:
        for order, (position, parent, measure) in enumerate(outline(self.case.measures), 1):
            _slug, anchor = about = self.about(position)
            fields = {
                "case": (self.slug,),
                "parent": self.about(parent) if parent else None,
                "anchor": anchor,
                "order": order,
                "label": measure.label,
                "heading": measure.heading.text,
                "body": _text(measure.body),
            }
            yield Record(Measure, fields, measure.span[0])
            yield from self._evidence(_FIELD.HEADING, f"{anchor}.heading", measure.heading, measure=about)
            yield from self._evidence(_FIELD.BODY, f"{anchor}.body", measure.body, measure=about)

    def section_records(self) -> Iterator[Record]:
        for order, section in enumerate(self.case.sections, 1):
            _slug, anchor = about = self.about(f"s-{order}")
            fields = {
                "case": (self.slug,),
                "anchor": anchor,
                "order": order,
                "name": section.name,
                "text": section.body.text,
            }
            yield Record(Section, fields, section.body.span[0])
            yield from self._evidence(_FIELD.SECTION, anchor, section.body, section=about)

    def outcome_records(self) -> Iterator[Record]:
        in_text_order = sorted(self.case.outcomes, key=lambda outcome: outcome.span)
        for order, outcome in enumerate(in_text_order, 1):
            _slug, anchor = about = self.about(f"o-{order}")
            yield Record(Outcome, self._outcome_fields(outcome, anchor, order), outcome.span[0])
            passage = Passage(outcome.quote, outcome.span, outcome.parts or (outcome.span,))
            if outcome.confirmation:
                said, verdict = outcome.confirmation, Decision.Verdict.CONFIRMED
                yield self._decision(anchor, verdict, said.proposed, said.confirmed, said.note, outcome.span)
            yield from self._evidence(_FIELD.OUTCOME, anchor, passage, outcome=about)
            yield from self._evidence(_FIELD.SENTENCE, f"{anchor}.sentence", outcome.sentence, outcome=about)

    def rejected_records(self) -> Iterator[Record]:
        """Yield a decision for each number of which a person says that it is no result."""
        for number in self.case.numbers:
            if number.reviewed:
                sentence = sentence_around(self.document, number.span)
                said = {"quote": number.quote, "sentence": sentence.text, "sentence_start": sentence.span[0]}
                key = f"no-{number.quote}-{number.span[0]}"
                yield self._decision(key, Decision.Verdict.REJECTED, said, {}, number.reason, number.span)

    def _decision(self, key: str, verdict: str, proposed: Any, decided: Any, note: str, span: Span) -> Record:
        passage = {"source": self.document.sha256, "start": span[0], "end": span[1]}
        fields = {"verdict": str(verdict), "proposed": dict(proposed), "decided": dict(decided), "note": note}
        via = {"via": str(Decision.Via.REVIEW)}
        return Record(
            Decision, {"case": (self.slug,), "key": key, **fields, "passage": passage, **via}, span[0]
        )

    def _outcome_fields(self, outcome: OutcomeText, anchor: str, order: int) -> dict[str, Any]:
        copied = {name: getattr(outcome, name) for name in _COPIED}
        return {
            "case": (self.slug,),
            "anchor": anchor,
            "order": order,
            **copied,
            "sentence": outcome.sentence.text,
            **self._part(outcome.span),
        }

    def _part(self, span: Span) -> dict[str, Any]:
        """The part of the case that holds `span`: the deepest measure, else a section, background or significance."""
        nowhere = {"place": "", "measure": None, "section": None}
        holding = [anchor for anchor, _, measure in outline(self.case.measures) if _holds(measure.span, span)]
        if holding:
            return {**nowhere, "place": str(Outcome.Place.MEASURE), "measure": self.about(holding[-1])}
        for order, section in enumerate(self.case.sections, 1):
            if _holds(section.body.span, span):
                return {**nowhere, "place": str(Outcome.Place.SECTION), "section": self.about(f"s-{order}")}
        for name in PROSE:
            passage = getattr(self.case, name)
            if passage and _holds(passage.span, span):
                return {**nowhere, "place": str(Outcome.Place(name))}
        raise SourceError(
            f"at character {span[0]}: the number “{self.document.text[slice(*span)]}” stands in no measure, section, "
            f"{' or '.join(PROSE)} of case {self.case.number}",
            span[0],
        )

    def _evidence(self, field: str, key: str, passage: Passage | None, **about: Any) -> Iterator[Record]:
        if passage is None:
            return
        quotes = [self.document.text[start:end] for start, end in passage.parts]
        if "".join(quotes) != passage.text:
            start = passage.span[0]
            raise SourceError(
                f"at character {start}: {key} of case {self.case.number} differs from its passages", start
            )
        for part, ((start, end), quote) in enumerate(zip(passage.parts, quotes, strict=True)):
            fields = {
                "case": (self.slug,),
                "source": (self.document.sha256,),
                "field": str(field),
                "key": key,
                "part": part,
                "start": start,
                "end": end,
                "quote": quote,
                "measure": None,
                "section": None,
                "outcome": None,
                "keyword": None,
                "instrument": None,
            }
            yield Record(Evidence, {**fields, **about}, start)


def _text(passage: Passage | None) -> str:
    return passage.text if passage else ""


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
