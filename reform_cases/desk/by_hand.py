"""Evidence given by a person: characters of the case's source that become the evidence of a value, or a number read from them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from reform_cases.history.seals import seal
from reform_cases.models import Case, Evidence, Outcome, ReportedNumber, SourceDocument, SourcePassage
from reform_cases.models.texts import TEXTS
from reform_cases.sourcetext.document import NumberText, OutcomeText, Passage, Span
from reform_cases.sourcetext.lines.clean import CleanText
from reform_cases.sourcetext.quantities.find import read_number_at
from reform_cases.sourcetext.review import sentence_in
from reform_cases.text.widths import fold

_FIELD = Evidence.Field
_PROSE = [str(text.evidence) for text in TEXTS if text.prose and text.evidence]
_SPAN = re.compile(r"\s*(\d{1,9})\s*[-–—~～至]\s*(\d{1,9})\s*")
LONGEST_QUOTE = 100
# What the reader says of a number, field by field.
READ = (
    *("metric", "value", "value_low", "value_high", "value_from", "value_to", "base_value", "unit"),
    *("approximation", "direction", "kind", "period", "basis", "status", "scope", "review"),
)


class CannotBeEvidenceError(Exception):
    """The characters cannot be taken; the message is a Chinese sentence for the person who chose them."""


def span_of(written: str) -> Span:
    """Return the span that `written` names (120–125). Raises CannotBeEvidenceError."""
    found = _SPAN.fullmatch(written)
    if not found or int(found[1]) >= int(found[2]):
        raise CannotBeEvidenceError(_("起止写作“120–125”，起点小于终点。"))
    return int(found[1]), int(found[2])


@dataclass(frozen=True)
class Chosen:
    """A number that a person points at: its characters, its sentence, the part of the case that holds it.

    `read` is what the reader says of it, `other` what the reader takes it for when it takes it for no result.
    """

    quote: Passage
    sentence: Passage
    place: dict[str, Any]
    read: OutcomeText | None
    other: NumberText | None

    def fields(self) -> dict[str, Any]:
        """Return what the form of a number is filled with."""
        said = {name: getattr(self.read, name) for name in READ} if self.read else {}
        return {"quote": self.quote.text, "sentence": self.sentence.text, **said, **self.place}


class SourceOfCase:
    """The characters from which a case was read, its evidence and the noise among them; three queries."""

    def __init__(self, case: Case) -> None:
        self.case = case
        if case.source_id is None or case.source_start is None or case.source_end is None:
            raise CannotBeEvidenceError(_("这个事例没有来源文献，无从指定出处。"))
        self.whole: Span = (case.source_start, case.source_end)
        self.text: str = SourceDocument.objects.values_list("text", flat=True).get(pk=case.source_id)
        noise = SourcePassage.objects.filter(source=case.source_id, role=SourcePassage.Role.NOISE)
        self.noise = sorted(noise.values_list("start", "end"))
        self.rows = list(case.evidence.filter(source=case.source_id, field__in=_PROSE).order_by("start"))

    def passage(self, span: Span) -> Passage:
        """Return the characters of `span` without the noise among them. Raises CannotBeEvidenceError."""
        start, end = span
        if not self.whole[0] <= start < end <= self.whole[1]:
            raise CannotBeEvidenceError(_("%d–%d 不在本事例的原文（%d–%d）里。") % (*span, *self.whole))
        inside = [one for one in self.noise if start <= one[0] and one[1] <= end]
        clean = CleanText.of(self.text, start, end, inside)
        if not clean.text.strip():
            raise CannotBeEvidenceError(_("选中的只有空白或杂质。"))
        return clean.passage(self.text, 0, len(clean.text))

    def number(self, span: Span) -> Chosen:
        """Return the number at `span`; where the reader knows none, the characters as they are. Raises CannotBeEvidenceError."""
        quote = self.passage(span)
        rows = self._part_around(span)
        read, other = read_number_at(self._block(rows), self.text, span, self._section(rows))
        if read:
            quote = Passage(read.quote, read.span, read.parts or (read.span,))
        if len(quote.text) > LONGEST_QUOTE:
            raise CannotBeEvidenceError(_("一个数字连同单位最多 %d 个字符。") % LONGEST_QUOTE)
        sentence = read.sentence if read else sentence_in(self.text, self.noise, span)
        return Chosen(quote, sentence, self._place(rows[0]), read, other)

    def _part_around(self, span: Span) -> list[Evidence]:
        """The rows of the innermost value that holds `span`."""
        by_key: dict[str, list[Evidence]] = defaultdict(list)
        for row in self.rows:
            by_key[row.key].append(row)
        holding = [rows for rows in by_key.values() if rows[0].start <= span[0] and span[1] <= rows[-1].end]
        if not holding:
            raise CannotBeEvidenceError(_("选中的文字不在背景、举措、意义或其他栏目里。"))
        return min(holding, key=lambda rows: rows[-1].end - rows[0].start)

    def _block(self, rows: list[Evidence]) -> CleanText:
        return CleanText.join(CleanText.of(self.text, row.start, row.end) for row in rows)

    def _section(self, rows: list[Evidence]) -> str:
        section = rows[0].section
        return fold(section.name).replace(" ", "") if section else ""

    def _place(self, row: Evidence) -> dict[str, Any]:
        nowhere = {"measure": None, "section": None}
        if row.measure_id:
            return {**nowhere, "place": str(Outcome.Place.MEASURE), "measure": row.measure_id}
        if row.section_id:
            return {**nowhere, "place": str(Outcome.Place.SECTION), "section": row.section_id}
        return {**nowhere, "place": str(Outcome.Place(row.field))}


def keep_number(outcome: Outcome, chosen: Chosen) -> dict[str, list[Span]]:
    """Return what was the evidence by key, and make the chosen characters the evidence of `outcome`; the text no longer lists them as a number that is no result."""
    case, source = outcome.case, outcome.case.source_id
    keys = {
        outcome.anchor: (_FIELD.OUTCOME, chosen.quote),
        f"{outcome.anchor}.sentence": (_FIELD.SENTENCE, chosen.sentence),
    }
    former = _taken_away(case, list(keys))
    for key, (field, passage) in keys.items():
        _write(case, key, str(field), passage, outcome=outcome)
    for start, end in chosen.quote.parts:
        ReportedNumber.objects.filter(source=source, start__lt=end, end__gt=start).delete()
    if source:
        seal(SourceDocument, [source])
    return former


def list_again(case: Case, spans: list[Span]) -> None:
    """List the characters of numbers that are results no more as the reader takes them."""
    for span in spans:
        try:
            chosen = SourceOfCase(case).number(span)
        except CannotBeEvidenceError:
            continue
        if (
            case.source
            and chosen.other
            and not ReportedNumber.objects.filter(
                source=case.source_id, start__lt=chosen.other.span[1], end__gt=chosen.other.span[0]
            )
        ):
            start, end = chosen.other.span
            ReportedNumber.objects.create(
                source=case.source,
                start=start,
                end=end,
                quote=chosen.other.quote,
                role=chosen.other.role,
                reason=chosen.other.reason,
            )
    if spans and case.source_id:
        seal(SourceDocument, [case.source_id])


def values_with_evidence(case: Case) -> dict[str, dict[str, Any]]:
    """Return the keys of the texts that a person can give evidence to, each with its field and what it belongs to."""
    owners: list[tuple[Any, list[Any]]] = [
        (Case, [case]),
        *(
            (case._meta.get_field(name).related_model, list(getattr(case, name).all()))
            for name in ("measures", "sections")
        ),
    ]
    found = {}
    for model, rows in owners:
        for text in TEXTS:
            for row in rows if text.owner is model and text.evidence else ():
                own = {} if model is Case else {str(model._meta.model_name): row}
                found[f"{'' if model is Case else row.anchor}{text.key}"] = {
                    "field": str(text.evidence),
                    **own,
                }
    return found


def keep_texts(case: Case, given: list[tuple[str, Span]]) -> dict[str, list[Span]]:
    """Return what was the evidence by key, and make the characters of each span the evidence of the text of its key; a text that is no more gets none."""
    source, known = SourceOfCase(case), values_with_evidence(case)
    former: dict[str, list[Span]] = {}
    for key, span in given:
        if about := known.get(key):
            former |= _taken_away(case, [key])
            owner = {name: value for name, value in about.items() if name != "field"}
            _write(case, key, about["field"], source.passage(span), **owner)
    return former


def _taken_away(case: Case, keys: list[str]) -> dict[str, list[Span]]:
    rows = case.evidence.filter(key__in=keys)
    former: dict[str, list[Span]] = {key: [] for key in keys}
    for key, start, end in rows.values_list("key", "start", "end"):
        former[key].append((start, end))
    rows.delete()
    return former


def _write(case: Case, key: str, field: str, passage: Passage, **about: Any) -> None:
    Evidence.objects.bulk_create(
        Evidence(
            case=case,
            source=case.source,
            field=field,
            key=key,
            part=part,
            start=start,
            end=end,
            quote=passage.text[at : at + end - start],
            **about,
        )
        for part, (start, end, at) in enumerate(_placed(passage))
    )


def _placed(passage: Passage) -> list[tuple[int, int, int]]:
    placed, at = [], 0
    for start, end in passage.parts:
        placed.append((start, end, at))
        at += end - start
    return placed
