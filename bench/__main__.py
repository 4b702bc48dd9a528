"""`python -m bench [--sizes 6,10000,100000] [--databases sqlite,postgresql] [--quick]`: build, measure, print, save."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from bench.databases import FOLDER, build, manage, postgresql_reachable
from bench.details import details
from bench.measure import Effort, Measured, measure
from bench.peer import build_peer
from bench.report import report
from bench.servers import ROOT

_KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_USUAL = Effort(rounds=30, seconds=20.0, load=15.0, requests=10_000)
_QUICK = Effort(rounds=7, seconds=3.0, load=3.0, requests=1_000)


def main(arguments: list[str]) -> None:
    options = _options(arguments)
    started = time.monotonic()

    def say(text: str) -> None:
        sys.stderr.write(f"[{time.monotonic() - started:5.0f} s] {text}\n")

    left_out = []
    kinds = [_KINDS[name] for name in options.databases.split(",")]
    if "PostgreSQL" in kinds and (reason := postgresql_reachable(options.postgres)):
        kinds.remove("PostgreSQL")
        left_out.append(f"PostgreSQL could not be reached ({reason})")
    results: list[Measured] = []
    manage(f"sqlite:///{ROOT / 'var' / 'unused.sqlite3'}", "collectstatic", "--noinput", "-v0")
    for count in sorted(options.sizes):
        for kind in kinds:
            say(f"{count:,} cases on {kind}: building")
            catalogue = build(kind, count, options.postgres, reuse=options.reuse)
            with_peer = kind == "SQLite" and not options.without_datasette
            if with_peer:
                say(f"{count:,} cases for Datasette: building")
                build_peer(count, reuse=options.reuse)
            say(f"{count:,} cases on {kind}: measuring")
            results.append(measure(catalogue, _QUICK if options.quick else _USUAL, with_peer=with_peer))
    command = " ".join(["python -m bench", *arguments])
    page = report(os.environ.get("BENCH_COMMAND", command), results, left_out)
    for file, text in ((options.output, page), (FOLDER / "details.md", details(results))):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        say(f"saved {file}")
    sys.stdout.write(page)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--sizes", type=_sizes, default=[6, 10_000, 100_000], metavar="N,N", help="numbers of cases"
    )
    parser.add_argument(
        "--databases", default="sqlite,postgresql", metavar="NAMES", help="sqlite, postgresql or both"
    )
    parser.add_argument(
        "--million", action="store_true", help="1,000,000 cases too (an hour, and some 30 GB)"
    )
    parser.add_argument(
        "--postgres",
        default=os.environ.get("BENCH_POSTGRES", "postgres://postgres@127.0.0.1/postgres"),
        metavar="URL",
        help="a PostgreSQL on which databases bench_N may be made (BENCH_POSTGRES)",
    )
    parser.add_argument(
        "--reuse", action="store_true", help="take the records that an earlier run has made up"
    )
    parser.add_argument("--quick", action="store_true", help="few samples: a first look, not a result")
    parser.add_argument("--without-datasette", action="store_true")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "docs" / "performance.md", metavar="FILE")
    options = parser.parse_args(arguments)
    if unknown := set(options.databases.split(",")) - _KINDS.keys():
        parser.error(f"no such database: {', '.join(sorted(unknown))} (there are sqlite and postgresql)")
    if options.million:
        options.sizes.append(1_000_000)
    return options


def _sizes(written: str) -> list[int]:
    """Raises ValueError, which argparse reports, for anything but numbers from 6 up."""
    sizes = [int(part) for part in written.split(",")]
    if min(sizes) < 6:
        raise ValueError
    return sizes


if __name__ == "__main__":
    main(sys.argv[1:])
