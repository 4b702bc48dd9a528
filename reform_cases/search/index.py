"""The inverted index in the database, and so in the transaction of every write: segments, each some rows of bytes.

Two tables, the same on every database. `search_segment` lists the segments, and for each the places of the cases in it
that have gone or stand in a later segment. `search_block` has their blocks; the key of a block is its segment's times
2^20 and its number. The number of a segment is random, never counted: one that was rolled back never comes again, so
that a process may keep the directory of a segment that it has read.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

import numpy as np
from django.db import connection

from reform_cases.search.query import Term
from reform_cases.search.segment import NOT_FOUND, Cases, Directory, Places, Ranks, Segment

TABLES = ("search_segment", "search_block")
_SEGMENT_BITS, _BLOCK_BITS = 43, 20
_BYTES = {"postgresql": "bytea", "sqlite": "blob"}
# How often a search begins again because segments were merged while it read them.
_TRIES = 5

# What each process has read of the segments.
_directories: dict[int, Directory] = {}


class IncompleteIndexError(Exception):
    """Blocks of a segment are missing."""


def exists_sql() -> str:
    """An SQL expression that is true when the index is there."""
    if connection.vendor == "postgresql":
        return " AND ".join(f"to_regclass('{table}') IS NOT NULL" for table in TABLES)
    return f"(SELECT count(*) = {len(TABLES)} FROM sqlite_master WHERE name IN {TABLES})"


def exists() -> bool:
    """Whether there is an index to write to."""
    return bool(_rows(f"SELECT {exists_sql()}")[0][0])


def create() -> None:
    """An empty index in place of whatever there is."""
    drop()
    kind = _BYTES[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE search_segment (id bigint PRIMARY KEY, cases integer NOT NULL, gone {kind} NOT NULL)"
        )
        # An integer key is what SQLite stores its rows by.
        key = "bigint" if connection.vendor == "postgresql" else "integer"
        cursor.execute(f"CREATE TABLE search_block (id {key} PRIMARY KEY, data {kind} NOT NULL)")
        if connection.vendor == "postgresql":
            # Steps between positions do not compress.
            cursor.execute("ALTER TABLE search_block ALTER data SET STORAGE EXTERNAL")


def drop() -> None:
    """Remove the index; pages do without it."""
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"DROP TABLE IF EXISTS {table}")


def add(segments: Iterable[Segment]) -> None:
    """Add `segments`, none of whose cases the index holds."""
    for segment in segments:
        number = secrets.randbits(_SEGMENT_BITS)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO search_segment (id, cases, gone) VALUES (%s, %s, %s)",
                [number, len(segment.cases), b""],
            )
            cursor.executemany(
                "INSERT INTO search_block (id, data) VALUES (%s, %s)",
                [(_block(number, at), data) for at, data in enumerate(segment.blocks)],
            )


def remove(ids: Iterable[int]) -> None:
    """Take the cases `ids` out of whatever segments hold them."""
    wanted = np.array(sorted(ids), np.int64)
    for number, directory, gone in _segments():
        held = np.flatnonzero(np.isin(directory.cases, wanted))
        if not len(held):
            continue
        now = np.union1d(gone, held)
        if len(now) == len(directory.cases):
            remove_segments([number])
        else:
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE search_segment SET cases = %s, gone = %s WHERE id = %s",
                    [len(directory.cases) - len(now), now.astype("<u4").tobytes(), number],
                )


def remove_segments(numbers: Iterable[int]) -> None:
    """Remove whole segments."""
    with connection.cursor() as cursor:
        for number in numbers:
            cursor.execute("DELETE FROM search_segment WHERE id = %s", [number])
            cursor.execute(
                "DELETE FROM search_block WHERE id BETWEEN %s AND %s",
                [_block(number, 0), _block(number + 1, 0) - 1],
            )


def sizes() -> list[tuple[int, int]]:
    """(cases, number) of the segments, the smallest first."""
    return sorted(_rows("SELECT cases, id FROM search_segment"))


def cases(numbers: Sequence[int] | None = None) -> set[int]:
    """The cases that the index holds, or some segments of it."""
    return {
        case
        for number, directory, gone in _segments()
        if numbers is None or number in numbers
        for case in np.delete(directory.cases, gone).tolist()
    }


def find(terms: Sequence[Term]) -> list[tuple[Cases, Ranks]]:
    """For each of `terms` the cases that hold it, of any status, and the best rank of each.

    Two small statements, and another for segments that this process has not read yet. IncompleteIndexError if blocks are
    missing.
    """
    for _try in range(_TRIES):
        try:
            return _found(terms)
        except KeyError:
            # Another process has merged segments between the statements.
            continue
    raise IncompleteIndexError("the search index has lost blocks: run `manage.py reindex`")


def _found(terms: Sequence[Term]) -> list[tuple[Cases, Ranks]]:
    """As `find`; KeyError for a block that is not there."""
    segments = {number: (directory, gone) for number, directory, gone in _segments()}
    wanted = [
        _block(number, at)
        for number, (directory, _gone) in segments.items()
        for at in sorted({at for term in terms for at in directory.numbers(term.text)})
    ]
    found: list[list[tuple[Cases, Ranks]]] = [[] for _term in terms]
    read = {number: dict(blocks) for number, blocks in _read(wanted)}
    for number, (directory, gone) in segments.items():
        for hits, term in zip(found, terms, strict=True):
            ranks = directory.ranks(term, read.get(number, {}))
            ranks[gone] = NOT_FOUND
            held = ranks != NOT_FOUND
            hits.append((directory.cases[held], ranks[held]))
    return [
        (
            np.concatenate([np.zeros(0, np.int64), *(cases for cases, _ranks in hits)]),
            np.concatenate([np.zeros(0, np.uint8), *(ranks for _cases, ranks in hits)]),
        )
        for hits in found
    ]


def _segments() -> Iterator[tuple[int, Directory, Places]]:
    """Number, directory and the places of the cases that have gone, of every segment. KeyError for one just removed."""
    global _directories
    rows = _rows("SELECT id, gone FROM search_segment ORDER BY id")
    new = [_block(number, 0) for number, _gone in rows if number not in _directories]
    known = {number: _directories[number] for number, _gone in rows if number in _directories}
    known |= {number: Directory.read(data) for number, blocks in _read(new) for _at, data in blocks}
    _directories = known
    return ((number, known[number], np.frombuffer(gone, "<u4").astype(np.int64)) for number, gone in rows)


def _block(segment: int, number: int) -> int:
    return segment << _BLOCK_BITS | number


def _read(keys: Sequence[int]) -> Iterator[tuple[int, list[tuple[int, bytes]]]]:
    """Of each segment the blocks whose `keys` are asked for, with their numbers."""
    if keys:
        rows = _rows(f"SELECT id, data FROM search_block WHERE id IN ({', '.join(map(str, keys))}) ORDER BY id")
        for segment, blocks in groupby(rows, lambda row: row[0] >> _BLOCK_BITS):
            yield segment, [(key & (1 << _BLOCK_BITS) - 1, data) for key, data in blocks]


def _rows(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()
