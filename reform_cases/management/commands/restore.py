"""`manage.py restore DIR`: a backup into an empty database, brought up to date and proved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from reform_cases.backups import restore_backup
from reform_cases.sql.dump import DumpError
from reform_cases.sql.refusal import refusal


class Command(BaseCommand):
    help = (
        "Read the backup in DIR into the database of DATABASE_URL, which must be empty, bring it up to this version of "
        "the site (`migrate`), and prove it (`check_catalogue`, whose exit code is this command's). A file that is not "
        "what its manifest says, or was made by a later version, is refused and nothing is changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            counts = restore_backup(folder)
        except DumpError as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(refusal(error)) from error
        self.stdout.write(f"{sum(counts.values()):,} rows of {len(counts)} tables from {folder}")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("check_catalogue", stdout=self.stdout, stderr=self.stderr)
