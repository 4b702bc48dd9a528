"""The floor: the rows of a page by hand-written SQL, straight through the driver, with nothing else around it.

`rows` is what the page shows: how many there are, twenty of them, their keywords and numbers, with a search the texts it
shows passages of (or the whole record). `facets` is
the six groups of counts, each with its own filter left out. A word is looked up in the site's own index, once,
and handed to the statements.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any, Protocol
from urllib.parse import urlsplit

import psycopg

from bench.tasks import PER_PAGE, Ask
from reform_cases.reference.regions import code_range
from reform_cases.search import engine
from reform_cases.search.query import Term

_CASES = "reform_cases_case c JOIN reform_cases_collection b ON b.id = c.collection_id"
_RECORD = (
    'SELECT * FROM reform_cases_measure WHERE case_id = ? ORDER BY "order", id',
    'SELECT * FROM reform_cases_outcome WHERE case_id = ? ORDER BY "order", id',
    'SELECT * FROM reform_cases_section WHERE case_id = ? ORDER BY "order", id',
    "SELECT * FROM reform_cases_evidence WHERE case_id = ? ORDER BY start",
    "SELECT k.name, k.slug FROM reform_cases_casekeyword w JOIN reform_cases_keyword k ON k.id = w.tag_id "
    'WHERE w.content_object_id = ? ORDER BY w."order"',
    "SELECT f.name FROM reform_cases_case_functions w JOIN reform_cases_function f ON f.id = w.function_id "
    'WHERE w.case_id = ? ORDER BY f."order"',
)
_KEYWORDS = (
    "SELECT w.content_object_id, k.name, k.slug FROM reform_cases_casekeyword w "
    'JOIN reform_cases_keyword k ON k.id = w.tag_id WHERE w.content_object_id IN ({}) ORDER BY w."order"'
)
_NUMBERS = (
    'SELECT o.case_id, o.kind, o.anchor, o.metric, o.quote, e.start, e."end" FROM reform_cases_outcome o '
    "LEFT JOIN reform_cases_evidence e ON e.outcome_id = o.id AND e.field = 'outcome' AND e.part = 0 "
    "WHERE o.case_id IN ({}) AND o.status = 'achieved' AND o.metric <> '' ORDER BY o.\"order\""
)
# What a search shows the passages of.
_TEXTS = (
    "SELECT id, background, significance FROM reform_cases_case WHERE id IN ({})",
    'SELECT case_id, anchor, heading, body FROM reform_cases_measure WHERE case_id IN ({}) ORDER BY "order"',
    'SELECT case_id, anchor, name, text FROM reform_cases_section WHERE case_id IN ({}) ORDER BY "order"',
)
# What is counted for each group: an expression, and a join where it needs one.
_GROUPS = {
    "region": ("substr(c.region_id, 1, 2)", ""),
    "keyword": ("w.tag_id", "JOIN reform_cases_casekeyword w ON w.content_object_id = c.id"),
    "function": ("w.function_id", "JOIN reform_cases_case_functions w ON w.case_id = c.id"),
    "level": ("c.level", ""),
    "collection": ("c.collection_id", ""),
    "year": ("b.year", ""),
}
Condition = tuple[str, list[Any]]
Rows = list[tuple[Any, ...]]


class Driver(Protocol):
    """A database's driver, and the one thing that is written differently: the search for a word."""

    def all(self, statement: str, values: Sequence[Any]) -> Rows: ...

    def holding(self, word: str) -> Condition: ...


