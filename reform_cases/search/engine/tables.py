"""The inverted index in the database, and so in the transaction of every write: segments, each some rows of bytes.

`SearchSegment` lists the segments, and for each the indexes of the cases in it that have gone or stand in a later
segment. `SearchBlock` has their blocks; the key of a block is its segment's times 2^20 and its number. The number of a
segment is random, never counted: one that was rolled back never comes again, so that a process may keep the directory
of a segment that it has read.

Nothing is believed that has been damaged: a block begins with a checksum of its key and its bytes, and the row 0 of the
list has, instead of a number of cases, the sum of the checksums of the other rows.
"""

from __future__ import annotations

import secrets
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
from django.db import connection

from reform_cases.models import SearchBlock, SearchSegment
from reform_cases.search.engine.cells import Crowds, crowds
from reform_cases.search.engine.folding import Texts
from reform_cases.search.engine.lookup import Lookup, Ranks
from reform_cases.search.engine.segment import BEYOND, Cases, Contents, Directory, Indexes, Segment, build
from reform_cases.search.query import NOT_FOUND, Term

# Segments of few cases become one, but no larger one than takes a moment to build.
MERGED = 500
# Blocks of a segment that are compared at once: more would take hundreds of megabytes.
COMPARED = 200

_SEGMENTS, _BLOCKS = SearchSegment._meta.db_table, SearchBlock._meta.db_table
_SEGMENT_BITS, _BLOCK_BITS = 43, 20
_SUM = 0
_CHECKSUM = 4  # bytes
# How often a search begins again because segments were merged while it read them.
_TRIES = 5

# What this process has read of the segments.
_read = Lookup({})

# The cases that hold a term, and the best rank of each.
Hits = tuple[Cases, Ranks]
Blocks = Mapping[int, Mapping[int, bytes]]
_Answer = TypeVar("_Answer")
# Gives the rows that a statement finds.
Rows = Callable[[str], list[Any]]
# Gives the texts of cases (ascending) by their primary keys.
TextsOf = Callable[[list[int]], Mapping[int, Texts]]


def _rows(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


class DamagedIndexError(Exception):
    """Part of the index is missing or is not what was written."""


def clear() -> None:
    """Leave an empty index."""
    with connection.cursor() as cursor:
        for table in (_SEGMENTS, _BLOCKS):
            cursor.execute(f"DELETE FROM {table}")
        _list(_SUM, 0)


def add(texts: Sequence[Texts]) -> None:
    """Index `texts`, ascending by case, none of which the index holds."""
    for segment in build(texts):
        number = 1 + secrets.randbelow((1 << _SEGMENT_BITS) - 1)
        _list(number, len(segment.cases))
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {_BLOCKS} (id, data) VALUES (%s, %s)",
                [(key, _sealed(key, data)) for key, data in _keyed(number, segment)],
            )
        _count(_checksum(number, len(segment.cases), b""))


def remove(ids: Iterable[int]) -> None:
    """Take the cases `ids` out of whatever segments hold them; DamagedIndexError if these cannot be read."""
    wanted = np.array(sorted(ids), np.int64)
    lookup, gone = _segments()
    for number, directory in lookup.directories.items():
        before = gone[number]
        after = np.union1d(before, np.flatnonzero(np.isin(directory.cases, wanted)))
        if len(after) == len(directory.cases):
            _remove_segment(number, _row(directory, before))
        elif len(after) > len(before):
            row = _row(directory, after)
            with connection.cursor() as cursor:
                cursor.execute(f"UPDATE {_SEGMENTS} SET cases = %s, gone = %s WHERE id = %s", [*row, number])
            _count(_checksum(number, *row) - _checksum(number, *_row(directory, before)))


def merge(texts_of: TextsOf) -> None:
    """Make one segment of the smallest, as long as the next is no larger than those before it together.

    So there are never many, and a case is indexed anew only as often as the number of cases can be halved.
    DamagedIndexError if the segments cannot be read.
    """
    lookup, gone = _segments()
    by_size = sorted((len(d.cases) - len(gone[number]), number) for number, d in lookup.directories.items())
    smallest: list[int] = []
    total = 0
    for cases, number in by_size:
        if total + cases > MERGED or (smallest and cases > total):
            break
        smallest.append(number)
        total += cases
    if len(smallest) < 2:
        return
    counting: list[int] = []
    for number in smallest:
        directory = lookup.directories[number]
        counting += np.delete(directory.cases, gone[number]).tolist()
        _remove_segment(number, _row(directory, gone[number]))
    add(list(texts_of(sorted(counting)).values()))


