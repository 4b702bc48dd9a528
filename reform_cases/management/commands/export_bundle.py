"""`manage.py export_bundle DIR`: the catalogue as a folder of files that anybody can read, and `import_bundle` anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from reform_cases.bundles.manifest import MANIFEST, BundleError
from reform_cases.bundles.writing import write_bundle
from reform_cases.folders import FolderError, checksum
from reform_cases.sql.refusal import refusal

_TOLD_EVERY = 1_000


class Command(BaseCommand):
    help = (
        "Write the public catalogue into DIR, which must not be there or be empty: JSON Lines, CSV, an SQLite file for "
        "Datasette, datapackage.json, the data dictionary, licence and terms, and manifest.json with the SHA-256 and SM3 of "
        "each. Nothing unpublished is in it, of sources what their pages show. The same catalogue gives the same bytes on "
        "every database. The site may run meanwhile: a bundle shows one moment."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument(
            "--everything",
            action="store_true",
            help="the operator's: also what is unpublished, revisions, decisions, imports, readers' reports, accounts with the "
            "hashes of their passwords; keep it like a backup",
        )
        parser.add_argument(
            "--site",
            default="",
            metavar="ADDRESS",
            help="what addresses in the CSV files begin with, such as https://cases.example.org; without it they begin with /",
        )

    def handle(self, *args: Any, folder: Path, everything: bool, site: str, **options: Any) -> None:
        try:
            manifest = write_bundle(
                folder, everything=everything, site=site.rstrip("/"), progress=self._progress
            )
        except (BundleError, FolderError) as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(refusal(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename or folder}: {error.strerror}") from error
        size = sum(one["bytes"] for one in manifest["files"])
        self.stdout.write(
            f"{folder}: {manifest['holds']}, {len(manifest['files'])} files, {size:,} bytes; SHA-256 of {MANIFEST} {checksum(folder / MANIFEST)}"
        )

    def _progress(self, done: int, total: int) -> None:
        if total > _TOLD_EVERY and (done % _TOLD_EVERY == 0 or done == total):
            self.stderr.write(f"{done} of {total} cases", style_func=str)
