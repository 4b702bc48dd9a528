"""Keywords that have come to be one because the rules by which they are told apart have changed."""

from __future__ import annotations

from django.db import transaction

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
    for keyword in Keyword.objects.order_by("pk"):
        first = kept.setdefault(keyword.folded, keyword)
        if first is not keyword:
            _merge(keyword, first)
            merged.append((keyword.name, first.name))
    names = set(folded_by_former_rules())
    for keyword in kept.values():
        if keyword.name in names:
            keyword.save(update_fields=["folded"])
    return merged


def _merge(gone: Keyword, kept: Keyword) -> None:
    """Give what `gone` has to `kept`; a case that carries both carries it once."""
    rows = CaseKeyword.objects.filter(tag=gone)
    both = CaseKeyword.objects.filter(tag=kept).values_list("content_object", flat=True)
    rows.filter(content_object__in=list(both)).delete()
    rows.update(tag=kept)
    gone.evidence.update(keyword=kept)
    gone.delete()
