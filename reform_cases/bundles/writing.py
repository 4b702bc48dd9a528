"""A bundle written: one moment of the catalogue, row by row, so that memory does not grow with it; the same catalogue, the same bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from reform_cases.bundles.describing import describe
from reform_cases.bundles.manifest import write_manifest
from reform_cases.bundles.rows import BundleRows
from reform_cases.bundles.sqlite_file import SQLiteFile
from reform_cases.catalogue.facts import Face, facts_on
from reform_cases.catalogue.number_facts import NUMBER_FACTS
from reform_cases.exports.rows import CHUNK, Data, case_rows, number_rows
from reform_cases.exports.tables import as_csv
from reform_cases.folders import new_folder
from reform_cases.models import Case, Outcome
from reform_cases.sql.ids import Ids
from reform_cases.sql.one_state import one_state

DATABASE = "catalogue.db"
# The CSV files are those of the site's lists, of what is public.
LISTS: dict[str, tuple[str, ...]] = {
    "cases": ("slug", "url", *(fact.name for fact in facts_on(Face.DATA)), "evidence"),
    "outcomes": ("url", *(fact.name for fact in NUMBER_FACTS), "evidence"),
}
Progress = Callable[[int, int], None]


def write_bundle(
    folder: Path, *, everything: bool = False, site: str = "", progress: Progress | None = None
) -> dict[str, Any]:
    """Make `folder` with the bundle in it, all at once, and return its manifest.

    It holds what is public, or `everything`. Addresses in the CSV files begin with `site`. `progress` is told how many cases
    of all are done. FolderError when the folder holds something already; BundleError.
    """
    with new_folder(folder, "a bundle") as new:
        with one_state():
            rows = BundleRows(everything=everything)
            _write_tables(new, rows, progress)
            _write_lists(new, site)
        describe(new, rows.tables, LISTS, DATABASE)
        return write_manifest(new, everything=everything, site=site)


def _write_tables(folder: Path, rows: BundleRows, progress: Progress | None) -> None:
    done, total = 0, len(rows.cases)
    with ExitStack() as files:
        lines = {
            one.name: files.enter_context((folder / one.file).open("w", encoding="utf-8", newline="\n"))
            for one in rows.tables
        }
        database = files.enter_context(
            SQLiteFile(folder / DATABASE, [one for one in rows.tables if not one.desk])
        )
        for table, row in rows.all():
            lines[table.name].write(f"{json.dumps(row, ensure_ascii=False, separators=(',', ':'))}\n")
            if not table.desk:
                database.add(table, row)
            if table.model is Case:
                done += 1
                if progress:
                    progress(done, total)


def _write_lists(folder: Path, site: str) -> None:
    cases = [pk for _slug, pk in sorted(Case.objects.published().order_by().values_list("slug", "pk"))]
    for name, read in (("cases", _case_lines), ("outcomes", _number_lines)):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            for text in as_csv(read(cases, site), LISTS[name]):
                file.write(text)


def _case_lines(cases: list[int], site: str) -> Iterator[Data]:
    for start in range(0, len(cases), CHUNK):
        yield from case_rows(cases[start : start + CHUNK], site)


def _number_lines(cases: list[int], site: str) -> Iterator[Data]:
    for start in range(0, len(cases), CHUNK):
        some = cases[start : start + CHUNK]
        places = {pk: at for at, pk in enumerate(some)}
        sure = Outcome.objects.published().sure().filter(case__in=Ids(some)).order_by()
        found = sorted(
            (places[case], order, anchor, pk)
            for case, order, anchor, pk in sure.values_list("case_id", "order", "anchor", "pk")
        )
        for begin in range(0, len(found), CHUNK):
            yield from number_rows([pk for *_place, pk in found[begin : begin + CHUNK]], site)
