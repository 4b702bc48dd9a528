"""What the search indexes of the two databases have in common: everything but the statements."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection

from reform_cases.search.folding import EntriesOf, Entry, Texts
from reform_cases.search.query import Term

Statement = tuple[str, list[Any]]


class Index(ABC):
    """An inverted index in the database itself, and so in the transaction of every write."""

    # The tables with their columns, and a function that makes of texts what `add` wants. It needs no database.
    tables: Mapping[str, tuple[str, ...]]
    entries_of: EntriesOf

    @abstractmethod
    def exists_sql(self) -> str:
        """An SQL expression that is true when the index is there."""

    def drop(self) -> None:
        """Remove the index; pages do without it."""
        with connection.cursor() as cursor:
            for table in self.tables:
                cursor.execute(f"DROP TABLE IF EXISTS {table}")

    @abstractmethod
    def create(self) -> None:
        """An empty index in place of whatever there is, ready to be filled by the thousand."""

    @abstractmethod
    def finish(self) -> None:
        """What is better done once, after filling an empty index."""

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """`finish`, while something else is done that does not need the index."""
        self.finish()
        yield

    @abstractmethod
    def ids(self, ids: Sequence[int] | None = None) -> set[int]:
        """Those of the cases `ids` (all when None) that the index holds."""

    @abstractmethod
    def remove(self, texts: Iterable[Texts]) -> None:
        """Take back the entries of `texts`, which must be the texts that were added."""

    @abstractmethod
    def add(self, entries: Iterable[Entry]) -> None:
        """Add what `entries_of` made of texts, none of which the index holds."""

    @abstractmethod
    def hits(self, term: Term) -> Statement:
        """A statement that gives (case id, rank) of every case that holds `term`, a case at most once for each rank."""

    def read(self, statement: str, values: list[Any]) -> list[tuple[int, int]]:
        """What a statement of `hits` gives."""
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall()

    def exists(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {self.exists_sql()}")
            return bool(cursor.fetchone()[0])
