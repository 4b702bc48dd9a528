"""A bundle read into an empty database: all of it, proved by the audit, or nothing.

Rows get keys by the places in which they stand, so that a bundle of any size is read from its first line to its last; what others
call them by is remembered, of the parts of cases some hundred cases long.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import F, Max, Model
from django.db.models.functions import Greatest
from django.utils import timezone

from reform_cases.bundles.lines import BundleLine, TableFile
from reform_cases.bundles.manifest import EVERYTHING, BundleError, read_manifest
from reform_cases.bundles.tables import BundleTable, Column, tables_of
from reform_cases.history.revisions import COMMAND, Writer, written
from reform_cases.history.seals import seal_new
from reform_cases.ingest.audit import Fault, catalogue_faults
from reform_cases.models import (
    Case,
    CatalogueVersion,
    Function,
    Masking,
    Region,
    Revision,
    SourceDocument,
)
from reform_cases.sql.bulk import write_rows

# What a new site may have before anything else: it is replaced.
_PREPARED: tuple[type[Model], ...] = (Region, Function)
# Cases, and rows of other tables, in memory at once.
_CASES, _ROWS = 200, 1_000
# Cases that are indexed, and noted as revisions, at a time.
_INDEXED = 1_000
# Told what was done with how many cases of all.
Progress = Callable[[str, int, int], None]


def load_bundle(folder: Path, progress: Progress | None = None) -> tuple[int, list[Fault]]:
    """Read the bundle in `folder` into the database, index it for searching; return the number of its cases and their departures from sources.

    `progress` is told how many cases of all are written, indexed, proved. BundleError, and nothing is changed: a file is not what the manifest
    says, the bundle is of a format that is not known, there is something in the catalogue, a row cannot be stored, or what was
    read does not hold.
    """
    manifest = read_manifest(folder)
    tables = tables_of(everything=manifest["holds"] == EVERYTHING)
    named = {one["path"] for one in manifest["files"]}
    for table in tables:
        if table.file not in named:
            raise BundleError(f"{folder}: {table.file} is missing")
    with transaction.atomic():
        _refuse_beside_others(tables)
        load = _Load(folder, tables, progress)
        try:
            load.all()
            # A database looks at relations when a transaction ends; by then nobody could say of which bundle.
            connection.check_constraints([table.model._meta.db_table for table in tables])
        except (IntegrityError, DataError) as error:
            raise BundleError(f"{load.at}: cannot be stored: {' '.join(str(error).split())}") from error
        _index(list(load.cases.values()), progress)
        seal_new()
        _go_on_from_revisions()
        return len(load.cases), _proved(folder, progress)


def _refuse_beside_others(tables: Iterable[BundleTable]) -> None:
    for table in tables:
        if table.model in _PREPARED:
            continue
        if table.model._default_manager.exists():
            raise BundleError(
                f"the database is not empty (there are {table.name.replace('_', ' ')}): a bundle is imported into a new one, after `migrate`"
            )
    for model in _PREPARED:
        model._default_manager.all().delete()


def _go_on_from_revisions() -> None:
    """Let the versions of the catalogue rise above those that the revisions name: they tell what was changed since when."""
    reached = Revision.objects.aggregate(reached=Max("serial"))["reached"]
    if reached:
        CatalogueVersion.objects.update(serial=Greatest(F("serial"), reached + 1))


def _index(cases: list[int], progress: Progress | None) -> None:
    for start in range(0, len(cases), _INDEXED):
        some = cases[start : start + _INDEXED]
        written(some, Writer(COMMAND, why="import_bundle"))
        if progress:
            progress("indexed", start + len(some), len(cases))


def _proved(folder: Path, progress: Progress | None) -> list[Fault]:
    """What departs from the sources; BundleError when anything does not hold."""
    edited, faults = [], 0
    first: Fault | None = None
    for fault in catalogue_faults(partial(progress, "proved") if progress else None):
        if fault.edited:
            edited.append(fault)
        else:
            first, faults = first or fault, faults + 1
    if first:
        raise BundleError(f"{folder}: what it holds is not sound ({faults} faults), the first: {first}")
    return edited


class _Load:
    """The state of one import: the keys that rows got, by what others call them."""

    def __init__(self, folder: Path, tables: list[BundleTable], progress: Progress | None) -> None:
        self.tables = tables
        self.files = {table.name: TableFile(folder, table) for table in tables}
        # The cases are read once before: they refer to each other.
        self.cases = {line.row["slug"]: line.number for line in TableFile(folder, self._table(Case)).all()}
        self.names: dict[str, dict[Any, Any]] = defaultdict(dict, cases=self.cases)
        self.reached: dict[str, int] = defaultdict(int)
        self.progress = progress
        self.at: object = folder
        self.permissions = dict(Permission.objects.order_by("pk").values_list("codename", "pk"))
        self.now = timezone.now()

    def all(self) -> None:
        """Write all tables."""
        for table in self.tables:
            if table.of:
                continue
            lines = self.files[table.name].all()
            below = [self.files[one.name] for one in self.tables if one.of == table.name]
            at_once = _CASES if table.model is Case else 1 if table.model is SourceDocument else _ROWS
            while some := list(islice(lines, at_once)):
                self._write(table, some)
                self._write_below(below, some)
                if table.model is Case and self.progress:
                    self.progress("written", some[-1].number, len(self.cases))
            for one in below:
                one.end()
        self._reset_sequences()

    def _write_below(self, below: list[TableFile], owners: list[BundleLine]) -> None:
        for file in below:
            # Anchors mean something within these cases only.
            self.names[file.table.name] = {}
        for file in below:
            name = owners[0].table.key[0]
            lines = (line for owner in owners for line in file.of(owner.row[name]))
            while some := list(islice(lines, _ROWS)):
                self._write(file.table, some)

    def _write(self, table: BundleTable, lines: list[BundleLine]) -> None:
        """Write the rows of `lines`, which follow those written before."""
        first = self.reached[table.name] + 1
        for key, line in enumerate(lines, first):
            self._name(table, line, key)
        self.reached[table.name] += len(lines)
        self.at = f"{lines[0].path}, lines {lines[0].number} to {lines[-1].number}"
        fields = table.model._meta.concrete_fields
        rows = []
        for key, line in enumerate(lines, first):
            one = self._row(table, line)
            if one.pk is None:
                one.pk = key
            rows.append([field.get_db_prep_save(getattr(one, field.attname), connection) for field in fields])
        write_rows(table.model._meta.db_table, [str(field.column) for field in fields], rows)
        for column in table.columns:
            if column.several:
                self._relate(column, lines, first)

    def _name(self, table: BundleTable, line: BundleLine, key: int) -> None:
        if table.numbered:
            return
        inside = table.of == "cases"
        name = (line.row["case"], line.row[table.key[-1]]) if inside else line.row[table.key[-1]]
        if not table.of or (inside and table.key[-1] == "anchor"):
            if name in self.names[table.name] and table.model is not Case:
                raise line.error(f"there are two of {table.key[-1]} {line.row[table.key[-1]]}")
            # A division's key is its code.
            self.names[table.name][name] = name if table.model is Region else key

    def _row(self, table: BundleTable, line: BundleLine) -> Model:
        values: dict[str, Any] = {}
        if table.model is Masking and line.row["kind"] == Masking.Kind.SOURCE:
            line = line._replace(row={**line.row, "row": self.names["sources"].get(line.row["row"])})
        for column in table.columns:
            value = line.row[column.name]
            if column.field is None or column.several:
                continue
            if column.field.is_relation:
                values[column.field.attname] = self._key(column, value, line)
            else:
                values[column.field.attname] = self._value(column, value, line)
        return table.model(**values)

    def _key(self, column: Column, value: Any, line: BundleLine) -> Any:
        """The key of the row that is called `value`."""
        if value is None or not column.named:
            return value
        inside = any(one.name == column.refers and one.of == "cases" for one in self.tables)
        called = (line.row["case"], value) if inside else value
        found = self.names[column.refers].get(called)
        if found is None:
            raise line.error(f"{column.name} {value} is not in {column.refers}")
        return found

    def _value(self, column: Column, value: Any, line: BundleLine) -> Any:
        field = column.field
        if column.packed:
            return zlib.compress(str(value).encode())
        if value is None and not field.null:
            if field.name == "at":
                return self.now  # the time of a decision is not public
            raise line.error(f"{column.name} may not be empty")
        try:
            return field.to_python(value)
        except ValidationError as error:
            raise line.error(f"{column.name} cannot be {value!r}") from error

    def _relate(self, column: Column, lines: list[BundleLine], first: int) -> None:
        """Write what the rows of `lines` relate to by a field that relates to many."""
        field = column.field
        known = self.permissions if field.related_model is Permission else self.names[column.refers]
        through = field.remote_field.through._meta
        pairs = []
        for key, line in enumerate(lines, first):
            for name in line.row[column.name]:
                if name not in known:
                    raise line.error(f"{column.name}: {name} is not known")
                pairs.append((key, known[name]))
        columns = [
            through.get_field(name).column
            for name in (field.m2m_field_name(), field.m2m_reverse_field_name())
        ]
        write_rows(through.db_table, columns, pairs)

    def _table(self, model: type[Model]) -> BundleTable:
        return next(table for table in self.tables if table.model is model)

    def _reset_sequences(self) -> None:
        """Let the database give keys above those that were given here."""
        models = [table.model for table in self.tables]
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)
