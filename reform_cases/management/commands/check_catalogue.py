"""`manage.py check_catalogue`: does the catalogue still say what its sources say?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from reform_cases.ingest.audit import catalogue_faults
from reform_cases.models import Case, Evidence, Outcome, SourceDocument
from reform_cases.sql.refusal import refusal

_NAMED = 10
_EDITED = 3
_TOLD_EVERY = 10_000


class Command(BaseCommand):
    help = (
        "Prove the catalogue: every rule between and inside records as if the database had none, every passage and "
        "number against its source, every character of every source for a place. Prints a line for each fault. Exit "
        "code 0: everything holds; 1: something does not; 3: it holds, but values depart from their source (“edited: "
        "…”). Not looked at: what a record without a source says, accounts, and the inside of the search index (for "
        "that, `reindex --check`)."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._check()
        except DatabaseError as error:
            raise CommandError(refusal(error)) from error

    def _check(self) -> None:
        faults = edited = 0
        named: dict[str, None] = {}
        for fault in catalogue_faults(self._progress):
            self.stdout.write(str(fault))
            if fault.edited:
                edited += 1
                continue
            faults += 1
            named[fault.slug] = None
        if faults:
            raise CommandError(
                f"{_count(faults, 'fault')} in {_count(len(named), 'record')}: {_some(list(named))}"
            )
        without = list(Case.objects.filter(source=None).order_by("slug").values_list("slug", flat=True))
        self.stdout.write(
            f"{_count(Case.objects.count(), 'case')}, {_count(Outcome.objects.count(), 'outcome')}, "
            f"{_count(Evidence.objects.count(), 'passage')} of {_count(SourceDocument.objects.count(), 'source')}: "
            "everything holds"
        )
        if without:
            self.stdout.write(
                f"{_count(len(without), 'case')} without a source, not looked at: {_some(without)}"
            )
        if edited:
            raise CommandError(f"{_count(edited, 'departure')} from the sources", returncode=_EDITED)

    def _progress(self, done: int, total: int) -> None:
        if total > _TOLD_EVERY and (done % _TOLD_EVERY == 0 or done == total):
            self.stderr.write(f"{done} of {total} cases", style_func=str)


def _some(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
