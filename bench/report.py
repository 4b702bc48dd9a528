"""`docs/performance.md`: the figures as tables, and how they stand to what is to be reached."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bench.measure import CONNECTIONS, WORKERS, Line, Measured

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Target:
    """A figure and what it must not exceed (or, when `at_least`, must reach)."""

    what: str
    reached: float
    wanted: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        return self.reached >= self.wanted if self.at_least else self.reached <= self.wanted


def report(command: str, results: Sequence[Measured], left_out: Sequence[str]) -> str:
    """The whole page, in Markdown. `left_out` says what could not be measured and why."""
    parts = [_HEAD.format(command=command, machine=_machine(), day=date.today().isoformat())]  # noqa: DTZ011
    parts += [f"Left out: {reason}.\n" for reason in left_out]
    parts += [
        _targets_table(results),
        _builds_table(results),
        _growth_table(results),
        "\n## The nine tasks\n",
    ]
    parts += [_tasks_table(one) for one in results]
    parts += [_load_table(results), _inside_table(max(results, key=lambda one: one.catalogue.count))]
    return "\n".join(parts)


_HEAD = """# How fast it is

Measured by `{command}` on {day}: {machine}. Milliseconds differ between machines, ratios much less; all contenders answered
in turn, request by request, each the first as often as the others, in one run. Written by the command, not by hand.

- **site**: the page as a reader gets it, over HTTP, one connection, gunicorn with one worker, no cache (`CACHE_URL=dummycache://`);
  the values of a task (province, word …) change with every request.
- **rows**: the floor, the same rows by hand-written SQL through the driver (`bench/floor.py`); **+ facets**: with the counts of the
  six groups, each with its own filter left out, a statement a group. A word is looked up in the site's own index by hand.
- **view**: a Django view of one line behind the same middleware in the same server.
- **Datasette**: from PyPI, on an SQLite file with the same cases, tuned (`bench/peer.py` says how): immutable mode with an inspect
  file, narrow tables, an index on every column that it filters or counts by, suggestions off, raised limits, a cache of 200 MB,
  pages by key. Three facets (province, year, keyword), all six in the task with three filters.
