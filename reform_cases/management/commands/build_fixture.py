"""`manage.py build_fixture FILE -o OUT`: a source text as a fixture for `loaddata`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reform_cases.ingest.fixtures import fixture
from reform_cases.ingest.reading import FILE_HELP, naming, read_document
from reform_cases.ingest.record import Record, Target
from reform_cases.ingest.records import collection_slug, records_of
from reform_cases.sourcetext.document import SourceError


class Command(BaseCommand):
    help = (
        "Write the records of a source text as a Django fixture: natural keys, cases published, the same bytes each "
        "time. No database is used. A reviewed file beside the source (NAME.toml for NAME.txt) is applied."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help=FILE_HELP)
        parser.add_argument(
            "-o", "--output", required=True, metavar="OUT", help="the fixture to write; - for standard output"
        )
        parser.add_argument(
            "--collection",
            default="",
            metavar="SLUG",
            help="the batch's address on the site, such as jcgg-2024; without it the file's name serves (a reviewed file that names one wins)",
        )
        parser.add_argument(
            "--no-review", action="store_true", help="read the text alone, without its reviewed file"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            records = _records(path, options["collection"], review=not options["no_review"])
        except SourceError as error:
            raise CommandError(str(error)) from error
        data = fixture(records).encode()
        if options["output"] == "-":
            self.stdout.write(data.decode(), ending="")
            return
        output = Path(options["output"])
        try:
            _write(output, data, path)
        except OSError as error:
            raise CommandError(f"{output}: cannot be written: {error.strerror or error}") from error
        self.stderr.write(f"{output}: {len(records)} records, {len(data)} bytes", style_func=str)


def _records(path: Path, collection: str, *, review: bool) -> list[Record]:
    document = read_document(path, review=review)
    with naming(path):
        target = Target(collection_slug(document, path.name, collection), path.name, publish=True)
        return records_of(document, target)


def _write(output: Path, data: bytes, source: Path) -> None:
    """Put `data` in place in one step; a device or pipe is simply written to."""
    if output.exists() and output.samefile(source):
        raise OSError("it is the source itself")
    if output.exists() and not output.is_file():
        output.write_bytes(data)
        return
    beside = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(output)
    finally:
        beside.unlink(missing_ok=True)
