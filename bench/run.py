"""A whole run: build each catalogue, measure it, write the page and what stands behind it."""

from __future__ import annotations

import argparse
import sys
import time

from bench.databases import FOLDER, Catalogue, build, manage, postgresql_reachable
from bench.details import details
from bench.measure import Effort, Measured, Target, measure
from bench.motion import after_an_edit, motion
from bench.peer import build_peer
from bench.reading import reading
from bench.report import report
from bench.servers import ROOT

KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
MOVED = 20_000  # cases
# By database and number of cases.
_Built = dict[tuple[str, int], Catalogue]
_STARTED = time.monotonic()
_USUAL = Effort(rounds=30, seconds=20.0, load=15.0, requests=10_000)
_QUICK = Effort(rounds=7, seconds=3.0, load=3.0, requests=1_000)


def say(text: str) -> None:
    sys.stderr.write(f"[{time.monotonic() - _STARTED:5.0f} s] {text}\n")


def run(options: argparse.Namespace, command: str) -> None:
    """Do what `options` (of `bench.__main__`) ask for; `command` is named on the page."""
    left_out = []
    kinds = [KINDS[name] for name in options.databases.split(",")]
    if "PostgreSQL" in kinds and (reason := postgresql_reachable(options.postgres)):
        kinds.remove("PostgreSQL")
        left_out.append(f"PostgreSQL could not be reached ({reason})")
    if not kinds:
        sys.exit(f"nothing to measure: {left_out[0]}")
    effort = _QUICK if options.quick else _USUAL
    results: list[Measured] = []
    built: _Built = {}
    manage(f"sqlite:///{ROOT / 'var' / 'unused.sqlite3'}", "collectstatic", "--noinput", "-v0")
    for count in sorted(options.sizes):
        for kind in kinds:
            catalogue = _catalogue(kind, count, options, built)
            with_peer = kind == "SQLite" and not options.without_datasette
            if with_peer:
                say(f"{count:,} cases for Datasette: building")
                build_peer(count, reuse=options.reuse)
            say(f"{count:,} cases on {kind}: measuring")
            results.append(measure(catalogue, effort, with_peer=with_peer))
    beside = [(kind, target) for kind in kinds for target in _in_motion(kind, options, effort, built)]
    say("reading texts")
    beside += [("", target) for target in reading(effort.rounds // 3)]
    page = report(command, results, beside, left_out)
    for file, text in ((options.output, page), (FOLDER / "details.md", details(results))):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        say(f"saved {file}")
    sys.stdout.write(page)


def _catalogue(kind: str, count: int, options: argparse.Namespace, built: _Built) -> Catalogue:
    """The catalogue of `count` cases on `kind`, built once a run."""
    if (kind, count) not in built:
        say(f"{count:,} cases on {kind}: building")
        built[kind, count] = build(kind, count, options.postgres, reuse=options.reuse)
    return built[kind, count]


def _in_motion(kind: str, options: argparse.Namespace, effort: Effort, built: _Built) -> list[Target]:
    """What is measured while somebody writes: with 20,000 cases, and of the largest catalogue the page after an edit."""
    largest = max(options.sizes)
    moved = _catalogue(kind, min(largest, MOVED), options, built)
    say(f"{moved.count:,} cases on {kind}: writing while reading")
    found = motion(moved, effort.seconds)
    return [*found, *after_an_edit(_catalogue(kind, largest, options, built), effort.rounds)]
