"""Two to four published cases side by side: the same parts of each in one row, and which of them may be compared.

Everything is fetched for all cases at once, so that a comparison of four costs the queries of one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.http import QueryDict
from django.utils.translation import gettext as _

from reform_cases.catalogue.addresses import address
from reform_cases.catalogue.compared_numbers import ComparedNumbers, compared_numbers
from reform_cases.catalogue.evidence import EvidenceIndex, source_url
from reform_cases.catalogue.fields import given_values, shown_value
from reform_cases.catalogue.numbers import NumberLine
from reform_cases.catalogue.outline import OutlineNode, outline
from reform_cases.catalogue.running import RunningText
from reform_cases.models import Case, CaseKeyword, Evidence, Outcome
from reform_cases.reference import regions
from reform_cases.reference.regions import Division

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

    case: Case
    url: str
    organ: str
    source_url: str
    regions: tuple[Division, ...]
    keywords: list[SharedName]
    functions: list[SharedName]
    background: RunningText
    outline: list[OutlineNode]
    numbers: list[NumberLine]
    significance: RunningText
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
    def query(self) -> str:
        """The query of the comparison as it is shown, whatever else was asked for."""
        return comparison_query(self.slugs)

    @property
    def titles(self) -> str:
        """The titles in one line, for the name of the page."""
        return "；".join(column.case.title for column in self.cases)

    @property
    def room(self) -> int:
        """How many cases more may be added."""
        return MOST_CASES - len(self.cases)

    @classmethod
    def from_params(cls, data: QueryDict) -> Comparison:
        """The comparison that the parameters `case` ask for."""
        values = given_values(data.getlist("case"))
        found = _published(values)
        unknown = [value for value in values if value not in found]
        chosen = [found[value] for value in values if value in found][:MOST_CASES]
        remarks = [_("没有找到事例“%s”，已略去。") % shown_value(value) for value in unknown[:_MOST_TOLD]]
        if len(unknown) > _MOST_TOLD:
            remarks.append(_("另有 %d 个值，已略去。") % (len(unknown) - _MOST_TOLD))
        if len(found) > MOST_CASES:
            remarks.append(
                _("一次最多比较 %(most)d 例，只取前 %(most)d 例，另外 %(rest)d 例已略去。")
                % {"most": MOST_CASES, "rest": len(found) - MOST_CASES}
            )
        return cls.of(chosen, remarks)

    @classmethod
    def of(cls, chosen: list[Case], remarks: list[str]) -> Comparison:
        """The comparison of `chosen`, fetched by `_published`."""
        if not chosen:
            return cls(remarks=remarks)
        evidence = defaultdict(list)
        for row in Evidence.objects.filter(case__in=chosen, field__in=_FIELDS).order_by():
            evidence[row.case_id].append(row)
        keywords = _shared([[row.tag.name for row in case.case_keywords.all()] for case in chosen])
        functions = _shared([[one.name for one in case.functions.all()] for case in chosen])
        slugs = [case.slug for case in chosen]
        columns = [
            _column(case, EvidenceIndex.of(case, evidence[case.pk]), keywords, functions, slugs)
            for case in chosen
        ]
        return cls(columns, compared_numbers([column.numbers for column in columns]), remarks)


_FIELDS = (
    Evidence.Field.BACKGROUND,
    Evidence.Field.SIGNIFICANCE,
    Evidence.Field.HEADING,
    Evidence.Field.OUTCOME,
)


def comparison_query(slugs: Iterable[str]) -> str:
    """The query of the comparison of these cases, "" for none."""
    query = urlencode([("case", slug) for slug in slugs])
    return f"?{query}" if query else ""


def _cases_with(function: str) -> str:
    return f"{address('cases')}?{urlencode({'function': function})}"


def _published(values: Iterable[str]) -> dict[str, Case]:
    """The published cases of those slugs with all that a comparison shows; a draft is as unknown as any other word."""
    plausible = [value for value in values if _SLUG.fullmatch(value)][: 10 * MOST_CASES]
    if not plausible:
        return {}
    keywords = Prefetch("case_keywords", CaseKeyword.objects.select_related("tag"))
    numbers = Prefetch("outcomes", Outcome.objects.order_by("order", "pk"))
    cases = Case.objects.published().filter(slug__in=plausible).order_by().select_related("collection")
    cases = (
        cases.prefetch_related("functions", "measures").prefetch_related(keywords).prefetch_related(numbers)
    )
    return {case.slug: case for case in cases}


def _shared(names: Iterable[Sequence[str]]) -> set[str]:
    """The names that more than one case has."""
    return {name for name, n in Counter(name for own in names for name in set(own)).items() if n > 1}


def _column(
    case: Case, index: EvidenceIndex, keywords: set[str], functions: set[str], slugs: list[str]
) -> ComparedCase:
    numbers = [NumberLine.of(outcome, index) for outcome in case.outcomes.all()]
    trails = [line.trail for line in numbers]

    def running(text: str, name: str) -> RunningText:
        return RunningText.of(text, index.trail(name), trails)

    return ComparedCase(
        case=case,
        url=address("case", case.slug),
        organ=case.organ,
        source_url=source_url(case) if case.source_id else "",
        regions=regions.path(case.region_id) if case.region_id else (),
        keywords=[
            SharedName(row.tag.name, address("keyword", row.tag.slug), row.tag.name in keywords)
            for row in case.case_keywords.all()
        ],
        functions=[
            SharedName(one.name, _cases_with(one.name), one.name in functions) for one in case.functions.all()
        ],
        background=running(case.background, Evidence.Field.BACKGROUND),
        outline=outline(case, index, []),
        numbers=numbers,
        significance=running(case.significance, Evidence.Field.SIGNIFICANCE),
        without=comparison_query(slug for slug in slugs if slug != case.slug),
    )
