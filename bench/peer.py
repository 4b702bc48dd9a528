"""The peer: Datasette on a file with the same cases, tuned as well as its manual allows.

The tables that its list reads are narrow (the long texts stand in a table of their own); rows stand in the order of our
list, so that its own order, by key, costs it nothing; every column that it filters or counts by has an index; keywords and
functions stand in a JSON column for its array facets and in a table of their own for its filters; the full-text table
holds single characters, so that it finds two-character words too. It is served immutable with an inspect file (counts
are known), without suggested facets, with a page of 20, a cache of 200 MB and limits that nothing reaches.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from bench.databases import FOLDER, sqlite_file
from bench.servers import Server, running
from bench.tasks import PER_PAGE, Ask
from reform_cases.reference.regions import table

_THREE_FACETS = (("_facet", "province"), ("_facet", "year"), ("_facet_array", "keywords"))
_ALL_FACETS = (
    *_THREE_FACETS,
    ("_facet", "level"),
    ("_facet", "collection"),
    ("_facet_array", "functions"),
)
_COLUMNS = ("slug", "title", "organ", "level", "province", "year", "collection", "keywords")
_SETTINGS = {
    "suggest_facets": "off",
    "default_page_size": str(PER_PAGE),
    "default_facet_size": "20",
    "facet_time_limit_ms": "120000",
    "sql_time_limit_ms": "120000",
    "cache_size_kb": "200000",
    "default_cache_ttl": "0",
}
_SCHEMA = """
CREATE TABLE cases (id INTEGER PRIMARY KEY, slug TEXT, title TEXT, organ TEXT, level TEXT, province TEXT, region TEXT,
    year INTEGER, collection TEXT, number INTEGER, keywords TEXT, functions TEXT);
CREATE TABLE records (slug TEXT PRIMARY KEY, title TEXT, background TEXT, measures TEXT, outcomes TEXT,
    significance TEXT) WITHOUT ROWID;
CREATE TABLE case_keywords (case_id INTEGER REFERENCES cases(id), keyword TEXT, PRIMARY KEY (keyword, case_id)) WITHOUT ROWID;
CREATE TABLE case_functions (case_id INTEGER REFERENCES cases(id), function TEXT, PRIMARY KEY (function, case_id)) WITHOUT ROWID;
CREATE VIRTUAL TABLE cases_fts USING fts5(text, content='', tokenize='unicode61 remove_diacritics 0');
"""
_FILL = """
INSERT INTO cases SELECT row_number() OVER (ORDER BY b.year DESC, b.slug, c.number), c.slug, c.title, c.organ, c.level,
    substr(c.region_id, 1, 2) || '0000', c.region_id, b.year, b.title, c.number,
    (SELECT json_group_array(k.name) FROM site.reform_cases_casekeyword w
        JOIN site.reform_cases_keyword k ON k.id = w.tag_id WHERE w.content_object_id = c.id),
    (SELECT json_group_array(f.name) FROM site.reform_cases_case_functions w
        JOIN site.reform_cases_function f ON f.id = w.function_id WHERE w.case_id = c.id)
    FROM site.reform_cases_case c JOIN site.reform_cases_collection b ON b.id = c.collection_id;
INSERT INTO records SELECT c.slug, c.title, c.background,
    (SELECT group_concat(label || ' ' || heading || char(10) || body, char(10)) FROM site.reform_cases_measure m
        WHERE m.case_id = c.id),
    (SELECT group_concat(metric || ' ' || quote, char(10)) FROM site.reform_cases_outcome o WHERE o.case_id = c.id),
    c.significance FROM site.reform_cases_case c;