def forget(ids: Iterable[int], texts_of: TextsOf) -> None:
    """Write anew every segment in which one of the cases `ids`, or one that has gone, still stands: nothing of former texts is left.

    DamagedIndexError if the segments cannot be read.
    """
    wanted = np.array(sorted(ids), np.int64)
    lookup, gone = _segments()
    for number, directory in lookup.directories.items():
        if len(gone[number]) or np.isin(directory.cases, wanted).any():
            counting = np.delete(directory.cases, gone[number]).tolist()
            _remove_segment(number, _row(directory, gone[number]))
            add(list(texts_of(counting).values()))


def cases(among: Sequence[int] | None = None) -> set[int]:
    """Return the cases that the index holds, all or `among` some; DamagedIndexError if the segments cannot be read."""
    lookup, gone = _segments()
    counting = np.delete(lookup.cases, lookup.indexes(gone))
    return set((counting if among is None else np.intersect1d(counting, among)).tolist())


def find(terms: Sequence[Term], rows: Rows = _rows) -> list[Hits]:
    """Return for each of `terms` the cases that hold it, of any status, and the best rank of each.

    Two statements, whatever is looked for; `rows` gives what a statement finds. DamagedIndexError if anything that is
    read for it is damaged.
    """
    return _looked_up([term.text for term in terms], rows, partial(_hits, terms))


def crowded(words: Sequence[str], among: Cases) -> Crowds:
    """Return in which of the cases `among` most of `words` stand close together, seldom ones counting more; see `cells`.

    Two statements and a bounded time, whatever is looked for. DamagedIndexError as `find`.
    """
    return _looked_up(words, _rows, partial(crowds, words=words, among=among))


def check(texts_of: TextsOf) -> Iterator[str]:
    """Give a sentence for every part that is damaged, and for every case of which the index says otherwise than its texts.

    Everything is read from the database, a segment at a time.
    """
    listed = {number: row for number, *row in _rows(f"SELECT id, cases, gone FROM {_SEGMENTS} ORDER BY id")}
    total = listed.pop(_SUM, None)
    sound = total is not None and total[0] == sum(_checksum(number, *row) for number, row in listed.items())
    if not sound:
        yield "the index: its list of segments is damaged"
    for number, (_cases, gone) in listed.items():
        blocks: dict[int, bytes] = {}
        for at, block in _stored_blocks(number):
            if isinstance(block, str):
                yield f"the index: block {at} of segment {number} is {block}"
            else:
                blocks[at] = block
        if sound and 0 in blocks and len(blocks) == len(Directory.read(blocks[0]).firsts) + 1:
            for case in _misread(blocks, np.frombuffer(gone, "<u4").astype(np.int64), texts_of):
                yield f"case {case}: the index says otherwise than its texts"


def _stored_blocks(number: int) -> Iterator[tuple[int, bytes | str]]:
    """Give the blocks of a segment, each with its number; for one that cannot be read, what it is."""
    low, high = _key(number, 0), _key(number + 1, 0)
    stored = dict(_rows(f"SELECT id, data FROM {_BLOCKS} WHERE id >= {low} AND id < {high}"))
    count = 1
    at = 0
    while at < count:
        key = low + at
        try:
            block: bytes | str = _opened(key, stored[key])
        except KeyError:
            block = "missing"
        except DamagedIndexError:
            block = "damaged"
        if at == 0 and not isinstance(block, str):
            count += len(Directory.read(block).firsts)
        yield at, block
        at += 1


def _misread(blocks: Mapping[int, bytes], gone: Indexes, texts_of: TextsOf) -> list[int]:
    """Return the cases of a segment whose entries are not those of their texts."""
    directory = Directory.read(blocks[0])
    nothing = np.zeros(0, np.int64)
    wrong: set[int] = set()
    for one in build(list(texts_of(np.delete(directory.cases, gone).tolist()).values())):
        expected_in, expected_blocks = Directory.read(one.blocks[0]), dict(enumerate(one.blocks))
        bounds = [0, *expected_in.firsts[COMPARED::COMPARED].tolist(), BEYOND]
        for low, high in pairwise(bounds):
            actual = directory.contents(blocks, gone, low, high)
            actual = actual[:, np.isin(actual[0], one.cases)]
            expected = expected_in.contents(expected_blocks, nothing, low, high)
            if not np.array_equal(expected, actual):
                wrong.update(_different(expected, actual))
    return sorted(wrong)


def _different(expected: Contents, actual: Contents) -> set[int]:
    """Return the cases of which one does not have what the other has."""
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


