"""`manage.py parse_source FILE`: what the reader finds in a source text, as document JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reform_cases.ingest.reading import FILE_HELP, read_document
from reform_cases.ingest.report import reading_lines, summary
from reform_cases.sourcetext.document import SourceError
from reform_cases.sourcetext.document_json import to_json


class Command(BaseCommand):
    help = (
        "Read a source text and print what was found as JSON; a summary goes to stderr. No database is used. "
        "What a person decided about its numbers, in a reviewed file beside it (NAME.toml for NAME.txt), is applied."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help=FILE_HELP)
        parser.add_argument(
            "--no-review", action="store_true", help="read the text alone, without its reviewed file"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            document = read_document(options["file"], review=not options["no_review"], progress=self._tell)
        except SourceError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(to_json(document), ensure_ascii=False, indent=2))
        for line in (f"{options['file']}: {summary(document)}", *reading_lines(document)):
            self.stderr.write(line, style_func=str)

    def _tell(self, message: str) -> None:
        self.stderr.write(message, style_func=str)
