"""Organ, level and region of a case, against each other and against what its text says."""

from __future__ import annotations

from collections.abc import Iterator

from reform_cases.ingest.audit.decided import decided
from reform_cases.ingest.audit.fault import Fault
from reform_cases.ingest.audit.rows import Held
from reform_cases.models import Evidence, Region
from reform_cases.models.texts import TEXTS
from reform_cases.reference import regions
from reform_cases.sourcetext.case.organ_and_region import locate
from reform_cases.sourcetext.findings import Findings
from reform_cases.sourcetext.lines.clean import CleanText

_RANK = {Region.Level.PROVINCE: 0, Region.Level.PREFECTURE: 1, Region.Level.COUNTY: 2}
_FIELD = Evidence.Field
_PROSE = {text.evidence for text in TEXTS if text.prose and text.evidence}


def place_of_case_faults(held: Held) -> Iterator[Fault]:
    """Yield levels that their region cannot have, and what the text says otherwise of organ, level and region."""
    case, slug = held.case, held.case.slug
    division = regions.table().get(str(case.region_id))
    if case.region_id is not None and division is None:
        yield Fault(slug, "region", "", f"is no division of the table: {case.region_id}")
    # An organ may have no division of its own: then its region is the nearest above.
    if division and case.level in _RANK and _RANK[case.level] < _RANK[Region.Level(division.level)]:
        by_hand = decided(held, "level") or decided(held, "region")
        yield Fault(
            slug,
            "level",
            "",
            f"is {case.level}, but its region {division.name} is of the level {division.level}",
            edited=by_hand,
        )
    yield from _read_again(held)


def _read_again(held: Held) -> Iterator[Fault]:
    rows = [row for row in held.evidence if row.source_id == held.case.source_id]
    titles = [row for row in rows if row.field == _FIELD.TITLE]
    if held.source is None or not titles:
        return
    text = held.source.text
    title = CleanText.join(CleanText.of(text, row.start, row.end) for row in titles)
    prose = [
        CleanText.of(text, row.start, row.end)
        for row in sorted(rows, key=lambda row: row.start)
        if row.field in _PROSE
    ]
    found = locate(title, [], prose, Findings(text))
    organ = [row for row in rows if row.field == _FIELD.ORGAN]
    if (
        found.organ is None
        or not organ
        or found.organ.span[0] != organ[0].start
        or found.organ.text != held.case.organ
    ):
        return
    region = found.region.code if found.region else None
    for name, stored, said in (
        ("level", held.case.level, found.level),
        ("region", held.case.region_id, region),
    ):
        if stored != said and not decided(held, name):
            yield Fault(
                held.case.slug,
                name,
                "",
                f"is {stored or 'nothing'}, but its organ {held.case.organ} says {said or 'nothing'}",
            )
