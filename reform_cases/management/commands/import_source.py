"""`manage.py import_source FILE|FOLDER|-…`: published batches into the catalogue, with a report on what changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from reform_cases.desk.importing import import_for_readers
from reform_cases.ingest.changes import ImportChanges
from reform_cases.ingest.reading import FILE_HELP, files_in, naming, read_document
from reform_cases.ingest.records import collection_slug
from reform_cases.ingest.report import change_lines, reading_lines, summary
from reform_cases.sourcetext.document import Document, SourceError
from reform_cases.sql.refusal import refusal


class Command(BaseCommand):
    help = (
        "Read source texts and bring the catalogue in line with them: cases are matched by batch and number, updated in "
        "place, never duplicated. Each file is one transaction; when one file cannot be read, none is imported. New "
        "cases are drafts; published ones stay published; with REVIEWERS they are changed through pending copies, unless "
        "--publish signs as the operator. A reviewed file beside a source (NAME.toml for NAME.txt) is "
        "applied."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files",
            type=Path,
            nargs="+",
            metavar="FILE",
            help=f"{FILE_HELP}; a folder for every source in it",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )
        parser.add_argument(
            "--publish",
            action="store_true",
            help="show the cases to readers at once; without it new ones are drafts",
        )
        parser.add_argument(
            "--collection",
            default="",
            metavar="SLUG",
            help="the batch's address on the site, such as jcgg-2024; without it the file's name serves (a reviewed file that names one wins)",
        )
        parser.add_argument(
            "--no-review",
            action="store_true",
            help="leave reviewed files out; what the catalogue holds as confirmed of an unchanged number stays",
        )

        parser.add_argument(
            "--replace",
            action="append",
            default=[],
            metavar="CASE-SLUG",
            help="put another case in the place of this one, which keeps its address; once for each",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        try:
            files = files_in(options["files"])
            self._check_all(files, options)
            for path in files:
                if len(files) > 1:
                    self.stderr.write(f"[{done + 1}/{len(files)}] {path}", style_func=str)
                self._import(path, options)
                done += 1
        except SourceError as error:
            names = ", ".join(str(path) for path in files[:done]) if done else ""
            before = f" ({done} of {len(files)} files were imported before it: {names})" if done else ""
            raise CommandError(f"{error}{before}") from error
        except DatabaseError as error:
            raise CommandError(refusal(error)) from error

    def _check_all(self, files: list[Path], options: dict[str, Any]) -> None:
        """Read every file once before the first is imported; two files must not hold one case."""
        if len(files) == 1:
            return
        self.stderr.write(f"reading {len(files)} files before the first is imported", style_func=str)
        seen: dict[tuple[str, int], Path] = {}
        for path in files:
            document = self._read(path, options)
            with naming(path):
                slug = collection_slug(document, path.name, options["collection"])
            for case in document.cases:
                first = seen.setdefault((slug, case.number), path)
                if first != path or files.count(path) > 1:
                    raise SourceError(
                        f"{path}: at character {case.span[0]}: case {case.number} of batch {slug} is in {first} too",
                        case.span[0],
                    )

    def _import(self, path: Path, options: dict[str, Any]) -> None:
        document = self._read(path, options)
        with naming(path):
            changes = import_for_readers(
                document,
                path.name,
                collection=options["collection"],
                publish=options["publish"],
                dry_run=options["dry_run"],
                replaced=options["replace"],
            )
        try:
            self._report(path, document, changes, options)
        except BrokenPipeError:
            # Nobody reads the report any more (`| head`); the files still to come are imported all the same.
            options["verbosity"] = 0

    def _report(
        self, path: Path, document: Document, changes: ImportChanges, options: dict[str, Any]
    ) -> None:
        if options["verbosity"] < 1:
            return
        self.stdout.write(f"{path}: {summary(document)}")
        for line in (*reading_lines(document), *change_lines(changes)):
            self.stdout.write(line)
        if options["dry_run"]:
            self.stdout.write("  dry run: nothing was changed")

    def _read(self, path: Path, options: dict[str, Any]) -> Document:
        return read_document(path, review=not options["no_review"], progress=self._tell)

    def _tell(self, message: str) -> None:
        self.stderr.write(message, style_func=str)
