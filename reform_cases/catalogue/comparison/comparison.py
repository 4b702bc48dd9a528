"""Two to four published cases side by side: the same parts of each in one row, and which of them may be compared.

Everything is fetched for all cases at once, so that a comparison of four costs the queries of one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from reform_cases.catalogue.comparison.number_rows import ComparedNumbers, compared_numbers
from reform_cases.catalogue.facts import Face, Fact, cases_with, facts_on
from reform_cases.catalogue.listing.parameter_fields import given_values, shown_value
from reform_cases.catalogue.record.case_head import PublishedCase, published_cases
from reform_cases.catalogue.record.case_parts import Parts, RecordedInstrument, by_kind, parts_of
from reform_cases.catalogue.record.evidence import EvidenceIndex, evidence_rows, index_by_case
from reform_cases.catalogue.record.linked_text import LinkedNumbers, RunningText
from reform_cases.catalogue.record.measures import OutlineNode, outline
from reform_cases.catalogue.record.outcomes_shown import NumberLine, number_lines
from reform_cases.models import Evidence
from reform_cases.models.texts import CLOSING, OPENING, StoredText
from reform_cases.reference.regions import Division, short_name
from reform_cases.sql.prepared import Prepared

MOST_CASES = 4
# How many wrong values are told one by one; an address can hold thousands.
_MOST_TOLD = 5
_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,80}")


@dataclass(frozen=True)
class SharedName:
    """A keyword or function of a case; `shared` when another of the compared cases has it too."""

    name: str
    url: str
    shared: bool


@dataclass(frozen=True)
class ComparedCase:
    """One column. `without` is the query of the comparison without this case."""

    case: PublishedCase
    url: str
    short: str
    source_url: str
    regions: tuple[Division, ...]
    keywords: list[SharedName]
    functions: list[SharedName]
    prose: dict[str, RunningText]
    outline: list[OutlineNode]
    instruments: list[RecordedInstrument]
    sections: dict[str, RunningText]
    numbers: list[NumberLine]
    without: str


@dataclass(frozen=True)
class Comparison:
    """The cases asked for, in the order asked; `remarks` say in Chinese which values were left out and why."""

    cases: list[ComparedCase] = field(default_factory=list)
    numbers: ComparedNumbers = field(default_factory=ComparedNumbers)
    remarks: list[str] = field(default_factory=list)

    @property
    def slugs(self) -> list[str]:
        return [column.case.slug for column in self.cases]

    @property
    def opening(self) -> list[StoredText]:
        """Return the prose that stands before the measures."""
        return OPENING

    @property
    def closing(self) -> list[StoredText]:
        """Return the prose that stands behind them."""
        return CLOSING

    def writes(self, text: StoredText) -> bool:
        """Return whether any case has something of `text`."""
        return any(column.prose[text.name] for column in self.cases)

    def says(self, fact: Fact) -> bool:
        """Return whether `fact` says anything of any case."""
        return any(fact.text_of(column.case) for column in self.cases)

    @property
    def section_names(self) -> list[str]:
        """Return the names of all further sections, in the order in which they first occur."""
        return list(dict.fromkeys(name for column in self.cases for name in column.sections))

    @property
    def facts(self) -> list[Fact]:
        """Return the facts that have a row beside those laid out here."""
        return facts_on(Face.COMPARISON)

    @property
    def query(self) -> str:
        """Return the query of the comparison as it is shown, whatever else was asked for."""
        return comparison_query(self.slugs)

    @property
    def names(self) -> str:
        """Return the cases in a word each: 河南 × 徐州; "" when two would be called the same."""
        names = [column.short for column in self.cases]
        return " × ".join(names) if len(set(names)) == len(names) else ""

    @property
    def titles(self) -> str:
        """Return the titles in one line, for the name of the page."""
        return "；".join(column.case.title for column in self.cases)

    @property
    def room(self) -> int:
        """Return how many cases more may be added."""
        return MOST_CASES - len(self.cases)

    @classmethod
    def from_params(cls, data: QueryDict) -> Comparison:
        """Return the comparison that the parameters `case` ask for."""
        values = given_values(data.getlist("case"))
        known = _published(values)
        unknown = [value for value in values if value not in known]
        chosen = [known[value] for value in values if value in known][:MOST_CASES]
        remarks = [_("没有找到事例“%s”，已略去。") % shown_value(value) for value in unknown[:_MOST_TOLD]]
        if len(unknown) > _MOST_TOLD:
            remarks.append(_("另有 %d 个值，已略去。") % (len(unknown) - _MOST_TOLD))
        if len(known) > MOST_CASES:
            remarks.append(
                _("一次最多比较 %(most)d 例，只取前 %(most)d 例，另外 %(rest)d 例已略去。")
                % {"most": MOST_CASES, "rest": len(known) - MOST_CASES}
            )
        return cls.of(chosen, remarks)

    @classmethod
    def of(cls, chosen: list[PublishedCase], remarks: list[str]) -> Comparison:
        """Return the comparison of `chosen`, fetched by `_published`."""
        if not chosen:
            return cls(remarks=remarks)
        slugs = {case.pk: case.slug for case in chosen}
        indexes = index_by_case(_EVIDENCE.rows(list(slugs)), slugs)
        parts, numbers = parts_of(list(slugs)), number_lines(indexes, sure=True)
        shared = _Shared(
            _several([word.name for word in parts[case.pk].keywords] for case in chosen),
            _several(parts[case.pk].functions for case in chosen),
            list(slugs.values()),
        )
        columns = [
            _column(case, indexes[case.pk], parts[case.pk], numbers[case.pk], shared) for case in chosen
        ]
        return cls(columns, compared_numbers([column.numbers for column in columns]), remarks)


# A comparison shows no bodies of measures, and numbers without their sentences.
_FIELDS = [
    *(text.evidence for text in (*OPENING, *CLOSING)),
    Evidence.Field.HEADING,
    Evidence.Field.OUTCOME,
    Evidence.Field.SECTION,
]
_EVIDENCE = Prepared(lambda ids: evidence_rows(Evidence.objects.filter(case__in=ids, field__in=_FIELDS)))


def comparison_query(slugs: Iterable[str]) -> str:
    """Return the query of the comparison of these cases, "" for none."""
    query = urlencode([("case", slug) for slug in slugs])
    return f"?{query}" if query else ""


def _published(values: Iterable[str]) -> dict[str, PublishedCase]:
    """The published cases of those slugs with all that a comparison shows; a draft is as unknown as any other word."""
    plausible = [value for value in values if _SLUG.fullmatch(value)][: 10 * MOST_CASES]
    if not plausible:
        return {}
    return published_cases(plausible)


class _Shared(NamedTuple):
    """What the columns of a comparison must know of each other."""

    keywords: set[str]
    functions: set[str]
    slugs: list[str]


def _several(names: Iterable[Sequence[str]]) -> set[str]:
    """The names that more than one case has."""
    return {name for name, n in Counter(name for own in names for name in set(own)).items() if n > 1}


def _column(
    case: PublishedCase, index: EvidenceIndex, parts: Parts, lines: list[NumberLine], shared: _Shared
) -> ComparedCase:
    numbers = LinkedNumbers.of(line.trail for line in lines)
    return ComparedCase(
        case=case,
        url=case.url,
        short=short_name(case.region_id) or case.organ or case.title,
        source_url=case.source_url,
        regions=case.regions,
        keywords=[SharedName(word.name, word.url, word.name in shared.keywords) for word in parts.keywords],
        functions=[
            SharedName(name, cases_with("function", name), name in shared.functions)
            for name in parts.functions
        ],
        prose={
            text.name: RunningText.of(getattr(case, text.name), index.trail(text.evidence), numbers)
            for text in (*OPENING, *CLOSING)
        },
        outline=outline(parts.measures, index),
        instruments=by_kind(parts.instruments),
        sections={
            section.name: RunningText.of(
                section.text, index.trail(Evidence.Field.SECTION, section.pk), numbers
            )
            for section in parts.sections
        },
        numbers=lines,
        without=comparison_query(slug for slug in shared.slugs if slug != case.slug),
    )
