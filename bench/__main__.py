"""`python -m bench [--sizes 6,10000,100000] [--databases sqlite,postgresql] [--quick]`: build, measure, print, save."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import django

KINDS = ("sqlite", "postgresql")
ROOT = Path(__file__).resolve().parents[1]


def main(arguments: list[str]) -> None:
    options = _options(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.site_settings")
    django.setup()
    # The floor looks words up in the site's own index, which needs Django.
    from bench.run import run

    run(options, os.environ.get("BENCH_COMMAND", " ".join(["python -m bench", *arguments])))


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
    if unknown := set(options.databases.split(",")) - set(KINDS):
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
