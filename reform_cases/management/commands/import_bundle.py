"""`manage.py import_bundle DIR`: a bundle into an empty database, indexed and proved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from reform_cases.bundles.loading import load_bundle
from reform_cases.bundles.manifest import BundleError
from reform_cases.sql.refusal import refusal

_TOLD_EVERY = 1_000


class Command(BaseCommand):
    help = (
        "Read the bundle in DIR into the database of DATABASE_URL, which must be migrated and empty (divisions may be loaded), "
        "index it for searching and prove it as `check_catalogue` does. Its files must be what its manifest says. Whatever is "
        "wrong is told in one sentence, and nothing is written. Exit code 0; 3 when it holds but values depart from their source."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            count, edited = load_bundle(folder, self._progress)
        except BundleError as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(refusal(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename or folder}: {error.strerror}") from error
        self.stdout.write(f"{count} cases from {folder}, indexed")
        for fault in edited:
            self.stdout.write(str(fault))
        if edited:
            raise CommandError(f"{len(edited)} departures from the sources", returncode=3)

    def _progress(self, what: str, done: int, total: int) -> None:
        if total > _TOLD_EVERY and (done % _TOLD_EVERY == 0 or done == total):
            self.stderr.write(f"{done} of {total} cases {what}", style_func=str)
