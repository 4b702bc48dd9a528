"""The index kept in step with the records. Whatever writes records calls `refresh` in the same transaction."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

import numpy as np
from django.db import transaction

from reform_cases.models import Case, CatalogueVersion, SearchText
from reform_cases.search.engine import tables as index
from reform_cases.search.engine.folding import Name, Record, Texts, fold, spell
from reform_cases.search.engine.segment import BEYOND, Contents, Directory, Segment, build
from reform_cases.search.preparing import prepare
from reform_cases.search.second_process import Run, second_process
from reform_cases.search.suggestions import (
    add_suggestions,
    forget_unused_suggestions,
    keep_suggestions,
    missing_names,
)
from reform_cases.search.texts import read_records, store_texts, stored_texts
from reform_cases.version import catalogue_changed, current_version

# Cases read at once, and in a rebuild the cases of a segment and of a transaction: some 50 MB of memory.
BATCH = 5_000
# Segments of few cases become one, but no larger one than takes a moment to build.
MERGED = 500
# Blocks of a segment that are compared at once: more would take hundreds of megabytes.
COMPARED = 200


def refresh(ids: Iterable[int]) -> None:
    """Bring texts, index and suggestions in line with the cases `ids`, changed or removed; begin a new version."""
    with transaction.atomic():
        catalogue_changed()
        for batch in _batches(sorted(set(ids))):
            keep_suggestions(_write(batch, fold(read_records(batch))))
        _merge()


def _batches(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def _write(ids: list[int], texts: Sequence[Texts], segments: Iterable[Segment] | None = None) -> list[int]:
    """Store and index the `texts` of `ids`, of which `segments` may have been built; gives those that are new."""
    before, after = stored_texts(ids), {text.case: text for text in texts}
    fresh = [pk for pk, text in after.items() if before.get(pk) != text]
    gone = sorted(before.keys() - after.keys())
    held = index.cases() & set(ids)
    stale = held if segments else held & {*fresh, *gone}
    index.remove(stale)
    index.add(segments or build([text for text in texts if text.case not in held - stale]))
    if changed := [pk for pk in fresh if pk in before] + gone:
        SearchText.objects.filter(pk__in=changed).delete()
    store_texts(after[pk] for pk in fresh)
    return fresh


def _merge() -> None:
    """Make one segment of the smallest, as long as the next is no larger than those before it together.

    So there are never many, and a case is indexed anew only as often as the number of cases can be halved.
    """
    smallest: list[int] = []
    total = 0
    for cases, number in index.sizes():
        if total + cases > MERGED or (smallest and cases > total):
            break
        smallest.append(number)
        total += cases
    if len(smallest) > 1:
        held = sorted(index.cases(smallest))
        index.remove_segments(smallest)
        index.add(build(list(stored_texts(held).values())))


def rebuild() -> Iterator[tuple[int, int]]:
    """Rebuild the index, batch by batch, going on where a broken rebuild stopped; gives (done, all) as it goes.

    Searches do without the index until the end. Each batch is one transaction.
    """
    with second_process(Case.objects.count()) as run:
        for last in _fill(_begin(), run):
            yield Case.objects.filter(pk__lte=last).count(), Case.objects.count()
    with transaction.atomic():
        add_suggestions(map(spell, missing_names()))
        forget_unused_suggestions()
        CatalogueVersion.objects.update(indexed=True, reindexed_to=0)
        catalogue_changed()


def _begin() -> int:
    """The last case that a broken rebuild did; 0 with an empty index if there was none."""
    state, _created = CatalogueVersion.objects.get_or_create(pk=1)
    done = state.reindexed_to if not state.indexed else 0
    if not done:
        with transaction.atomic():
            CatalogueVersion.objects.update(indexed=False, reindexed_to=0)
            catalogue_changed()
            index.clear()
            SearchText.objects.exclude(case__in=Case.objects.all()).delete()
    return done


def _fill(done: int, run: Run) -> Iterator[int]:
    """Texts, index and new suggestions of the cases after `done`; gives the last of each batch.

    A batch is read and prepared ahead of its transaction, and once more within it if somebody has written meanwhile.
    """
    names = iter(missing_names())
    read: deque[tuple[list[int], str]] = deque()

    def jobs() -> Iterator[tuple[list[Record], list[Name]]]:
        for ids in _batches_after(done):
            read.append((ids, current_version().token))
            yield read_records(ids), list(islice(names, BATCH))

    for prepared in run(prepare, jobs()):
        ids, token = read.popleft()
        with transaction.atomic():
            CatalogueVersion.objects.update(reindexed_to=ids[-1])
            if current_version().token != token:
                prepared = prepare(read_records(ids))._replace(suggestions=prepared.suggestions)
            _write(ids, prepared.texts, prepared.segments)
            add_suggestions(prepared.suggestions)
        yield ids[-1]


def _batches_after(done: int) -> Iterator[list[int]]:
    while ids := list(Case.objects.filter(pk__gt=done).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield ids
        done = ids[-1]


def differences() -> Iterator[str]:
    """A sentence for every case whose texts or index entries are not what the records say."""
    if CatalogueVersion.objects.filter(indexed=False).exists():
        yield "a rebuild of the index was not finished"
    held = index.cases()
    cases = list(Case.objects.order_by("pk").values_list("pk", flat=True))
    for pk in sorted(held - set(cases)):
        yield f"case {pk}: in the index, but not in the catalogue"
    for ids in _batches(cases):
        stored = stored_texts(ids)
        for text in fold(read_records(ids)):
            if text.case not in stored:
                yield f"case {text.case}: not indexed"
            elif stored[text.case] != text:
                yield f"case {text.case}: its texts have changed since it was indexed"
            elif text.case not in held:
                yield f"case {text.case}: not in the index"
    for pk in _misread():
        yield f"case {pk}: the index says otherwise than its texts"


def _misread() -> Iterator[int]:
    """The cases whose index entries are not those of their stored texts."""
    nothing = np.zeros(0, np.int64)
    for segment in index.stored():
        wrong: set[int] = set()
        for one in build(list(stored_texts(segment.held).values())):
            directory, blocks = Directory.read(one.blocks[0]), dict(enumerate(one.blocks))
            bounds = [0, *directory.firsts[COMPARED::COMPARED].tolist(), BEYOND]
            for low, high in pairwise(bounds):
                actual = segment.directory.contents(segment.blocks, segment.gone, low, high)
                actual = actual[:, np.isin(actual[0], one.cases)]
                expected = directory.contents(blocks, nothing, low, high)
                if not np.array_equal(expected, actual):
                    wrong.update(_different(expected, actual))
        yield from sorted(wrong)


def _different(expected: Contents, actual: Contents) -> set[int]:
    """The cases of which one does not have what the other has."""
    one, other = _by_case(expected), _by_case(actual)
    nothing = np.zeros((len(expected), 0), np.int64)
    return {
        case
        for case in one.keys() | other.keys()
        if not np.array_equal(one.get(case, nothing), other.get(case, nothing))
    }


def _by_case(contents: Contents) -> dict[int, Contents]:
    contents = contents[:, np.argsort(contents[0], kind="stable")]
    cases, starts = np.unique(contents[0], return_index=True)
    return dict(zip(cases.tolist(), np.split(contents, starts, axis=1)[1:], strict=True))
