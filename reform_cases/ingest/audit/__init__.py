"""Whether the catalogue still is what its sources say: every span, every quote, every rule between records.

Three tables name the rules: those of the catalogue as a whole, of a case, and of some hundred cases at once. Each is a generator of faults and lives
in the module of its subject. Cases come some hundred at a time, so that a large catalogue needs little memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from reform_cases.ingest.audit.columns import column_faults, columns_of, row_rule_faults
from reform_cases.ingest.audit.decided import decision_faults
from reform_cases.ingest.audit.derived import derived_faults, searched_faults
from reform_cases.ingest.audit.fault import Fault
from reform_cases.ingest.audit.names import name_faults, region_faults
from reform_cases.ingest.audit.numbers import number_faults
from reform_cases.ingest.audit.parts import anchor_faults, belonging_faults, tree_faults
from reform_cases.ingest.audit.passages import departures, evidence_faults, place_faults
from reform_cases.ingest.audit.places import place_of_case_faults
from reform_cases.ingest.audit.revisions import kept_faults, revision_faults
from reform_cases.ingest.audit.rows import Held, held_cases
from reform_cases.ingest.audit.sealed import masking_faults, seal_faults
from reform_cases.ingest.audit.sources import source_faults
from reform_cases.ingest.audit.standing import case_faults, orphan_faults, standing_faults
from reform_cases.models import Case

__all__ = ["Fault", "catalogue_faults", "departures"]

OF_ALL: tuple[Callable[[], Iterator[Fault]], ...] = (
    derived_faults,
    column_faults,
    row_rule_faults,
    region_faults,
    name_faults,
    standing_faults,
    orphan_faults,
    source_faults,
    seal_faults,
    masking_faults,
    kept_faults,
)
OF_A_CASE: tuple[Callable[[Held], Iterator[Fault]], ...] = (
    columns_of,
    case_faults,
    evidence_faults,
    place_faults,
    tree_faults,
    anchor_faults,
    belonging_faults,
    number_faults,
    place_of_case_faults,
)
OF_SOME: tuple[Callable[[Sequence[Held]], Iterator[Fault]], ...] = (
    searched_faults,
    revision_faults,
    decision_faults,
)
# What a row of the wrong kind makes of a rule that counts on a right one; the row itself is told of by its columns.
_UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def catalogue_faults(progress: Callable[[int, int], None] | None = None) -> Iterator[Fault]:
    """Yield every fault of the catalogue, and every edited value; `progress` is told how many cases of all are done."""
    waiting = set(
        Case.objects.filter(pending_for__slug__isnull=False).values_list("pending_for__slug", flat=True)
    )
    for of_all in OF_ALL:
        for fault in _guarded(of_all.__name__, "catalogue", of_all()):
            yield _while_waiting(fault, of_all, waiting)
    keys = list(Case.objects.order_by("source_id", "pk").values_list("pk", flat=True))
    done = 0
    for cases in held_cases(keys):
        for held in cases:
            for of_a_case in OF_A_CASE:
                for fault in _guarded(of_a_case.__name__, str(held.case.slug), of_a_case(held)):
                    yield _while_waiting(fault, of_a_case, waiting)
        for of_some in OF_SOME:
            yield from _guarded(of_some.__name__, "catalogue", of_some(cases))
        done += len(cases)
        if progress:
            progress(done, len(keys))


def _while_waiting(fault: Fault, rule: object, waiting: set[str]) -> Fault:
    """What a source's marks say otherwise than a record whose newer reading waits in a pending copy is no fault."""
    about = rule in (source_faults, number_faults) and str(fault.slug).removesuffix("~") in waiting
    return replace(fault, edited=True) if about else fault


def _guarded(rule: str, slug: str, faults: Iterator[Fault]) -> Iterator[Fault]:
    try:
        yield from faults
    except _UNREADABLE as error:
        yield Fault(slug, rule, "", f"cannot be checked, because a row holds what it may not: {error}")
