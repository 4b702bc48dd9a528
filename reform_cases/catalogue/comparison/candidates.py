"""What may be added to a comparison: what was searched for, or the cases near those already chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.http import QueryDict

from reform_cases.catalogue.columns.current import snapshot
from reform_cases.catalogue.columns.snapshot import Snapshot
from reform_cases.catalogue.listing.cases import CaseListing
from reform_cases.catalogue.record.case_head import PublishedCase
from reform_cases.catalogue.record.related import BriefCase, around, brief_cases
from reform_cases.version import Version

MOST_CHOICES = 12


@dataclass(frozen=True)
class Candidates:
    """Cases to choose from. `q` is what was searched for; then `total` is how many were found and `refusal` why none."""

    cases: list[BriefCase]
    q: str = ""
    total: int = 0
    refusal: str = ""


def choices(chosen: Sequence[PublishedCase], q: str, version: Version) -> Candidates:
    """Return at most `MOST_CHOICES` published cases that are not among `chosen`."""
    return _found(chosen, q, version) if q.strip() else Candidates(_near(chosen, snapshot(version)))


def _found(chosen: Sequence[PublishedCase], q: str, version: Version) -> Candidates:
    data = QueryDict(mutable=True)
    data.update({"q": q, "page_size": str(MOST_CHOICES + len(chosen))})
    listing = CaseListing.from_params(data, version)
    if listing.refusals:
        return Candidates([], q, refusal=str(listing.refusals[0].reason))
    if not listing.query.terms:
        return Candidates(_near(chosen, snapshot(version)))
    taken = {case.pk for case in chosen}
    ids = [line.pk for line in listing.page if line.pk not in taken]
    return Candidates(brief_cases(ids[:MOST_CHOICES]), q, listing.total)


def _near(chosen: Sequence[PublishedCase], catalogue: Snapshot) -> list[BriefCase]:
    """Related cases, then those that stand beside the last one chosen in the list's own order; without any, the newest."""
    if not chosen:
        return brief_cases(catalogue.ids[:MOST_CHOICES].tolist())
    last = chosen[-1]
    related = [one.case for one in around(last.pk, catalogue, MOST_CHOICES // 2).related]
    at = int(catalogue.indexes(np.array([last.pk]))[0])
    first = max(0, min(at - MOST_CHOICES // 2, catalogue.size - MOST_CHOICES))
    taken = {case.pk for case in chosen}
    near = [case for case in related if case.pk not in taken]
    taken |= {case.pk for case in near}
    beside = [pk for pk in catalogue.ids[first : first + MOST_CHOICES + 1].tolist() if pk not in taken]
    return [*near, *brief_cases(beside)][:MOST_CHOICES]
