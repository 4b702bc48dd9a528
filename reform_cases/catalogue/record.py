"""One record laid out: its parts in reading order, each with the evidence that leads into the source."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, Subquery

from reform_cases.catalogue.charts import ChangePicture, change_picture
from reform_cases.catalogue.evidence import EvidenceIndex, Trail, source_url
from reform_cases.catalogue.numbers import NumberGroup, NumberLine, number_groups, number_lines
from reform_cases.catalogue.outline import OutlineNode, outline
from reform_cases.catalogue.running import RunningText
from reform_cases.models import Case, Evidence, Function, Keyword, Section
from reform_cases.reference import regions
from reform_cases.reference.regions import Division


@dataclass(frozen=True)
class SectionText:
    """A further section with its text; `as_measures` when its points are already shown as the measures."""

    section: Section
    body: RunningText
    as_measures: bool = False


@dataclass(frozen=True)
class KeywordTrail:
    """A keyword and where it is printed."""

    keyword: Keyword
    trail: Trail


@dataclass(frozen=True)
class CaseRecord:
    """Everything the page of a record shows, fetched in a fixed number of queries.

    `pictures` draw the numbers that say from what to what, by their anchors.
    """

    case: Case
    source_url: str
    title: Trail
    organ: Trail
    regions: tuple[Division, ...]
    keywords: list[KeywordTrail]
    functions: list[Function]
    background: RunningText
    outline: list[OutlineNode]
    numbers: list[NumberLine]
    number_groups: list[NumberGroup]
    pictures: dict[str, ChangePicture]
    sections: list[SectionText]
    significance: RunningText
    previous: Case | None
    next: Case | None

    @classmethod
    def of(cls, case: Case) -> CaseRecord:
        """The record of `case`, whose collection is already fetched."""
        evidence = list(case.evidence.all())
        index = EvidenceIndex.of(case, evidence)
        numbers = number_lines(case, index)
        trails = [line.trail for line in numbers]
        previous, following = _neighbours(case)
        keywords = [row.tag for row in case.case_keywords.select_related("tag")]
        return cls(
            case=case,
            source_url=source_url(case) if case.source_id else "",
            title=index.trail(Evidence.Field.TITLE),
            organ=index.trail(Evidence.Field.ORGAN),
            regions=regions.path(case.region_id) if case.region_id else (),
            keywords=[KeywordTrail(k, index.trail(Evidence.Field.KEYWORD, k.pk)) for k in keywords],
            functions=list(case.functions.all()),
            background=RunningText.of(case.background, index.trail(Evidence.Field.BACKGROUND), trails),
            outline=outline(case, index, trails),
            numbers=numbers,
            number_groups=number_groups(numbers, index),
            pictures=_pictures(numbers),
            sections=[_section(s, index, trails, evidence) for s in case.sections.all()],
            significance=RunningText.of(case.significance, index.trail(Evidence.Field.SIGNIFICANCE), trails),
            previous=previous,
            next=following,
        )


def _neighbours(case: Case) -> tuple[Case | None, Case | None]:
    """The published cases before and after `case` in its batch; one query."""
    batch = Case.objects.published().filter(collection_id=case.collection_id).order_by()
    before = batch.filter(number__lt=case.number).order_by("-number").values("pk")[:1]
    after = batch.filter(number__gt=case.number).order_by("number").values("pk")[:1]
    found = batch.filter(Q(pk=Subquery(before)) | Q(pk=Subquery(after))).only("slug", "number", "title")
    beside = {other.number > case.number: other for other in found}
    return beside.get(False), beside.get(True)


def _pictures(numbers: list[NumberLine]) -> dict[str, ChangePicture]:
    drawn = (
        (one.outcome.anchor, change_picture(one.outcome, f"{one.outcome.anchor}-picture")) for one in numbers
    )
    return {anchor: picture for anchor, picture in drawn if picture}


def _section(
    section: Section, index: EvidenceIndex, trails: list[Trail], evidence: list[Evidence]
) -> SectionText:
    trail = index.trail(Evidence.Field.SECTION, section.pk)
    headings = [row.start for row in evidence if row.field == Evidence.Field.HEADING]
    repeated = any(row.start <= start < row.end for row in trail.rows for start in headings)
    return SectionText(section, RunningText.of(section.text, trail, trails), repeated)
