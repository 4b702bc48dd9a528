"""Whether a case may be what it is: its state, its address, its batch, the record that it went into or waits for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from reform_cases.ingest.audit.fault import Fault
from reform_cases.ingest.audit.rows import Held
from reform_cases.models import Case, Collection, Decision, Function, SourceDocument
from reform_cases.reference.functions import FUNCTIONS

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")


def case_faults(held: Held) -> Iterator[Fault]:
    """Yield what is wrong between the columns of one case."""
    case, slug = held.case, str(held.case.slug)
    if case.source_id is not None and held.source and held.source.collection_id != case.collection_id:
        yield Fault(slug, "source", "", "is a source of another batch")
    if held.evidence and (case.source_id is None or case.source_start is None):
        yield Fault(slug, "source", "", "has evidence, but no place in a source")
    tomorrow = str(timezone.localdate() + timedelta(days=1))
    if case.withdrawn_on is not None and str(case.withdrawn_on) > tomorrow:
        yield Fault(slug, "withdrawn_on", "", f"is a day to come: {case.withdrawn_on}")
    if not str(case.title).strip():
        yield Fault(slug, "title", "", "is empty")


def standing_faults() -> Iterator[Fault]:
    """Yield what is wrong between cases: addresses, mergers, pending copies; and the lists that all share."""
    for name in Function.objects.exclude(name__in=FUNCTIONS).values_list("name", flat=True):
        yield Fault("function", name, "", "is not in the controlled list")
    there = set(Function.objects.values_list("name", flat=True))
    for name in FUNCTIONS if there else ():
        if name not in there:
            yield Fault("function", name, "", "of the controlled list is not there")
    yield from _addresses()
    yield from _mergers()
    yield from _pending()
    for slug, title, year, day in Collection.objects.values_list(
        "slug", "title", "year", "published_on__year"
    ):
        said = _YEAR.search(title or "")
        if said and int(said[0]) != year:
            yield Fault(f"collection {slug}", "year", "", f"is {year}, but its title says {said[0]}")
        if day is not None and not year <= day <= year + 3:
            yield Fault(f"collection {slug}", "published_on", "", f"is not in the years after {year}")


def _addresses() -> Iterator[Fault]:
    moved = set(Decision.objects.filter(key="collection").values_list("case__slug", flat=True))
    rows = (
        Case.objects.exclude(slug__in=moved)
        .order_by("pk")
        .values_list("slug", "number", "collection__slug", "pending_for__slug")
    )
    for slug, number, batch, record in rows.iterator():
        if record is not None:
            if slug != f"{record}~":
                yield Fault(str(slug), "slug", "", f"is not that of a pending copy of {record}")
        elif not re.fullmatch(rf"{re.escape(batch or '')}-(\d{{2,4}})(-\d+)?", str(slug)):
            yield Fault(str(slug), "slug", "", f"is no address of the batch {batch}")
        elif int(str(slug).removeprefix(f"{batch}-").split("-")[0]) != number:
            yield Fault(
                str(slug), "number", "", f"is {number}, but its address was given for another", edited=True
            )


def _mergers() -> Iterator[Fault]:
    for case in (
        Case.objects.filter(merged_into__isnull=False)
        .select_related("merged_into")
        .only("slug", "merged_into")
    ):
        try:
            end = case.end_of_mergers()
        except Case.DoesNotExist:
            continue
        if not (end.is_public or end.is_withdrawn):
            yield Fault(case.slug, "merged_into", "", "leads to no record that readers see or have seen")


def _pending() -> Iterator[Fault]:
    for copy in Case.objects.filter(pending_for__slug__isnull=False).select_related("pending_for"):
        record = copy.pending_for
        if record is None:
            continue
        if record.pending_for_id is not None:
            yield Fault(copy.slug, "pending_for", "", "is a copy of a copy")
        if not record.was_public:
            yield Fault(copy.slug, "pending_for", "", "waits for a record that was never public")
        if (copy.collection_id, copy.number) != (record.collection_id, record.number):
            yield Fault(copy.slug, "pending_for", "", "has another batch or number than its record")


def orphan_faults() -> Iterator[Fault]:
    """Yield sources that no case and no passage uses: they came from nowhere."""
    for name in SourceDocument.objects.filter(cases=None, passages=None, evidence=None).values_list(
        "name", flat=True
    ):
        yield Fault(name, "text", "", "belongs to no case and nothing is marked in it")
