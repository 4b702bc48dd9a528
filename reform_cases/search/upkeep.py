"""The index kept in step with the records. Whatever writes records calls `refresh` in the same transaction."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

from django.db import transaction

from reform_cases.models import Case, CatalogueVersion, SearchText
from reform_cases.search.index import index
from reform_cases.search.suggestions import forget_unused_suggestions, keep_suggestions
from reform_cases.search.texts import TEXT_COLUMNS, search_texts
from reform_cases.search.version import catalogue_changed

BATCH = 500
log = logging.getLogger(__name__)


def refresh(ids: Iterable[int]) -> None:
    """Bring texts, index and suggestions in line with the cases `ids`, changed or removed; begin a new version."""
    with transaction.atomic():
        catalogue_changed()
        wanted = sorted(set(ids))
        for start in range(0, len(wanted), BATCH):
            _refresh(wanted[start : start + BATCH])


def _refresh(ids: list[int]) -> None:
    before = {text.pk: text for text in SearchText.objects.filter(pk__in=ids)}
    after = {text.pk: text for text in search_texts(ids)}
    fresh = [pk for pk, text in after.items() if pk not in before or _columns(before[pk]) != _columns(text)]
    _write_index(ids, before, after, set(fresh))
    SearchText.objects.filter(pk__in=[pk for pk in before if pk in fresh or pk not in after]).delete()
    SearchText.objects.bulk_create([after[pk] for pk in fresh])
    keep_suggestions(fresh)


def _columns(text: SearchText) -> list[str]:
    return [getattr(text, name) for name in TEXT_COLUMNS]


def _write_index(
    ids: list[int], before: dict[int, SearchText], after: dict[int, SearchText], fresh: set[int]
) -> None:
    """Leave a missing index alone: pages do without it until it is rebuilt."""
    entries = index()
    if not entries.exists():
        return
    held = entries.ids(ids)
    ghosts = held - before.keys()
    if ghosts and not SearchText.objects.exists():
        # The tables were emptied as a whole (a test database, say), the index with its own tables was not.
        entries.create()
        entries.finish()
        held, ghosts = set(), set()
    if ghosts:
        log.error("The search index holds entries whose texts are lost: run `manage.py reindex`.")
        CatalogueVersion.objects.update(indexed=False)
        return
    entries.remove(before[pk] for pk in held if pk in fresh or pk not in after)
    entries.add(after[pk] for pk in after if pk in fresh or pk not in held)


def rebuild() -> Iterator[tuple[int, int]]:
    """Rebuild the index, batch by batch, going on where a broken rebuild stopped; gives (done, all) as it goes.

    Searches do without the index until the end. Each batch is one transaction.
    """
    entries = index()
    state, _created = CatalogueVersion.objects.get_or_create(pk=1)
    done = state.reindexed_to if not state.indexed and entries.exists() else 0
    if not done:
        with transaction.atomic():
            CatalogueVersion.objects.update(indexed=False, reindexed_to=0)
            catalogue_changed()
            entries.create()
            SearchText.objects.exclude(case__in=Case.objects.all()).delete()
    total = Case.objects.count()
    count = Case.objects.filter(pk__lte=done).count()
    while ids := list(Case.objects.filter(pk__gt=done).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        done, count = ids[-1], count + len(ids)
        with transaction.atomic():
            CatalogueVersion.objects.update(reindexed_to=done)
            _refresh(ids)
        yield count, total
    with transaction.atomic():
        entries.finish()
        forget_unused_suggestions()
        CatalogueVersion.objects.update(indexed=True, reindexed_to=0)
        catalogue_changed()


def differences() -> Iterator[str]:
    """A sentence for every case whose texts or index entries are not what the records say."""
    entries = index()
    if not entries.exists():
        yield "the index is missing"
        return
    if CatalogueVersion.objects.filter(indexed=False).exists():
        yield "a rebuild of the index was not finished"
    held = entries.ids()
    cases = list(Case.objects.order_by("pk").values_list("pk", flat=True))
    for pk in sorted(held - set(cases)):
        yield f"case {pk}: in the index, but not in the catalogue"
    for start in range(0, len(cases), BATCH):
        ids = cases[start : start + BATCH]
        stored = {text.pk: text for text in SearchText.objects.filter(pk__in=ids)}
        for text in search_texts(ids):
            if text.pk not in stored:
                yield f"case {text.pk}: not indexed"
            elif _columns(stored[text.pk]) != _columns(text):
                yield f"case {text.pk}: its texts have changed since it was indexed"
            elif text.pk not in held:
                yield f"case {text.pk}: not in the index"
