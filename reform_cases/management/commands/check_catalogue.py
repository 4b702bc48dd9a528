"""`manage.py check_catalogue`: does the catalogue still say what its sources say?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from reform_cases.ingest.audit import catalogue_faults
from reform_cases.models import Case, Evidence, Outcome, SourceDocument
from reform_cases.sql.refusal import refusal

_NAMED = 10


class Command(BaseCommand):
    help = (
        "Check every passage against its source, every character of every source for a place, and the rules between "
        "records. Prints a line for each fault and ends with exit code 1 when there is one. A value that an editor has "
        "made another one than the source's is listed (“edited: …”), and is no fault."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._check()
        except DatabaseError as error:
            raise CommandError(refusal(error)) from error

    def _check(self) -> None:
        faults = edited = 0
        named: dict[str, None] = {}
        for fault in catalogue_faults():
            self.stdout.write(str(fault))
            if fault.edited:
                edited += 1
                continue
            faults += 1
            named[fault.slug] = None
        if faults:
            names = ", ".join(list(named)[:_NAMED]) + (" …" if len(named) > _NAMED else "")
            raise CommandError(f"{_count(faults, 'fault')} in {_count(len(named), 'record')}: {names}")
        self.stdout.write(
            f"{_count(Case.objects.count(), 'case')}, {_count(Outcome.objects.count(), 'outcome')}, "
            f"{_count(Evidence.objects.count(), 'passage')} of {_count(SourceDocument.objects.count(), 'source')}: "
            f"everything holds" + (f" ({_count(edited, 'value')} edited)" if edited else "")
        )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