class Floor:
    """Answers to what is asked, in as few statements as it takes."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver

    def rows(self, ask: Ask) -> tuple[int, Rows]:
        """How many there are, and the rows of the page."""
        if ask.record:
            return self._record(ask.record)
        where, values = _joined(list(self._conditions(ask).values()))
        total = self.driver.all(f"SELECT count(*) FROM {_CASES} WHERE {where}", values)[0][0]  # noqa: S608
        ids = self.driver.all(
            f"SELECT c.id FROM {_CASES} WHERE {where} ORDER BY b.year DESC, b.slug, c.number "  # noqa: S608
            f"LIMIT {PER_PAGE} OFFSET {(ask.page - 1) * PER_PAGE}",
            values,
        )
        found = [row[0] for row in ids]
        marks = ", ".join("?" * len(found)) or "NULL"
        rows = self.driver.all(
            "SELECT c.id, c.slug, c.title, c.organ, c.level, c.number, c.region_id, r.name, b.title, b.year "  # noqa: S608
            f"FROM {_CASES} LEFT JOIN reform_cases_region r ON r.code = c.region_id WHERE c.id IN ({marks})",
            found,
        )
        rows.sort(key=lambda row: found.index(row[0]))
        for statement in (_KEYWORDS, _NUMBERS, *(_TEXTS if ask.words else ())):
            self.driver.all(statement.format(marks), found)
        return total, rows

    def facets(self, ask: Ask) -> dict[str, Rows]:
        """(value, count) of every group."""
        conditions = self._conditions(ask)
        counted = {}
        for name, (value, join) in _GROUPS.items():
            where, values = _joined([found for key, found in conditions.items() if key != name])
            counted[name] = self.driver.all(
                f"SELECT {value}, count(*) FROM {_CASES} {join} WHERE {where} GROUP BY 1 ORDER BY 2 DESC LIMIT 40",  # noqa: S608
                values,
            )
        return counted

    def _record(self, slug: str) -> tuple[int, Rows]:
        found = self.driver.all(
            f"SELECT c.*, b.title, b.year, r.name FROM {_CASES} "  # noqa: S608
            "LEFT JOIN reform_cases_region r ON r.code = c.region_id WHERE c.slug = ? AND c.status = 'published'",
            [slug],
        )
        rows = [row for statement in _RECORD for row in self.driver.all(statement, [found[0][0]])]
        return len(found), [*found, *rows]

    def _conditions(self, ask: Ask) -> dict[str, Condition]:
        found: dict[str, Condition] = {"": ("c.status = 'published'", [])}
        if ask.region:
            found["region"] = ("c.region_id BETWEEN ? AND ?", list(code_range(ask.region)))
        if ask.keyword:
            found["keyword"] = (
                "c.id IN (SELECT w.content_object_id FROM reform_cases_casekeyword w "
                "JOIN reform_cases_keyword k ON k.id = w.tag_id WHERE k.slug = ?)",
                [ask.keyword],
            )
        if ask.function:
            found["function"] = (
                "c.id IN (SELECT w.case_id FROM reform_cases_case_functions w "
                "JOIN reform_cases_function f ON f.id = w.function_id WHERE f.name = ?)",
                [ask.function],
            )
        if ask.year:
            found["year"] = ("b.year = ?", [ask.year])
        for word in ask.words:
            statement, values = self.driver.holding(word)
            found[word] = (f"c.id IN ({statement})", values)
        return found


def _joined(conditions: Sequence[Condition]) -> Condition:
    return " AND ".join(sql for sql, _ in conditions), [value for _, values in conditions for value in values]


class SQLiteDriver:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def all(self, statement: str, values: Sequence[Any]) -> Rows:
        return self.connection.execute(statement, values).fetchall()

    def holding(self, word: str) -> Condition:
        return "SELECT value FROM json_each(?)", [json.dumps(_holding(self, word))]


class PostgreSQLDriver:
    def __init__(self, connection: psycopg.Connection[tuple[Any, ...]]) -> None:
        self.connection = connection

    def all(self, statement: str, values: Sequence[Any]) -> Rows:
        return self.connection.execute(statement.replace("?", "%s"), values, prepare=True).fetchall()

    def holding(self, word: str) -> Condition:
        return "SELECT unnest(?::bigint[])", [_holding(self, word)]


def _holding(driver: Driver, word: str) -> list[int]:
    """The ids of the cases that hold `word`."""
    [(cases, _ranks)] = engine.find([Term(word)], lambda statement: driver.all(statement, []))
    return cases.tolist()


def floor(address: str) -> Floor:
    """The floor of the database at `address` (a DATABASE_URL)."""
    if address.startswith("sqlite"):
        return Floor(SQLiteDriver(sqlite3.connect(urlsplit(address).path)))
    return Floor(PostgreSQLDriver(psycopg.connect(address, autocommit=True)))
