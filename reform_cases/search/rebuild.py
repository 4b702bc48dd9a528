"""The index made anew from the records (`manage.py reindex`)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.models import QuerySet

from reform_cases.models import Case, CatalogueVersion, SearchText
from reform_cases.search import engine
from reform_cases.search.engine import DamagedIndexError
from reform_cases.search.engine.folding import fold
from reform_cases.search.refresh import TABLES, batches
from reform_cases.search.suggestions import forget_suggestions, keep_suggestions
from reform_cases.search.texts import keep_texts, read_records
from reform_cases.sql.statistics import renew_statistics
from reform_cases.version import catalogue_changed


def rebuild() -> Iterator[tuple[int, int]]:
    """Rebuild the index, batch by batch; gives (done, all) as it goes.

    What fits in one batch is one transaction: whatever ends it, there is a whole index. Of more each batch is one, and
    searches do without the index until the end; what a rebuild that was broken off has indexed is kept where it is still
    what the records say.
    """
    if len(list(batches(list(_all_cases())))) > 1:
        yield from _in_batches()
        return
    with transaction.atomic():
        yield from _in_batches()


def _in_batches() -> Iterator[tuple[int, int]]:
    ids = _begin()
    done = 0
    for batch in batches(ids):
        with transaction.atomic():
            # Nobody else writes from here on.
            CatalogueVersion.objects.update(indexed=False)
            texts = fold(read_records(batch))
            changed = keep_texts(batch, texts)
            keep_suggestions(batch, texts)
            indexed = engine.cases(batch)
            if any(changed) or indexed != {text.case for text in texts}:
                engine.remove(indexed)
                engine.add(texts)
        done += len(batch)
        yield done, len(ids)
    with transaction.atomic():
        CatalogueVersion.objects.update(indexed=True)
        if set(_all_cases()).intersection(ids) - engine.cases():
            # Whoever saves a case empties an index that he finds damaged.
            raise DamagedIndexError("the search index was damaged while it was rebuilt")
        renew_statistics(TABLES)
        catalogue_changed()


def _begin() -> list[int]:
    """Leave an index of nothing, or of what a broken rebuild has done; gives all cases."""
    with transaction.atomic():
        state, _created = CatalogueVersion.objects.get_or_create(pk=1)
        CatalogueVersion.objects.update(indexed=False)
        catalogue_changed()
        ids = list(_all_cases())
        SearchText.objects.exclude(case__in=Case.objects.all()).delete()
        forget_suggestions()
        try:
            gone = engine.cases() - set(ids)
        except DamagedIndexError:
            state.indexed = True
        if state.indexed:
            engine.clear()
        else:
            engine.remove(gone)
    return ids


def _all_cases() -> QuerySet[Case, int]:
    return Case.objects.order_by("pk").values_list("pk", flat=True)
