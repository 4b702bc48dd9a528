"""`manage.py backup DIR`: the whole database into a folder of its own, while the site runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from reform_cases.backups import write_backup
from reform_cases.folders import FolderError
from reform_cases.sql.dump import DumpError
from reform_cases.sql.refusal import refusal


class Command(BaseCommand):
    help = (
        "Write the whole database into DIR, which must not be there or be empty: one file, and a manifest with its "
        "SHA-256. The site may run and people may write meanwhile: the backup shows one moment. It holds accounts and "
        "unpublished records: keep it where the site cannot write. PostgreSQL needs pg_dump (postgresql-client)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            manifest = write_backup(folder)
        except (DumpError, FolderError) as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(refusal(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename or folder}: {error.strerror}") from error
        self.stdout.write(
            f"{folder}: {manifest['bytes']:,} bytes of {manifest['database']}, SHA-256 {manifest['sha256']}"
        )
