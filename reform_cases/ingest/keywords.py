"""Keywords that have come to be one: by an editor, or because the rules by which they are told apart have changed."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from reform_cases.history.revisions import COMMAND, Writer, note
from reform_cases.models import CaseKeyword, Keyword


def folded_by_former_rules() -> list[str]:
    """Return the names of the keywords whose folded names are not what the rules give, in order."""
    stored = dict(Keyword.objects.values_list("pk", "folded"))
    return [
        keyword.name for keyword in Keyword.objects.order_by("pk") if stored[keyword.pk] != keyword.folded
    ]


@transaction.atomic
def fold_keywords() -> list[tuple[str, str]]:
    """Bring all folded names in line with the rules; return (gone, kept) names of those that became one, the older kept."""
    kept: dict[str, Keyword] = {}
    merged: list[tuple[str, str]] = []
    changed: set[int] = set()
    for keyword in Keyword.objects.order_by("pk"):
        first = kept.setdefault(keyword.folded, keyword)
        if first is not keyword:
            changed |= _merge(keyword, first)
            merged.append((keyword.name, first.name))
    names = set(folded_by_former_rules())
    for keyword in kept.values():
        if keyword.name in names:
            keyword.save(update_fields=["folded"])
    # What searching needs is made anew after this.
    note(changed, Writer(COMMAND, why="reindex"))
    return merged


def _merge(gone: Keyword, kept: Keyword) -> set[int]:
    """Give what `gone` has to `kept`, which keeps its name as a synonym, and return its cases; one that carries both carries it once."""
    rows = CaseKeyword.objects.filter(tag=gone)
    cases = set(rows.values_list("content_object", flat=True))
    both = CaseKeyword.objects.filter(tag=kept).values_list("content_object", flat=True)
    rows.filter(content_object__in=list(both)).delete()
    rows.update(tag=kept)
    gone.evidence.update(keyword=kept)
    gone.synonyms.update(keyword=kept)
    name, slug = gone.name, gone.slug
    gone.delete()
    kept.know_as(name, slug)
    return cases


@transaction.atomic
def merge_keywords(gone: Sequence[Keyword], kept: Keyword) -> list[int]:
    """Let `gone` be `kept` from now on; return the cases that carried one of them."""
    return sorted(set().union(*(_merge(keyword, kept) for keyword in gone)))
