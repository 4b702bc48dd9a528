"""The index kept in step with the records. Whatever writes records calls `history.revisions.written`, which does."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence

from django.apps import apps
from django.db import transaction

from reform_cases.models import CatalogueVersion, SearchSegment
from reform_cases.search import engine
from reform_cases.search.engine.folding import Texts, fold
from reform_cases.search.suggestions import keep_suggestions
from reform_cases.search.texts import keep_texts, read_records, stored_texts
from reform_cases.sql.statistics import renew_statistics
from reform_cases.version import catalogue_changed

log = logging.getLogger(__name__)
TABLES = [model._meta.db_table for model in apps.get_app_config("reform_cases").get_models()]

# Cases read at once, and in a rebuild the cases of a segment and of a transaction: some 50 MB of memory.
BATCH = 5_000
# After so many at once the database's own idea of its tables is renewed.
MANY = 500


def refresh(ids: Iterable[int], *, forgetting: bool = False) -> None:
    """Bring texts, index and suggestions in line with the cases `ids`, changed or removed; begin a new version.

    `forgetting` leaves nothing in the index of what they said before. A damaged index is emptied and marked: pages do
    without it until it is rebuilt.
    """
    changed = sorted(set(ids))
    with transaction.atomic():
        catalogue_changed()
        for batch in batches(changed):
            texts = fold(read_records(batch))
            fresh, gone = keep_texts(batch, texts)
            new = set(fresh)
            keep_suggestions(fresh, [text for text in texts if text.case in new])
            try:
                _index(batch, texts, {*fresh, *gone})
                if forgetting:
                    engine.forget(batch, stored_texts)
            except engine.DamagedIndexError as error:
                log.error("%s: run `manage.py reindex`", error)
                engine.clear()
                CatalogueVersion.objects.update(indexed=False)
        if len(changed) >= MANY:
            renew_statistics(TABLES)


def begin_index() -> None:
    """Leave an empty index where there is none, as `flush` leaves it."""
    if not SearchSegment.objects.exists():
        engine.clear()


def batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Give `ids` some thousand at a time."""
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def _index(ids: Sequence[int], texts: Sequence[Texts], changed: set[int]) -> None:
    """Index the `texts` of `ids` that are `changed` or that the index lacks."""
    indexed = engine.cases(ids)
    engine.remove(indexed & changed)
    engine.add([text for text in texts if text.case not in indexed - changed])
    engine.merge(stored_texts)
