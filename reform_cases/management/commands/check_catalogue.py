"""`manage.py check_catalogue`: does the catalogue still say what its sources say?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from reform_cases.ingest.audit import catalogue_faults
from reform_cases.models import Case, Evidence, Outcome, SourceDocument

_NAMED = 10


class Command(BaseCommand):
    help = (
        "Check every passage against its source, every character of every source for a place, and the rules between "
        "records. Prints a line for each fault and ends with exit code 1 when there is one."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._check()
        except DatabaseError as error:
            reason = " ".join(str(error).split())
            raise CommandError(
                f"the database cannot be used ({reason}); is it migrated (`manage.py migrate`)?"
            ) from error

    def _check(self) -> None:
        count = 0
        named: dict[str, None] = {}
        for fault in catalogue_faults():
            count += 1
            named[fault.slug] = None
            self.stdout.write(str(fault))
        if count:
            names = ", ".join(list(named)[:_NAMED]) + (" …" if len(named) > _NAMED else "")
            raise CommandError(f"{count} faults in {len(named)} records: {names}")
        self.stdout.write(
            f"{Case.objects.count()} cases, {Outcome.objects.count()} outcomes, {Evidence.objects.count()} passages of "
            f"{SourceDocument.objects.count()} sources: everything holds"
        )
