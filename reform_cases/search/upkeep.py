"""The index kept in step with the records. Whatever writes records calls `refresh` in the same transaction."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction

from reform_cases.models import Case, CatalogueVersion, SearchText
from reform_cases.search.folding import Prepared, Texts, fold, prepare, spell
from reform_cases.search.index import index
from reform_cases.search.inverted import Index
from reform_cases.search.second_process import Run, second_process
from reform_cases.search.suggestions import (
    add_suggestions,
    forget_unused_suggestions,
    keep_suggestions,
    missing_names,
)
from reform_cases.search.texts import read_records, store_texts, stored_texts
from reform_cases.search.version import catalogue_changed

# Cases read at once: some MB of text.
CHUNK = 500
# Cases in one transaction of a rebuild, for which editors wait a few seconds: FTS5 writes a piece of its index with each,
# and few large pieces need no merging.
BATCH = 5000
log = logging.getLogger(__name__)


def refresh(ids: Iterable[int]) -> None:
    """Bring texts, index and suggestions in line with the cases `ids`, changed or removed; begin a new version."""
    with transaction.atomic():
        catalogue_changed()
        for chunk in _chunks(sorted(set(ids))):
            keep_suggestions(_write(chunk, prepare(read_records(chunk), index().entries_of)))


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _write(ids: list[int], prepared: Prepared) -> list[int]:
    """Texts and index of `ids`; gives those whose texts were not stored like that."""
    before, after = stored_texts(ids), prepared.texts
    fresh = [pk for pk, text in after.items() if before.get(pk) != text]
    gone = before.keys() - after.keys()
    _write_index(ids, before, prepared, {*fresh, *gone})
    if stale := [pk for pk in fresh if pk in before] + sorted(gone):
        SearchText.objects.filter(pk__in=stale).delete()
    store_texts(after[pk] for pk in fresh)
    return fresh


def _write_index(ids: list[int], before: dict[int, Texts], prepared: Prepared, changed: set[int]) -> None:
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
    entries.remove(before[pk] for pk in held & changed)
    entries.add(entry for pk, entry in prepared.entries.items() if pk in changed or pk not in held)


def rebuild() -> Iterator[tuple[int, int]]:
    """Rebuild the index, batch by batch, going on where a broken rebuild stopped; gives (done, all) as it goes.

    Searches do without the index until the end. Each batch is one transaction.
    """
    entries = index()
    with second_process(Case.objects.count()) as run:
        for last in _fill(_begin(entries), run):
            yield Case.objects.filter(pk__lte=last).count(), Case.objects.count()
    with entries.finishing():
        add_suggestions(map(spell, missing_names()))
        forget_unused_suggestions()
    with transaction.atomic():
        CatalogueVersion.objects.update(indexed=True, reindexed_to=0)
        catalogue_changed()


def _begin(entries: Index) -> int:
    """The last case that a broken rebuild did; 0 with an empty index if there was none."""
    state, _created = CatalogueVersion.objects.get_or_create(pk=1)
    done = state.reindexed_to if not state.indexed and entries.exists() else 0
    if not done:
        with transaction.atomic():
            CatalogueVersion.objects.update(indexed=False, reindexed_to=0)
            catalogue_changed()
            entries.create()
            SearchText.objects.exclude(case__in=Case.objects.all()).delete()
    return done


def _fill(done: int, run: Run) -> Iterator[int]:
    """Texts, index and new suggestions of the cases after `done`; gives the last of each batch."""
    entries_of = index().entries_of
    names = iter(missing_names())
    while ids := list(Case.objects.filter(pk__gt=done).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        done = ids[-1]
        with transaction.atomic():
            CatalogueVersion.objects.update(reindexed_to=done)
            chunks = list(_chunks(ids))
            jobs = ((read_records(chunk), entries_of, list(islice(names, CHUNK))) for chunk in chunks)
            for chunk, prepared in zip(chunks, run(prepare, jobs), strict=True):
                _write(chunk, prepared)
                add_suggestions(prepared.suggestions)
        yield done


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
    for ids in _chunks(cases):
        stored = stored_texts(ids)
        for text in fold(read_records(ids)):
            if text.case not in stored:
                yield f"case {text.case}: not indexed"
            elif stored[text.case] != text:
                yield f"case {text.case}: its texts have changed since it was indexed"
            elif text.case not in held:
                yield f"case {text.case}: not in the index"
