"""What stands behind `docs/performance.md`: every table of a run, left in `var/bench/details.md`, not committed."""

from __future__ import annotations

from collections.abc import Sequence

from bench.markdown import ms, ratio, table
from bench.measure import CONNECTIONS, WORKERS, Measured
from bench.targets import both, strict

_MEGABYTE = 1024 * 1024


def details(results: Sequence[Measured]) -> str:
    """All tables, in Markdown."""
    parts = ["# What was measured\n", _builds_table(results), _growth_table(results), "\n## The nine tasks\n"]
    parts += [_tasks_table(one) for one in results]
    return "\n".join([*parts, _load_table(results)])


def _tasks_table(one: Measured) -> str:
    head = ["task", "queries", "site p50", "p95", "view", "rows", "+ facets", "site / (rows + view)"]
    head += ["site / (rows + facets + view)", "Datasette p50", "p95", "Datasette / site"]
    rows = []
    for line in one.lines:
        ours = line.ours.p50
        row = [
            line.task.title,
            str(line.inside.queries),
            ms(ours),
            ms(line.ours.p95),
            ms(line.one_line.p50),
        ]
        row += [ms(line.rows.p50), ms(line.rows.p50 + line.facets.p50)]
        row += [ratio(ours / strict(line)), ratio(ours / both(line))]
        other = line.peer
        row += [ms(other.p50), ms(other.p95), ratio(other.p50 / ours)] if other.samples else ["", "", ""]
        rows.append(row)
    return f"\n### {one.catalogue.count:,} cases, {one.catalogue.kind}\n\n" + table(head, rows)


def _load_table(results: Sequence[Measured]) -> str:
    head = ["catalogue", "site /s", "view /s", "Datasette /s", "site / Datasette", "failures"]
    head += [
        "worker MB before",
        "after",
        "Datasette MB",
        "first page ms",
        "list again / view",
        "source again / view",
        "unchanged / view",
        "status",
    ]
    rows = []
    for one in results:
        load = one.load
        row = [_name(one), f"{load.ours.per_second:,.0f}", f"{load.one_line.per_second:,.0f}"]
        row += (
            [f"{load.peer.per_second:,.1f}", ratio(load.ours.per_second / load.peer.per_second)]
            if load.peer
            else ["", ""]
        )
        row += [str(load.ours.failures), f"{load.before:.0f}", f"{load.after:.0f}"]
        row += [f"{load.peer_memory:.0f}" if load.peer else ""]
        row += [
            ms(one.first),
            ratio(one.kept.cached.p50 / one.kept.beside.p50),
            ratio(one.kept.source.p50 / one.kept.beside.p50),
            ratio(one.kept.unchanged.p50 / one.kept.beside.p50),
            str(one.kept.unchanged_status),
        ]
        rows.append(row)
    return (
        f"\n## Many readers, and the same reader again\n\nThe list over {CONNECTIONS} connections, {WORKERS} workers, the site's own "
        "cache; the client shares the machine. Then the first page of a new process, the list asked for again over one "
        "connection, and once more with the validator of the last answer.\n\n" + table(head, rows)
    )


def inside_table(one: Measured) -> str:
    """Where the time of each task goes, in Markdown."""
    head = ["task", "view ms", "database", "templates", "the rest"]
    rows = []
    for line in one.lines:
        inside = line.inside
        parts = (inside.database, inside.templates, inside.whole - inside.database - inside.templates)
        shares = [f"{part / inside.whole:.0%}" for part in parts]
        rows.append([line.task.title, ms(inside.whole), *shares])
    return (
        f"\n## Where the time goes ({_name(one)})\n\nOne view called in a process of its own, nothing cached but what a process holds; "
        "the quickest of twenty, of the first variant of each task.\n\n" + table(head, rows)
    )


def record_profile(one: Measured) -> str:
    """In which functions the record's time is spent, in Markdown: its target is missed by many small things, not by one."""
    (line,) = (line for line in one.lines if line.task.name == "record")
    rows = [[f"`{name.strip()}`", f"{share:.1%}"] for name, share in line.inside.functions.items()]
    return (
        f"\n## The record page, by function ({_name(one)})\n\nTime of each function itself, without what it calls; "
        "the profiler makes small functions look larger than they are.\n\n"
        + table(["function", "share"], rows)
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
    return "\n## Building\n\n" + table(head, rows) if rows else ""


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
            row.append(ratio(after.ours.p50 / before.ours.p50))
            row.append(ratio((after.rows.p50 + after.facets.p50) / (before.rows.p50 + before.facets.p50)))
            if before.peer.samples and after.peer.samples:
                row.append(ratio(after.peer.p50 / before.peer.p50))
        rows.append(row)
    small, large = columns[0]
    return (
        f"\n## Growth from {small.catalogue.count:,} to {large.catalogue.count:,} cases\n\n"
        "p50 of the larger catalogue in multiples of the smaller one's.\n\n" + table(head, rows)
    )


def _name(one: Measured) -> str:
    return f"{one.catalogue.count:,}, {one.catalogue.kind}"
