"""What an import changed, case by case, in words an operator can check.

Where only the place of a passage in the source moved, a case counts as unchanged: one sentence more in case 1 moves
every later passage without changing what those cases say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from reform_cases.ingest.reconcile import Touch
from reform_cases.models import (
    Case,
    CaseInstrument,
    CaseKeyword,
    Collection,
    Decision,
    Evidence,
    Measure,
    Outcome,
    Section,
    SourceDocument,
)

_WHERE = ("source", "source_start", "source_end", "passage")
# Evidence goes with its value, and where a number stands with the number.
_OF_A_CASE = (Case, CaseInstrument, CaseKeyword, Decision, Evidence, Measure, Outcome, Section)
_SHOWN: dict[type[Model], str] = {Measure: "heading", Section: "name", Outcome: "quote", Decision: "verdict"}


@dataclass(frozen=True)
class ValueChange:
    """One value: `what` is a field (`title`), or an anchor with or without a field (`m-1.body`, `o-3`).

    `old` None means added, `new` None removed; relations are natural keys.
    """

    what: str
    old: Any
    new: Any


@dataclass(frozen=True)
class ChangedCase:
    """What happened to one case."""

    slug: str
    deed: str  # created | changed | unchanged | removed
    changes: tuple[ValueChange, ...] = ()


@dataclass(frozen=True)
class ImportChanges:
    """What one import did (or, in a dry run, would do).

    `rows` counts every row touched, moved passages included; 0 means that nothing at all changed. `batch` holds
    changes of the collection's and the source's own fields. What would change of the cases `pending` waits for signatures
    in their pending copies.
    """

    collection: str
    cases: tuple[ChangedCase, ...]
    batch: tuple[ValueChange, ...]
    rows: int
    pending: tuple[str, ...] = ()

    def slugs(self, deed: str) -> list[str]:
        """Return the cases of one deed, in order."""
        return [case.slug for case in self.cases if case.deed == deed]


def is_of_case(touch: Touch) -> bool:
    """Return whether the row belongs to a case, whose address then begins its key."""
    return touch.model in _OF_A_CASE


def changes_of(collection: str, slugs: Iterable[str], touches: list[Touch]) -> ImportChanges:
    """Return the report on `touches`; `slugs` are the cases of the reading, in its order."""
    by_slug: dict[str, list[Touch]] = {slug: [] for slug in slugs}
    batch: list[ValueChange] = []
    for touch in touches:
        if touch.model in (Collection, SourceDocument):
            batch += _batch_changes(touch)
        elif touch.model in _OF_A_CASE:
            by_slug.setdefault(str(touch.key[0]), []).append(touch)
    cases = tuple(_case_change(slug, own) for slug, own in by_slug.items())
    return ImportChanges(collection, cases, tuple(batch), len(touches))


def _case_change(slug: str, touches: list[Touch]) -> ChangedCase:
    for touch in touches:
        if touch.model is Case and touch.deed != "changed":
            return ChangedCase(slug, touch.deed)
    changes = tuple(change for touch in touches for change in _changes(touch))
    return ChangedCase(slug, "changed" if changes else "unchanged", changes)


def _changes(touch: Touch) -> Iterator[ValueChange]:
    """The changes of one row that say something new about its case."""
    anchor = _anchor(touch)
    if touch.model is Evidence:
        return
    if touch.deed == "changed":
        names = [name for name in touch.fields if name not in _WHERE]
    else:
        shown = touch.fields.get(_SHOWN.get(touch.model, ""), (anchor, anchor))
        yield (
            ValueChange(anchor, None, shown[1])
            if touch.deed == "created"
            else ValueChange(anchor, shown[0], None)
        )
        return
    for name in names:
        if name in touch.fields:
            yield ValueChange(f"{anchor}.{name}" if anchor else name, *touch.fields[name])


def _anchor(touch: Touch) -> str:
    if touch.model is CaseKeyword:
        return f"keyword {touch.key[1]}"
    if touch.model is CaseInstrument:
        return f"instrument {touch.key[1]}"
    return "" if touch.model is Case else str(touch.key[1])


def _batch_changes(touch: Touch) -> Iterator[ValueChange]:
    model = str(touch.model._meta.model_name)
    if touch.deed == "changed":
        for field, (old, new) in touch.fields.items():
            yield ValueChange(f"{model}.{field}", old, new)
    else:
        yield ValueChange(model, *touch.fields["name" if touch.model is SourceDocument else "slug"])
