"""The index on PostgreSQL: arrays of characters and pairs of characters under GIN.

What is longer than a pair is checked again in the stored text. The short texts have an array of their own, so that
ranking reads little.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.db import connection

from reform_cases.models import SearchText
from reform_cases.search.folding import Texts
from reform_cases.search.inverted import Index, Statement
from reform_cases.search.numbers import PARTS, copied, term_numbers
from reform_cases.search.query import Term

TEXTS = SearchText._meta.db_table
# How COPY begins and ends in binary.
_BEGIN, _END = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"


class PostgreSQLIndex(Index):
    tables = {"search_index": tuple(PARTS)}
    entries_of = staticmethod(copied)

    def exists_sql(self) -> str:
        return "to_regclass('search_index') IS NOT NULL"

    def create(self) -> None:
        columns = ", ".join(f"{part} integer[] NOT NULL" for part in PARTS)
        # Sorted numbers do not compress. Statistics of arrays this long take seconds, and no plan is better for them.
        plain = ", ".join(
            f"ALTER {part} SET STORAGE EXTERNAL, ALTER {part} SET STATISTICS 0" for part in PARTS
        )
        self.drop()
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE search_index (case_id bigint PRIMARY KEY, {columns})")
            cursor.execute(f"ALTER TABLE search_index {plain}")

    def finish(self) -> None:
        with self.finishing():
            pass

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """The index of the long texts takes most of the time: by a connection of its own, if what it needs is committed."""
        if connection.in_atomic_block:
            self._build(*PARTS)
            yield
        else:
            with ThreadPoolExecutor(1) as aside:
                long = aside.submit(self._build_aside, "body")
                yield
                self._build(*(part for part in PARTS if part != "body"))
                long.result()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE search_index")

    def _build(self, *parts: str) -> None:
        with connection.cursor() as cursor:
            for part in parts:
                cursor.execute(
                    f"CREATE INDEX IF NOT EXISTS search_index_{part} ON search_index USING gin ({part})"
                )

    def _build_aside(self, *parts: str) -> None:
        try:
            self._build(*parts)
        finally:
            connection.close()

    def ids(self, ids: Sequence[int] | None = None) -> set[int]:
        with connection.cursor() as cursor:
            if ids is None:
                cursor.execute("SELECT case_id FROM search_index")
            else:
                cursor.execute("SELECT case_id FROM search_index WHERE case_id = ANY(%s)", [list(ids)])
            return {row[0] for row in cursor.fetchall()}

    def remove(self, texts: Iterable[Texts]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM search_index WHERE case_id = ANY(%s)", [[text.case for text in texts]]
            )

    def add(self, entries: Iterable[bytes]) -> None:
        with (
            connection.cursor() as cursor,
            cursor.copy(
                f"COPY search_index (case_id, {', '.join(PARTS)}) FROM STDIN (FORMAT BINARY)"
            ) as copy,
        ):
            copy.write(_BEGIN)
            for entry in entries:
                copy.write(entry)
            copy.write(_END)

    def hits(self, term: Term) -> Statement:
        numbers, exact = term_numbers(term.text)
        statements: list[str] = []
        values: list[Any] = []
        for part, names in PARTS.items():
            ranks = [
                (name, rank) for rank, columns in enumerate(term.scopes) for name in columns if name in names
            ]
            if not ranks:
                continue
            if exact and part != "head" and len(ranks) == len(names):
                # The index alone is exact, and the rank is known.
                statements.append(
                    f"SELECT case_id, {ranks[0][1]} AS rank FROM search_index WHERE {part} @> %s::integer[]"
                )
                values.append(numbers)
            else:
                statements.append(self._checked(part, ranks))
                values += [*[term.text] * len(ranks), numbers]
        return " UNION ALL ".join(statements), values

    def _checked(self, part: str, ranks: list[tuple[str, int]]) -> str:
        """One part's statement that reads the stored text of what the index finds."""
        whens = " ".join(f"WHEN strpos(t.{name}, %s) > 0 THEN {rank}" for name, rank in ranks)
        return (
            f"SELECT * FROM (SELECT i.case_id, CASE {whens} END AS rank FROM search_index i "
            f"JOIN {TEXTS} t ON t.case_id = i.case_id WHERE i.{part} @> %s::integer[]) checked WHERE rank IS NOT NULL"
        )

    def read(self, statement: str, values: list[Any]) -> list[tuple[int, int]]:
        """As above, by the index: the planner takes reading every long array for as cheap as reading its row.

        Sent as one query, the setting lasts as long as the statement, or the transaction around it.
        """
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL enable_seqscan = off; {statement}", values)
            cursor.nextset()
            return cursor.fetchall()
