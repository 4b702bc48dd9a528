"""`docs/performance.md`: how the figures stand to what is to be reached, and the nine tasks of the largest catalogue."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Sequence
from datetime import date

from bench.details import inside_table, record_profile
from bench.markdown import ms, ratio, table
from bench.measure import Measured, Target
from bench.targets import both, targets


def report(
    command: str, results: Sequence[Measured], beside: Sequence[tuple[str, Target]], left_out: Sequence[str]
) -> str:
    """The whole page, in Markdown: four tables.

    `beside` are further targets, with their database or "" when they ask none; `left_out` says what could not be measured and why.
    """
    parts = [_HEAD.format(command=command, machine=_machine(), day=date.today().isoformat())]  # noqa: DTZ011
    parts += [f"Left out: {reason}.\n" for reason in left_out]
    largest = max(results, key=lambda one: one.catalogue.count)
    parts += [
        _targets_table(results, beside),
        _tasks_table(results),
        inside_table(largest),
        record_profile(largest),
    ]
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

The other tables of the run (every size, the load, building, growth) are in `var/bench/details.md`.
"""


def _machine() -> str:
    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}"
    )


def _targets_table(results: Sequence[Measured], beside: Sequence[tuple[str, Target]]) -> str:
    """A line for each target, a column for each database; a figure that does not reach it is marked."""
    kinds = list(dict.fromkeys(one.catalogue.kind for one in results))
    found: dict[str, dict[str, Target]] = {}
    for kind, target in [*targets(results), *((kind or kinds[0], one) for kind, one in beside)]:
        found.setdefault(target.what, {})[kind] = target
    rows = []
    for what, by_kind in found.items():
        one = next(iter(by_kind.values()))
        cells = [_reached(by_kind[kind]) if kind in by_kind else "" for kind in kinds]
        rows.append([what, f"{'≥' if one.at_least else '≤'} {one.wanted:g}", *cells])
    largest = max(one.catalogue.count for one in results)
    return f"\n## What is to be reached, at {largest:,} cases\n\n" + table(["", "wanted", *kinds], rows)


def _reached(target: Target) -> str:
    return ratio(target.reached) if target.met else f"**{ratio(target.reached)}**"


def _tasks_table(results: Sequence[Measured]) -> str:
    """The tasks of the largest catalogue, its databases side by side."""
    largest = max(one.catalogue.count for one in results)
    shown = [one for one in results if one.catalogue.count == largest]
    head = ["p50 ms of"]
    for one in shown:
        kind = one.catalogue.kind
        head += [f"site, {kind}", "p95", "view", "rows + facets"]
        head += ["Datasette"] if one.load.peer else []
    rows = []
    for number, line in enumerate(shown[0].lines):
        row = [line.task.title]
        for one in shown:
            other = one.lines[number]
            row += [ms(other.ours.p50), ms(other.ours.p95), ms(other.one_line.p50)]
            row += [ms(both(other) - other.one_line.p50)]
            row += [ms(other.peer.p50)] if one.load.peer else []
        rows.append(row)
    return f"\n## The nine tasks, at {largest:,} cases\n\n" + table(head, rows)