def _looked_up(
    texts: Sequence[str], rows: Rows, answer: Callable[[Lookup, Indexes, Blocks], _Answer]
) -> _Answer:
    """What `answer` makes of the segments, the indexes of the cases that no longer count, and the blocks of `texts`."""
    for _try in range(_TRIES):
        lookup, gone = _segments(rows)
        keys = [
            _key(number, at)
            for number, directory in lookup.directories.items()
            for at in {at for text in texts for at in directory.numbers(text)}
        ]
        try:
            return answer(lookup, lookup.indexes(gone), _blocks(keys, rows))
        except KeyError:
            # Another process has merged segments between the statements.
            continue
    raise DamagedIndexError("the search index has lost blocks")


def _hits(terms: Sequence[Term], lookup: Lookup, left_out: Indexes, blocks: Blocks) -> list[Hits]:
    hits = []
    for term in terms:
        ranks = lookup.ranks(term, blocks)
        ranks[left_out] = NOT_FOUND
        is_hit = ranks != NOT_FOUND
        hits.append((lookup.cases[is_hit], ranks[is_hit]))
    return hits


def _segments(rows: Rows = _rows) -> tuple[Lookup, dict[int, Indexes]]:
    """Return every segment, and the indexes of the cases in each that no longer count; one statement."""
    global _read
    # Another thread may put a newer one in its place at any moment.
    lookup = _read
    known = lookup.directories
    total, *listed = rows(
        f"SELECT s.id, s.cases, s.gone, "
        f"CASE WHEN s.id IN ({', '.join(map(str, known)) or 'NULL'}) THEN NULL ELSE d.data END "
        f"FROM {_SEGMENTS} s LEFT JOIN {_BLOCKS} d ON d.id = s.id * {_key(1, 0)} ORDER BY s.id"
    ) or [(None, None, None, None)]
    if total[:2] != (_SUM, sum(_checksum(*row[:3]) for row in listed)):
        raise DamagedIndexError("the list of segments of the search index is damaged")
    if [number for number, *_rest in listed] != list(known):
        lookup = _read = Lookup(
            {
                number: known.get(number) or Directory.read(_opened(_key(number, 0), data))
                for number, _cases, _gone, data in listed
            }
        )
    gone = {number: np.frombuffer(gone, "<u4").astype(np.int64) for number, _cases, gone, _data in listed}
    return lookup, gone


def _blocks(keys: Sequence[int], rows: Rows) -> dict[int, dict[int, bytes]]:
    """Return the blocks `keys` by segment and number."""
    by_segment: dict[int, dict[int, bytes]] = {}
    wanted = ", ".join(map(str, keys)) or "NULL"
    for key, data in rows(f"SELECT id, data FROM {_BLOCKS} WHERE id IN ({wanted})"):
        by_segment.setdefault(key >> _BLOCK_BITS, {})[key & (1 << _BLOCK_BITS) - 1] = _opened(key, data)
    return by_segment


def _key(segment: int, block: int) -> int:
    return segment << _BLOCK_BITS | block


def _keyed(number: int, segment: Segment) -> Iterator[tuple[int, bytes]]:
    return ((_key(number, at), data) for at, data in enumerate(segment.blocks))


def _sealed(key: int, data: bytes) -> bytes:
    """Return `data` as it is stored."""
    return zlib.crc32(data, zlib.crc32(b"%d" % key)).to_bytes(_CHECKSUM, "little") + data


def _opened(key: int, stored: bytes | None) -> bytes:
    """Return the block that was stored as `key`."""
    data = (stored or b"")[_CHECKSUM:]
    if stored is None or _sealed(key, data) != stored:
        raise DamagedIndexError(f"block {key} of the search index is damaged")
    return data


def _row(directory: Directory, gone: Indexes) -> tuple[int, bytes]:
    """Return what the list has of a segment."""
    return len(directory.cases) - len(gone), gone.astype("<u4").tobytes()


def _checksum(number: int, cases: int, gone: bytes) -> int:
    return zlib.crc32(gone, zlib.crc32(b"%d %d" % (number, cases)))


def _list(number: int, cases: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {_SEGMENTS} (id, cases, gone) VALUES (%s, %s, %s)", [number, cases, b""])


def _count(change: int) -> None:
    """Change the sum as the list has been changed. It is never worked out anew: damage would pass for sound."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {_SEGMENTS} SET cases = cases + %s WHERE id = {_SUM}", [change])


def _remove_segment(number: int, row: tuple[int, bytes]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {_SEGMENTS} WHERE id = %s", [number])
        cursor.execute(
            f"DELETE FROM {_BLOCKS} WHERE id BETWEEN %s AND %s", [_key(number, 0), _key(number + 1, 0) - 1]
        )
    _count(-_checksum(number, *row))
