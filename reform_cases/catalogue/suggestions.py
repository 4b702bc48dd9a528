"""What to suggest to a reader who has typed a few characters: names that published cases have, none that only drafts have."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from reform_cases.catalogue.snapshot import Snapshot, snapshot
from reform_cases.models import Case, Suggestion
from reform_cases.reference import regions
from reform_cases.search.version import current_version
from reform_cases.text.matching import normalise

MOST = 10
LONGEST = 40
# Of the names that match, so many are looked at; more would not be read anyway.
LOOKED_AT = 60


@dataclass(frozen=True)
class Suggested:
    """A name to search for, the kind of thing it names, and how many published cases it would find by that name."""

    text: str
    kind: str
    count: int


def suggestions(typed: str) -> list[Suggested]:
    """At most ten names that contain what was typed, or whose pinyin or initials begin with it."""
    folded = normalise(typed[: 4 * LONGEST])
    if not folded or len(folded) > LONGEST:
        return []
    keys = Q(folded__contains=folded)
    if folded.isascii():
        spelt = folded.replace(" ", "").replace("'", "")
        keys |= Q(pinyin__startswith=spelt) | Q(initials__startswith=spelt) if spelt else Q()
    held = snapshot(current_version())
    found = []
    for kind in (
        Suggestion.Kind.KEYWORD,
        Suggestion.Kind.PLACE,
        Suggestion.Kind.ORGAN,
        Suggestion.Kind.TITLE,
    ):
        rows = Suggestion.objects.filter(keys, kind=kind).order_by("pk")[:LOOKED_AT]
        counted = _counts(kind, [row.text for row in rows], held)
        shown = [
            Suggested(
                regions.table()[text].name if kind == Suggestion.Kind.PLACE else text, str(kind.label), count
            )
            for text, count in counted.items()
        ]
        found += sorted(shown, key=lambda one: (-one.count, one.text))
        if len(found) >= MOST:
            break
    return found[:MOST]


def _counts(kind: Suggestion.Kind, texts: list[str], held: Snapshot) -> dict[str, int]:
    """How many published cases each of `texts` names; names of none are left out."""
    if kind in (Suggestion.Kind.KEYWORD, Suggestion.Kind.PLACE):
        attribute = held.attributes["keyword" if kind == Suggestion.Kind.KEYWORD else "region"]
        names = attribute.labels if kind == Suggestion.Kind.KEYWORD else attribute.names
        by_name = {name: int(total) for name, total in zip(names, attribute.totals, strict=True)}
        return {text: by_name[text] for text in texts if by_name.get(text)}
    field = "organ" if kind == Suggestion.Kind.ORGAN else "title"
    counts: dict[str, int] = {}
    for value in Case.objects.published().filter(**{f"{field}__in": texts}).values_list(field, flat=True):
        counts[value] = counts.get(value, 0) + 1
    return counts
