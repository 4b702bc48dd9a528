"""The inverted index, in the database itself and so in the transaction of every write; one shape for each database.

SQLite: two FTS5 tables of single characters; a phrase of characters is a substring, exactly.
PostgreSQL: arrays of characters and pairs of characters under GIN; what is longer than a pair is checked again in
the stored text. The short texts have an index of their own, so that ranking reads little.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from django.db import connection

from reform_cases.models import SearchText
from reform_cases.search.query import Term

HEAD = ("title", "keywords", "headings")
BODY = ("measures", "significance", "other", "outcomes")
TEXTS = SearchText._meta.db_table
Statement = tuple[str, list[Any]]


class Index(ABC):
    """What the two databases have in common: everything but the statements."""

    @abstractmethod
    def exists_sql(self) -> str:
        """An SQL expression that is true when the index is there."""

    tables: Mapping[str, tuple[str, ...]]

    def drop(self) -> None:
        """Remove the index; pages do without it."""
        with connection.cursor() as cursor:
            for table in self.tables:
                cursor.execute(f"DROP TABLE IF EXISTS {table}")

    @abstractmethod
    def create(self) -> None:
        """An empty index in place of whatever there is."""

    @abstractmethod
    def finish(self) -> None:
        """What is better done once, after filling an empty index."""

    @abstractmethod
    def ids(self, ids: Sequence[int] | None = None) -> set[int]:
        """Those of the cases `ids` (all when None) that the index holds."""

    @abstractmethod
    def remove(self, texts: Iterable[SearchText]) -> None:
        """Take back the entries of `texts`, which must be the texts that were added."""

    @abstractmethod
    def add(self, texts: Iterable[SearchText]) -> None:
        """Add entries for `texts`, none of which the index holds."""

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


class _Spaced(dict[int, str]):
    """For `str.translate`: each character as a token of FTS5, signs by their code point, memorised as they come."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = "a" <= letter <= "z" or "0" <= letter <= "9" or "一" <= letter <= "\u9fff"
        self[code] = f"{letter} " if plain else f"x{code:x} "
        return self[code]


_SPACED = _Spaced()


class SQLiteIndex(Index):
    tables = {"search_head": HEAD, "search_body": BODY}

    def exists_sql(self) -> str:
        return "(SELECT count(*) = 2 FROM sqlite_master WHERE name IN ('search_head', 'search_body'))"

    def create(self) -> None:
        self.drop()
        with connection.cursor() as cursor:
            for table, columns in self.tables.items():
                cursor.execute(
                    f"CREATE VIRTUAL TABLE {table} USING fts5({', '.join(columns)}, content='', "
                    "tokenize='unicode61 remove_diacritics 0')"
                )

    def finish(self) -> None:
        with connection.cursor() as cursor:
            for table in self.tables:
                cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")

    def ids(self, ids: Sequence[int] | None = None) -> set[int]:
        wanted = "" if ids is None else f" WHERE rowid IN ({', '.join(str(int(pk)) for pk in ids)})"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT rowid FROM search_body{wanted}")
            return {row[0] for row in cursor.fetchall()}

    def remove(self, texts: Iterable[SearchText]) -> None:
        self._write(texts, "{table}, ", "'delete', ")

    def add(self, texts: Iterable[SearchText]) -> None:
        self._write(texts, "", "")

    def _write(self, texts: Iterable[SearchText], column: str, deed: str) -> None:
        texts = list(texts)
        with connection.cursor() as cursor:
            for table, columns in self.tables.items():
                marks = ", ".join(["%s"] * (1 + len(columns)))
                cursor.executemany(
                    f"INSERT INTO {table}({column.format(table=table)}rowid, {', '.join(columns)}) "
                    f"VALUES ({deed}{marks})",
                    [
                        (text.pk, *(getattr(text, name).translate(_SPACED) for name in columns))
                        for text in texts
                    ],
                )

    def hits(self, term: Term) -> Statement:
        phrase = term.text.translate(_SPACED)
        parts, values = [], []
        for rank, columns in enumerate(term.scopes):
            if columns:
                table = "search_head" if columns[0] in HEAD else "search_body"
                parts.append(f"SELECT rowid AS case_id, {rank} AS rank FROM {table} WHERE {table} MATCH %s")
                values.append(f'{{{" ".join(columns)}}} : "{phrase}"')
        return " UNION ALL ".join(parts), values


