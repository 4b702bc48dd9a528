"""`manage.py generate_cases N --seed S`: a large catalogue of made-up cases, for development and measuring."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from reform_cases.ingest.generation import generate, obstacle
from reform_cases.ingest.reading import read_document

SOURCE = Path(settings.BASE_DIR) / "fixtures" / "sources" / "jcgg-2024.txt"
_SAID_EVERY = 5.0  # seconds


class Command(BaseCommand):
    help = (
        "Fill a database for development or measuring with N published made-up cases: recombined sentences of the "
        "shipped source in batches generated-YEAR. The same N and seed give the same cases. Refused on a database that "
        "holds published real cases, unless --force. One transaction: all of them or none."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("count", type=int, metavar="N", help="how many cases")
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="another number, other cases")
        parser.add_argument("--force", action="store_true", help="add them even beside published real cases")
        parser.add_argument(
            "--no-index", action="store_true", help="leave the search index to `manage.py reindex`"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        count: int = options["count"]
        if count < 1:
            raise CommandError("N must be at least 1")
        started = self.said = time.monotonic()
        try:
            if reason := obstacle(force=options["force"]):
                raise CommandError(reason)
            document = read_document(SOURCE)
            generate(document, count, options["seed"], self._say, indexed=not options["no_index"])
        except DatabaseError as error:
            reason = " ".join(str(error).split())
            raise CommandError(
                f"the database cannot be used ({reason}); is it migrated (`manage.py migrate`)?"
            ) from error
        took = time.monotonic() - started
        self.stderr.write(f"{count} cases generated in {took:.0f} s", style_func=str)

    def _say(self, what: str, done: int) -> None:
        if time.monotonic() - self.said > _SAID_EVERY:
            self.said = time.monotonic()
            self.stderr.write(f"{done} {what}", style_func=str)
