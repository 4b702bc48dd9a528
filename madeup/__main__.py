"""`python -m madeup N --seed S`: fill a database with made-up cases, for development and measuring.

The same N and seed give the same cases: recombined sentences of the shipped source, in batches generated-YEAR. Refused
on a database that holds published real cases, unless --force. One transaction: all of them or none.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import django

SOURCE = Path(__file__).resolve().parents[1] / "fixtures" / "sources" / "jcgg-2024.txt"
_SAID_EVERY = 5.0  # seconds


def main(arguments: Sequence[str]) -> None:
    """Add the cases that `arguments` ask for; the database is DATABASE_URL.

    Ends the process with code 1 and one sentence when they cannot be added.
    """
    options = _options(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reform_cases.config.settings")
    django.setup()
    from django.db import DatabaseError

    from madeup.generation import generate, obstacle
    from reform_cases.ingest.reading import read_document
    from reform_cases.sql.refusal import refusal

    started = time.monotonic()
    try:
        if reason := obstacle(force=options.force):
            sys.exit(reason)
        generate(
            read_document(SOURCE), options.count, options.seed, _now_and_then(), indexed=not options.no_index
        )
    except DatabaseError as error:
        sys.exit(refusal(error))
    sys.stderr.write(f"{options.count} cases generated in {time.monotonic() - started:.0f} s\n")


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m madeup", description=__doc__)
    parser.add_argument("count", type=positive, metavar="N", help="how many cases, at least 1")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="another number, other cases")
    parser.add_argument("--force", action="store_true", help="add them even beside published real cases")
    parser.add_argument(
        "--no-index", action="store_true", help="leave the search index to `manage.py reindex`"
    )
    return parser.parse_args(arguments)


def positive(written: str) -> int:
    """Raises ValueError, which argparse reports, for anything below 1."""
    if (number := int(written)) < 1:
        raise ValueError
    return number


def _now_and_then() -> Callable[[str, int], None]:
    """Return what tells stderr how far the work is, every five seconds."""
    said = time.monotonic()

    def say(what: str, done: int) -> None:
        nonlocal said
        if time.monotonic() - said > _SAID_EVERY:
            said = time.monotonic()
            sys.stderr.write(f"{done} {what}\n")

    return say


if __name__ == "__main__":
    main(sys.argv[1:])