def _codes(texts: Iterable[str]) -> list[int]:
    """Every character and every pair of neighbours as a number of its own."""
    codes: set[int] = set()
    for text in texts:
        points = list(map(ord, text))
        codes.update(points)
        codes.update(first << 21 | second for first, second in pairwise(points))
    return list(codes)


class PostgreSQLIndex(Index):
    tables = {"search_index": (*HEAD, *BODY)}
    parts: Mapping[str, tuple[str, ...]] = {
        "head": HEAD,
        "body": ("measures", "significance", "other"),
        "outcomes": ("outcomes",),
    }

    def exists_sql(self) -> str:
        return "to_regclass('search_index') IS NOT NULL"

    def create(self) -> None:
        columns = ", ".join(f"{part} bigint[] NOT NULL" for part in self.parts)
        self.drop()
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE search_index (case_id bigint PRIMARY KEY, {columns})")

    def finish(self) -> None:
        with connection.cursor() as cursor:
            for part in self.parts:
                cursor.execute(
                    f"CREATE INDEX IF NOT EXISTS search_index_{part} ON search_index USING gin ({part})"
                )
            cursor.execute("ANALYZE search_index")

    def ids(self, ids: Sequence[int] | None = None) -> set[int]:
        with connection.cursor() as cursor:
            if ids is None:
                cursor.execute("SELECT case_id FROM search_index")
            else:
                cursor.execute("SELECT case_id FROM search_index WHERE case_id = ANY(%s)", [list(ids)])
            return {row[0] for row in cursor.fetchall()}

    def remove(self, texts: Iterable[SearchText]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_index WHERE case_id = ANY(%s)", [[text.pk for text in texts]])

    def add(self, texts: Iterable[SearchText]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_index (case_id, head, body, outcomes) VALUES (%s, %s::bigint[], %s::bigint[], %s::bigint[])",
                [
                    (
                        text.pk,
                        *(_codes(getattr(text, name) for name in names) for names in self.parts.values()),
                    )
                    for text in texts
                ],
            )

    def hits(self, term: Term) -> Statement:
        points = list(map(ord, term.text))
        pairs = [first << 21 | second for first, second in pairwise(points)]
        statements, values = [], []
        for part, names in self.parts.items():
            ranks = [
                (name, rank) for rank, columns in enumerate(term.scopes) for name in columns if name in names
            ]
            if not ranks:
                continue
            found, needed = self._found(part, ranks, term.text, names)
            statements.append(found)
            values += [*needed, pairs or points]
        return " UNION ALL ".join(statements), values

    def read(self, statement: str, values: list[Any]) -> list[tuple[int, int]]:
        """As above, by the index: the planner takes reading every long array for as cheap as reading its row.

        Sent as one query, the setting lasts as long as the statement, or the transaction around it.
        """
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL enable_seqscan = off; {statement}", values)
            cursor.nextset()
            return cursor.fetchall()

    def _found(self, part: str, ranks: list[tuple[str, int]], text: str, names: Sequence[str]) -> Statement:
        """One part's statement: the index alone where it is exact and the rank is known, else the stored text too."""
        if len(text) <= 2 and part != "head" and len(ranks) == len(names):
            return f"SELECT case_id, {ranks[0][1]} AS rank FROM search_index WHERE {part} @> %s::bigint[]", []
        whens = " ".join(f"WHEN strpos(t.{name}, %s) > 0 THEN {rank}" for name, rank in ranks)
        return (
            f"SELECT * FROM (SELECT i.case_id, CASE {whens} END AS rank FROM search_index i "
            f"JOIN {TEXTS} t ON t.case_id = i.case_id WHERE i.{part} @> %s::bigint[]) checked WHERE rank IS NOT NULL"
        ), [text] * len(ranks)


def index() -> Index:
    """The index of the database in use."""
    return PostgreSQLIndex() if connection.vendor == "postgresql" else SQLiteIndex()