INSERT INTO case_keywords SELECT cases.id, value FROM cases, json_each(cases.keywords);
INSERT INTO case_functions SELECT cases.id, value FROM cases, json_each(cases.functions);
CREATE INDEX case_keywords_case ON case_keywords (case_id);
CREATE INDEX case_functions_case ON case_functions (case_id);
"""
_INDEXED = ("slug", "level", "province", "year", "collection")


def datasette_file(count: int) -> Path:
    return FOLDER / f"datasette-{count}.db"


def build_peer(count: int, *, reuse: bool = False) -> Path:
    """The file for Datasette, made from the SQLite catalogue of `count` cases, and its inspect file beside it.

    With `reuse` an earlier one is taken, if there is one.
    """
    file = datasette_file(count)
    if reuse and file.with_suffix(".metadata.json").exists():
        return file
    file.with_suffix(".metadata.json").unlink(missing_ok=True)
    file.unlink(missing_ok=True)
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("ATTACH ? AS site", [str(sqlite_file(count))])
    connection.executescript(_SCHEMA + _FILL)
    connection.executemany("INSERT INTO cases_fts (rowid, text) VALUES (?, ?)", _spaced_texts(connection))
    for column in _INDEXED:
        connection.execute(f"CREATE INDEX cases_{column} ON cases ({column})")
    connection.execute("INSERT INTO cases_fts (cases_fts) VALUES ('optimize')")
    connection.commit()
    connection.execute("DETACH site")
    connection.execute("ANALYZE")
    connection.close()
    _datasette("inspect", str(file), "--inspect-file", str(file.with_suffix(".inspect.json")))
    described = {"tables": {"cases": {"fts_table": "cases_fts", "fts_pk": "id"}}}
    file.with_suffix(".metadata.json").write_text(json.dumps({"databases": {file.stem: described}}))
    return file


def _spaced_texts(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """(key, everything searchable, a space between any two characters)"""
    rows = connection.execute(
        "SELECT c.id, concat FROM cases c JOIN (SELECT slug, title || char(10) || background || char(10) || "
        "coalesce(measures, '') || char(10) || coalesce(outcomes, '') || char(10) || significance AS concat "
        "FROM records) r ON r.slug = c.slug"
    ).fetchall()
    keywords = dict(connection.execute("SELECT id, keywords FROM cases"))
    return ((pk, " ".join(map(_token, text + keywords[pk]))) for pk, text in rows)


def _token(character: str) -> str:
    return character if character.isalnum() else f"x{ord(character):x}"


def peer_path(ask: Ask, count: int, *, facets: bool = False) -> str:
    """The address that answers `ask` on Datasette, with facets on province, year and keyword, or on all six."""
    base = f"/{datasette_file(count).stem}"
    if ask.record:
        return f"{base}/records/{ask.record}"
    query: list[tuple[str, str]] = [("_col", column) for column in _COLUMNS]
    query += _ALL_FACETS if facets else _THREE_FACETS
    if ask.region:
        assert table()[ask.region].level == "province"
        query.append(("province", ask.region))
    if ask.year:
        query.append(("year", str(ask.year)))
    for through, column, value in (
        ("case_keywords", "keyword", ask.keyword),
        ("case_functions", "function", ask.function),
    ):
        if value:
            query.append(("_through", json.dumps({"table": through, "column": column, "value": value})))
    if ask.words:
        phrases = " AND ".join('"' + " ".join(map(_token, word)) + '"' for word in ask.words)
        query += [("_search", phrases), ("_searchmode", "raw")]
    if ask.page > 1:
        query.append(("_next", str((ask.page - 1) * PER_PAGE)))
    return f"{base}/cases?{urlencode(query)}"


@contextmanager
def peer(count: int) -> Iterator[Server]:
    """Datasette serving the file of `count` cases; it has one process, whatever the machine has."""
    file = datasette_file(count)
    command = [
        *(sys.executable, "-m", "datasette", "serve", "--immutable", str(file)),
        *("--inspect-file", str(file.with_suffix(".inspect.json"))),
        *("--metadata", str(file.with_suffix(".metadata.json"))),
        *("--host", "127.0.0.1", "--port", "{port}"),
        *(part for name, value in _SETTINGS.items() for part in ("--setting", name, value)),
    ]
    with running(command, os.environ, "/-/versions.json") as server:
        yield server


def _datasette(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "datasette", *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
