"""`manage.py reindex [--check]`: the search index rebuilt from the records, or compared with them."""

from __future__ import annotations

from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from reform_cases.ingest.keywords import fold_keywords, folded_by_former_rules
from reform_cases.search.check import differences
from reform_cases.search.rebuild import DamagedIndexError, rebuild
from reform_cases.sql.refusal import refusal


class Command(BaseCommand):
    help = (
        "Rebuild what searching needs (folded texts, index, suggestions) from the records, and tell keywords apart anew. The site goes on meanwhile; "
        "of more than 5,000 cases it searches without the index, and a rebuild that was broken off goes on where it stopped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="change nothing; list what differs from the records, and exit 1 if anything does",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["check"]:
                self._check()
            else:
                self._rebuild(options["verbosity"])
        except DamagedIndexError as error:
            raise CommandError(f"{error}: run `manage.py reindex` again") from error
        except DatabaseError as error:
            raise CommandError(refusal(error)) from error

    def _check(self) -> None:
        count = 0
        former = (f"keyword “{name}”: told apart by former rules" for name in folded_by_former_rules())
        for difference in chain(former, differences()):
            count += 1
            self.stdout.write(difference)
        if count:
            raise CommandError(f"{count} differences: run `manage.py reindex`")
        self.stdout.write("The index is what the records say.")

    def _rebuild(self, verbosity: int) -> None:
        for gone, kept in fold_keywords():
            self.stdout.write(f"The keywords “{kept}” and “{gone}” are one now.")
        total = 0
        for done, total in rebuild():
            if verbosity:
                self.stderr.write(f"{done} of {total} cases", style_func=str)
        self.stdout.write(f"Indexed {total} cases.")
