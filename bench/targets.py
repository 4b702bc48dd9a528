"""What is to be reached, as targets with what was reached: of the largest catalogue, by database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.measure import Line, Measured, Target


def targets(results: Sequence[Measured]) -> list[tuple[str, Target]]:
    """Each target with the name of its database."""
    largest = max(one.catalogue.count for one in results)
    found: list[tuple[str, Target]] = []
    for one in (one for one in results if one.catalogue.count == largest):
        others = [
            other for other in results if other.catalogue.kind == one.catalogue.kind and other is not one
        ]
        peers = [other for other in results if other.catalogue.count == largest and other.load.peer]
        found += [(one.catalogue.kind, t) for t in _targets(one, others, peers[0] if peers else None)]
    return found


def both(line: Line) -> float:
    """The floor with facets, and the one-line view."""
    return line.rows.p50 + line.facets.p50 + line.one_line.p50


def strict(line: Line) -> float:
    """The floor of the rows alone, and the one-line view."""
    return line.rows.p50 + line.one_line.p50


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
    worst = max(one.lines, key=lambda line: line.ours.p50 / strict(line))
    yield Target("site / (rows + view), worst task", worst.ours.p50 / strict(worst), 2)
    worst = max(one.lines, key=lambda line: line.ours.p50 / both(line))
    yield Target("site / (rows + facets + view), worst task", worst.ours.p50 / both(worst), 2)
    yield Target("common word / rare word", lines["common"].ours.p50 / lines["rare"].ours.p50, 4)
    for other in others:
        before = {line.task.name: line for line in other.lines}
        if other.catalogue.count == 10_000:
            yield Target(
                "rare word / the same at 10,000", lines["rare"].ours.p50 / before["rare"].ours.p50, 1.5
            )
        if other.catalogue.count == 6:
            yield Target("record / the same at 6", lines["record"].ours.p50 / before["record"].ours.p50, 1.2)
    kept, view = one.kept, one.kept.beside.p50
    yield Target("record / view", lines["record"].ours.p50 / lines["record"].one_line.p50, 5)
    yield Target("list again (cached) / view", kept.cached.p50 / view, 1.5)
    yield Target("list unchanged (validator) / view", kept.unchanged.p50 / view, 1.5)
    yield Target("source again / list again", kept.source.p50 / kept.cached.p50, 1.5)
    yield Target("worker, MB", one.load.after, 160)
    rate = one.catalogue.count / one.catalogue.indexing
    wanted = 1_500 if one.catalogue.kind == "SQLite" else 800
    yield Target(
        "cases indexed per second / 1,500 (SQLite) or 800 (PostgreSQL)", rate / wanted, 1, at_least=True
    )


def _against_peer(ours: dict[str, Line], theirs: dict[str, Line]) -> Iterator[Target]:
    for name, wanted in (("list", 20), ("province-keyword", 5), ("words-province", 5)):
        yield Target(
            f"{name}: Datasette / site", theirs[name].peer.p50 / ours[name].ours.p50, wanted, at_least=True
        )
