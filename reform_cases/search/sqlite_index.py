"""The index on SQLite: two FTS5 tables of single characters; a phrase of characters is a substring, exactly.

The short texts have a table of their own, so that ranking reads little.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from reform_cases.search.characters import BODY, HEAD, Words, spaced, words
from reform_cases.search.folding import Texts
from reform_cases.search.inverted import Index, Statement
from reform_cases.search.query import Term

# While the index is filled, FTS5 keeps up to 64 MB of new entries in memory (usually 1 MB) and merges nothing; both
# is remembered in the table, so that a rebuild that was broken off goes on in the same way.
_FILLING = {"hashsize": 64 << 20, "automerge": 0}
_FILLED = {"hashsize": 1 << 20, "automerge": 4, "merge": 1_000_000}


class SQLiteIndex(Index):
    tables = {"search_head": HEAD, "search_body": BODY}
    entries_of = staticmethod(words)

    def exists_sql(self) -> str:
        return "(SELECT count(*) = 2 FROM sqlite_master WHERE name IN ('search_head', 'search_body'))"

    def create(self) -> None:
        self.drop()
        with connection.cursor() as cursor:
            for table, columns in self.tables.items():
                cursor.execute(
                    f"CREATE VIRTUAL TABLE {table} USING fts5({', '.join(columns)}, content='', tokenize='ascii')"
                )
        self._set(_FILLING)

    def finish(self) -> None:
        self._set(_FILLED)

    def _set(self, settings: dict[str, int]) -> None:
        with connection.cursor() as cursor:
            for table in self.tables:
                for name, value in settings.items():
                    cursor.execute(f"INSERT INTO {table}({table}, rank) VALUES (%s, %s)", [name, value])

    def ids(self, ids: Sequence[int] | None = None) -> set[int]:
        wanted = "" if ids is None else f" WHERE rowid IN ({', '.join(str(int(pk)) for pk in ids)})"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT rowid FROM search_body{wanted}")
            return {row[0] for row in cursor.fetchall()}

    def remove(self, texts: Iterable[Texts]) -> None:
        self._write(words(list(texts)), "{table}, ", "'delete', ")

    def add(self, entries: Iterable[Words]) -> None:
        self._write(list(entries), "", "")

    def _write(self, rows: list[Words], column: str, deed: str) -> None:
        with connection.cursor() as cursor:
            for at, (table, columns) in enumerate(self.tables.items()):
                marks = ", ".join(["%s"] * (1 + len(columns)))
                cursor.executemany(
                    f"INSERT INTO {table}({column.format(table=table)}rowid, {', '.join(columns)}) "
                    f"VALUES ({deed}{marks})",
                    [row[at] for row in rows],
                )

    def hits(self, term: Term) -> Statement:
        phrase = spaced([term.text])[0]
        parts, values = [], []
        for rank, columns in enumerate(term.scopes):
            if columns:
                table = "search_head" if columns[0] in HEAD else "search_body"
                parts.append(f"SELECT rowid AS case_id, {rank} AS rank FROM {table} WHERE {table} MATCH %s")
                values.append(f'{{{" ".join(columns)}}} : "{phrase}"')
        return " UNION ALL ".join(parts), values
