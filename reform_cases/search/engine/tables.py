"""The inverted index in the database, and so in the transaction of every write: segments, each some rows of bytes.

`SearchSegment` lists the segments, and for each the places of the cases in it that have gone or stand in a later
segment. `SearchBlock` has their blocks; the key of a block is its segment's times
2^20 and its number. The number of a segment is random, never counted: one that was rolled back never comes again, so
that a process may keep the directory of a segment that it has read.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from django.db import connection

from reform_cases.models import SearchBlock, SearchSegment
from reform_cases.search.engine.lookup import NOT_FOUND, Lookup, Ranks
from reform_cases.search.engine.segment import Cases, Directory, Places, Segment
from reform_cases.search.query import Term

_SEGMENTS, _BLOCKS = SearchSegment._meta.db_table, SearchBlock._meta.db_table
_SEGMENT_BITS, _BLOCK_BITS = 43, 20
# How often a search begins again because segments were merged while it read them.
_TRIES = 5

# What this process has read of the segments.
_read = Lookup({})


# The cases that hold a term, and the best rank of each.
Hits = tuple[Cases, Ranks]
# Gives the rows that a statement finds.
Rows = Callable[[str], list[Any]]


def _rows(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


class IncompleteIndexError(Exception):
    """Blocks of a segment are missing."""


def clear() -> None:
    """Leave an empty index."""
    with connection.cursor() as cursor:
        for table in (_SEGMENTS, _BLOCKS):
            cursor.execute(f"DELETE FROM {table}")


def add(segments: Iterable[Segment]) -> None:
    """Add `segments`, none of whose cases the index holds."""
    for segment in segments:
        number = secrets.randbits(_SEGMENT_BITS)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {_SEGMENTS} (id, cases, gone) VALUES (%s, %s, %s)",
                [number, len(segment.cases), b""],
            )
            cursor.executemany(
                f"INSERT INTO {_BLOCKS} (id, data) VALUES (%s, %s)",
                [(_key(number, at), data) for at, data in enumerate(segment.blocks)],
            )


def remove(ids: Iterable[int]) -> None:
    """Take the cases `ids` out of whatever segments hold them."""
    wanted = np.array(sorted(ids), np.int64)
    lookup, gone = _segments()
    for number, directory in lookup.directories.items():
        held = np.flatnonzero(np.isin(directory.cases, wanted))
        if not len(held):
            continue
        now = np.union1d(gone[number], held)
        if len(now) == len(directory.cases):
            remove_segments([number])
            continue
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {_SEGMENTS} SET cases = %s, gone = %s WHERE id = %s",
                [len(directory.cases) - len(now), now.astype("<u4").tobytes(), number],
            )


def remove_segments(numbers: Iterable[int]) -> None:
    """Remove whole segments."""
    with connection.cursor() as cursor:
        for number in numbers:
            cursor.execute(f"DELETE FROM {_SEGMENTS} WHERE id = %s", [number])
            cursor.execute(
                f"DELETE FROM {_BLOCKS} WHERE id BETWEEN %s AND %s",
                [_key(number, 0), _key(number + 1, 0) - 1],
            )


def sizes() -> list[tuple[int, int]]:
    """(cases, number) of the segments, the smallest first."""
    return sorted(_rows(f"SELECT cases, id FROM {_SEGMENTS}"))


def cases(numbers: Sequence[int] | None = None) -> set[int]:
    """The cases that the index holds, or some segments of it."""
    lookup, gone = _segments()
    return {
        case
        for number, directory in lookup.directories.items()
        if numbers is None or number in numbers
        for case in np.delete(directory.cases, gone[number]).tolist()
    }


class Stored(NamedTuple):
    """A segment as it is stored: `held` are the cases that count, `gone` the places of the others."""

    held: list[int]
    directory: Directory
    gone: Places
    blocks: dict[int, bytes]


def stored() -> Iterator[Stored]:
    """All segments, one after the other, with such blocks as they have."""
    lookup, gone = _segments()
    for number, directory in lookup.directories.items():
        blocks = _rows(
            f"SELECT id, data FROM {_BLOCKS} WHERE id > {_key(number, 0)} AND id < {_key(number + 1, 0)}"
        )
        yield Stored(
            np.delete(directory.cases, gone[number]).tolist(),
            directory,
            gone[number],
            {key - _key(number, 0): data for key, data in blocks},
        )


def find(terms: Sequence[Term], rows: Rows = _rows) -> list[Hits]:
    """For each of `terms` the cases that hold it, of any status, and the best rank of each.

    Two statements, whatever is looked for; `rows` gives what a statement finds. IncompleteIndexError if blocks are missing.
    """
    for _try in range(_TRIES):
        try:
            return _found(terms, rows)
        except KeyError:
            # Another process has merged segments between the statements.
            continue
    raise IncompleteIndexError("the search index has lost blocks: run `manage.py reindex`")


def _found(terms: Sequence[Term], rows: Rows) -> list[Hits]:
    """As `find`; KeyError for a block that is not there."""
    lookup, gone = _segments(rows)
    keys = [
        _key(number, at)
        for number, directory in lookup.directories.items()
        for at in {at for term in terms for at in directory.numbers(term.text)}
    ]
    blocks = _blocks(keys, rows)
    left_out = lookup.places(gone)
    hits = []
    for term in terms:
        ranks = lookup.ranks(term, blocks)
        ranks[left_out] = NOT_FOUND
        held = ranks != NOT_FOUND
        hits.append((lookup.cases[held], ranks[held]))
    return hits


def _segments(rows: Rows = _rows) -> tuple[Lookup, dict[int, Places]]:
    """Every segment, and the places of the cases in each that no longer count; one statement.

    KeyError for a segment without its directory.
    """
    global _read
    # Another thread may put a newer one in its place at any moment.
    lookup = _read
    known = lookup.directories
    found = rows(
        f"SELECT s.id, s.gone, CASE WHEN s.id IN ({', '.join(map(str, known)) or 'NULL'}) THEN NULL ELSE d.data END "
        f"FROM {_SEGMENTS} s LEFT JOIN {_BLOCKS} d ON d.id = s.id * {_key(1, 0)} ORDER BY s.id"
    )
    if [number for number, _gone, _data in found] != list(known):
        lookup = _read = Lookup(
            {number: known[number] if data is None else Directory.read(data) for number, _gone, data in found}
        )
    return lookup, {number: np.frombuffer(gone, "<u4").astype(np.int64) for number, gone, _data in found}


def _blocks(keys: Sequence[int], rows: Rows) -> dict[int, dict[int, bytes]]:
    """The blocks `keys` by segment and number."""
    found: dict[int, dict[int, bytes]] = {}
    wanted = ", ".join(map(str, keys)) or "NULL"
    for key, data in rows(f"SELECT id, data FROM {_BLOCKS} WHERE id IN ({wanted})"):
        found.setdefault(key >> _BLOCK_BITS, {})[key & (1 << _BLOCK_BITS) - 1] = data
    return found


def _key(segment: int, block: int) -> int:
    return segment << _BLOCK_BITS | block