"""


def _machine() -> str:
    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}"
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    marks = ["---", *["---:"] * (len(head) - 1)]
    return "".join("| " + " | ".join(row) + " |\n" for row in (head, marks, *rows))


def _ms(value: float) -> str:
    return f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def _ratio(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"


def _both(line: Line) -> float:
    """The floor with facets, and the one-line view."""
    return line.rows.p50 + line.facets.p50 + line.one_line.p50


def _strict(line: Line) -> float:
    """The floor of the rows alone, and the one-line view."""
    return line.rows.p50 + line.one_line.p50


def _tasks_table(one: Measured) -> str:
    head = ["task", "queries", "site p50", "p95", "view", "rows", "+ facets", "site / (rows + view)"]
    head += ["site / (rows + facets + view)", "Datasette p50", "p95", "Datasette / site"]
    rows = []
    for line in one.lines:
        ours = line.ours.p50
        row = [
            line.task.title,
            str(line.inside.queries),
            _ms(ours),
            _ms(line.ours.p95),
            _ms(line.one_line.p50),
        ]
        row += [_ms(line.rows.p50), _ms(line.rows.p50 + line.facets.p50)]
        row += [_ratio(ours / _strict(line)), _ratio(ours / _both(line))]
        other = line.peer
        row += [_ms(other.p50), _ms(other.p95), _ratio(other.p50 / ours)] if other.samples else ["", "", ""]
        rows.append(row)
    return f"\n### {one.catalogue.count:,} cases, {one.catalogue.kind}\n\n" + _table(head, rows)


def _load_table(results: Sequence[Measured]) -> str:
    head = ["catalogue", "site /s", "view /s", "Datasette /s", "site / Datasette", "failures"]
    head += [
        "worker MB before",
        "after",
        "Datasette MB",
        "first page ms",
        "list again / view",
        "unchanged / view",
        "status",
    ]
    rows = []
    for one in results:
        load = one.load
        row = [_name(one), f"{load.ours.per_second:,.0f}", f"{load.one_line.per_second:,.0f}"]
        row += (
            [f"{load.peer.per_second:,.1f}", _ratio(load.ours.per_second / load.peer.per_second)]
            if load.peer
            else ["", ""]
        )
        row += [str(load.ours.failures), f"{load.before:.0f}", f"{load.after:.0f}"]
        row += [f"{load.peer_memory:.0f}" if load.peer else ""]
        row += [
            _ms(one.first),
            _ratio(one.cached.p50 / one.beside.p50),
            _ratio(one.unchanged.p50 / one.beside.p50),
            str(one.unchanged_status),
        ]
        rows.append(row)
    return (
        f"\n## Many readers, and the same reader again\n\nThe list over {CONNECTIONS} connections, {WORKERS} workers, the site's own "
        "cache; the client shares the machine. Then the first page of a new process, the list asked for again over one "
        "connection, and once more with the validator of the last answer.\n\n" + _table(head, rows)
    )


def _inside_table(one: Measured) -> str:
    head = ["task", "view ms", "database", "templates", "the rest"]
    rows = []
    for line in one.lines:
        inside = line.inside
        parts = (inside.database, inside.templates, inside.whole - inside.database - inside.templates)
        shares = [f"{part / inside.whole:.0%}" for part in parts]
        rows.append([line.task.title, _ms(inside.whole), *shares])
    return (
        f"\n## Where the time goes ({_name(one)})\n\nOne view called in a process of its own, nothing cached but what a process holds; "
        "the quickest of twenty, of the first variant of each task.\n\n" + _table(head, rows)
    )


def _builds_table(results: Sequence[Measured]) -> str:
    head = [
        "catalogue",
        "generating s",
        "index s",
        "cases indexed /s",
        "database MB",
        "of it for searching MB",
        "per 10,000",
    ]
    rows = [
        [
            _name(one),
            f"{one.catalogue.generating:.0f}",
            f"{one.catalogue.indexing:.0f}",
            f"{one.catalogue.count / one.catalogue.indexing:,.0f}",
            f"{one.catalogue.size / _MEGABYTE:,.0f}",
            f"{one.catalogue.index_size / _MEGABYTE:,.1f}",
            f"{one.catalogue.index_size / _MEGABYTE / one.catalogue.count * 10_000:,.0f}",
        ]
        for one in results
        if one.catalogue.count >= 1_000
    ]
    return "\n## Building\n\n" + _table(head, rows) if rows else ""


def _growth_table(results: Sequence[Measured]) -> str:
    """How each task grows from the second largest catalogue to the largest, by database."""
    columns = []
    for kind in dict.fromkeys(one.catalogue.kind for one in results):
        sizes = sorted(
            (one for one in results if one.catalogue.kind == kind), key=lambda one: one.catalogue.count
        )
        if len(sizes) > 1:
            columns.append((sizes[-2], sizes[-1]))
    if not columns:
        return ""
    head = ["task"]
    for small, large in columns:
        head += [f"site, {large.catalogue.kind}", "rows + facets"]
        if small.lines[0].peer.samples and large.lines[0].peer.samples:
            head.append("Datasette")
    rows = []
    for number, line in enumerate(columns[0][0].lines):
        row = [line.task.name]
        for small, large in columns:
            before, after = small.lines[number], large.lines[number]
            row.append(_ratio(after.ours.p50 / before.ours.p50))
            row.append(_ratio((after.rows.p50 + after.facets.p50) / (before.rows.p50 + before.facets.p50)))
            if before.peer.samples and after.peer.samples:
                row.append(_ratio(after.peer.p50 / before.peer.p50))
        rows.append(row)
    small, large = columns[0]
    return (
        f"\n## Growth from {small.catalogue.count:,} to {large.catalogue.count:,} cases\n\n"
        "p50 of the larger catalogue in multiples of the smaller one's.\n\n" + _table(head, rows)
    )


def _name(one: Measured) -> str:
    return f"{one.catalogue.count:,}, {one.catalogue.kind}"


def _targets_table(results: Sequence[Measured]) -> str:
    largest = max(one.catalogue.count for one in results)
    rows = []
    for one in (one for one in results if one.catalogue.count == largest):
        others = [
            other for other in results if other.catalogue.kind == one.catalogue.kind and other is not one
        ]
        peers = [other for other in results if other.catalogue.count == largest and other.load.peer]
        for target in _targets(one, others, peers[0] if peers else None):
            sign = "≥" if target.at_least else "≤"
            rows.append(
                [
                    target.what,
                    one.catalogue.kind,
                    _ratio(target.reached),
                    f"{sign} {target.wanted:g}",
                    "yes" if target.met else "**no**",
                ]
            )
    return f"\n## What is to be reached, at {largest:,} cases\n\n" + _table(
        ["", "database", "reached", "wanted", "met"], rows
    )


def _targets(one: Measured, others: Sequence[Measured], peer: Measured | None) -> Iterator[Target]:
    """`others` are smaller catalogues on the same database; `peer` is the run in which Datasette took part."""
    lines = {line.task.name: line for line in one.lines}
    if peer:
        yield from _against_peer(lines, {line.task.name: line for line in peer.lines})
        assert peer.load.peer
        faster = one.load.ours.per_second / peer.load.peer.per_second
        yield Target("16 connections, list: site / Datasette", faster, 50, at_least=True)
    for name in ("province-keyword", "words-province"):
        yield Target(f"{name}: p95 / own p50", lines[name].ours.p95 / lines[name].ours.p50, 2)
    worst = max(one.lines, key=lambda line: line.ours.p50 / _strict(line))
    yield Target(f"site / (rows + view), worst task ({worst.task.name})", worst.ours.p50 / _strict(worst), 2)
    worst = max(one.lines, key=lambda line: line.ours.p50 / _both(line))
    yield Target(
        f"site / (rows + facets + view), worst task ({worst.task.name})", worst.ours.p50 / _both(worst), 2
    )
    yield Target("common word / rare word", lines["common"].ours.p50 / lines["rare"].ours.p50, 4)
    for other in others:
        before = {line.task.name: line for line in other.lines}
        if other.catalogue.count == 10_000:
            yield Target(
                "rare word / the same at 10,000", lines["rare"].ours.p50 / before["rare"].ours.p50, 1.5
            )
        if other.catalogue.count == 6:
            yield Target("record / the same at 6", lines["record"].ours.p50 / before["record"].ours.p50, 1.2)
    view = one.beside.p50
    yield Target("record / view", lines["record"].ours.p50 / lines["record"].one_line.p50, 2)
    yield Target("list again (cached) / view", one.cached.p50 / view, 1.5)
    yield Target("list unchanged (validator) / view", one.unchanged.p50 / view, 1.5)
    yield Target("worker, MB", one.load.after, 150)
    rate = one.catalogue.count / one.catalogue.indexing
    yield Target(
        "cases indexed per second", rate, 1_500 if one.catalogue.kind == "SQLite" else 800, at_least=True
    )


def _against_peer(ours: dict[str, Line], theirs: dict[str, Line]) -> Iterator[Target]:
    for name, wanted in (("list", 20), ("province-keyword", 5), ("words-province", 5)):
        yield Target(
            f"{name}: Datasette / site", theirs[name].peer.p50 / ours[name].ours.p50, wanted, at_least=True
        )
