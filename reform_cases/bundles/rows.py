"""The rows of a bundle, read from the database some hundred at a time, in the order in which they stand in the files."""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any

from django.db.models import Model, QuerySet

from reform_cases.bundles.public import (
    Row,
    Spans,
    public_decisions,
    public_evidence,
    public_marks,
    public_shared,
    public_source,
    withheld_spans,
)
from reform_cases.bundles.tables import PLACE, BundleTable, Column, tables_of
from reform_cases.history.canonical import plain
from reform_cases.models import Case, Masking, Redaction, Revision, SourceDocument
from reform_cases.sql.ids import Ids

# Cases in memory at once.
_AT_ONCE = 200
_STREAMED = 500
Written = tuple[BundleTable, Row]


class BundleRows:
    """All rows of a bundle: those that readers may have, or `everything`."""

    def __init__(self, *, everything: bool) -> None:
        self.everything = everything
        self.tables = tables_of(everything=everything)
        # Keys of rows that are called by their place, in the order of the files.
        self._places: dict[type[Model], array[int]] = {}
        cases = Case.objects.all() if everything else Case.objects.published()
        self.cases: list[tuple[str, int]] = sorted(cases.order_by().values_list("slug", "pk"))

    def all(self) -> Iterator[Written]:
        """Give the rows of all tables, each table's in its order; those of one source or case stand together."""
        for table in self.tables:
            if table.model is SourceDocument:
                yield from self._sources(self._below("sources"))
            elif table.model is Case:
                below = self._below("cases")
                for start in range(0, len(self.cases), _AT_ONCE):
                    yield from self._cases(table, below, self.cases[start : start + _AT_ONCE])
            elif table.numbered:
                yield from self._numbered(table)
            elif not table.of:
                found = [row for _pk, row in self._read(table, self._shown(table))]
                yield from ((table, row) for row in sorted(found, key=_order(table)))

    def _below(self, of: str) -> list[BundleTable]:
        return [table for table in self.tables if table.of == of]

    def _shown(self, table: BundleTable) -> QuerySet[Any]:
        """The rows of a table that cases share: all, or those that readers may have."""
        rows: QuerySet[Any] = table.model._default_manager.order_by()
        return rows if self.everything else rows.filter(public_shared(table.model))

    def _sources(self, below: Sequence[BundleTable]) -> Iterator[Written]:
        table = next(one for one in self.tables if one.model is SourceDocument)
        sources = self._shown(table)
        for sha256, pk in sorted(sources.values_list("sha256", "pk")):
            hidden = [] if self.everything else withheld_spans(SourceDocument(pk=pk))
            for _pk, row in self._read(table, SourceDocument.objects.filter(pk=pk)):
                yield table, public_source(row, hidden)
            for marks in below:
                rows: Any = (
                    row for _pk, row in self._read(marks, marks.model._default_manager.filter(source=pk))
                )
                if not self.everything:
                    rows = public_marks(marks.name, rows, hidden, sha256)
                yield from ((marks, row) for row in sorted(rows, key=_order(marks)))

    def _cases(
        self, table: BundleTable, below: Sequence[BundleTable], some: Sequence[tuple[str, int]]
    ) -> Iterator[Written]:
        keys = [pk for _slug, pk in some]
        cases = dict(self._read(table, Case.objects.filter(pk__in=Ids(keys)).order_by()))
        parts: dict[int, dict[str, list[Row]]] = defaultdict(lambda: {one.name: [] for one in below})
        for one in below:
            way = next(column.field.name for column in one.columns if column.name == one.owner)
            rows = one.model._default_manager.filter(**{f"{way}__in": Ids(keys)}).order_by()
            for case, row in self._read(one, rows, f"{way}_id"):
                parts[case][one.name].append(row)
        hidden = {} if self.everything else self._withheld(keys)
        for pk in keys:
            yield table, cases[pk]
            own = parts[pk]
            if not self.everything:
                own["evidence"] = public_evidence(own["evidence"], cases[pk], hidden.get(pk, []))
                own["decisions"] = list(public_decisions(own["decisions"], cases[pk], own))
            for one in below:
                yield from ((one, row) for row in sorted(own[one.name], key=_order(one)))

    def _withheld(self, cases: Sequence[int]) -> dict[int, Spans]:
        """What is withheld of the sources of `cases`, by case."""
        sources = dict(
            Case.objects.filter(pk__in=Ids(cases), source__isnull=False)
            .order_by()
            .values_list("pk", "source_id")
        )
        spans = {source: withheld_spans(SourceDocument(pk=source)) for source in set(sources.values())}
        return {case: spans[source] for case, source in sources.items() if source}

    def _numbered(self, table: BundleTable) -> Iterator[Written]:
        rows = table.model._default_manager.order_by("pk")
        self._places[table.model] = array("q", rows.values_list("pk", flat=True).iterator())
        for place, (_pk, row) in enumerate(self._read(table, rows), 1):
            yield table, {PLACE: place, **(self._masking(row) if table.model is Masking else row)}

    def _masking(self, row: Row) -> Row:
        """A proof of a mask with what it is of and the redactions called as others call them, in the place of keys."""
        if row["kind"] == Masking.Kind.SOURCE:
            named: Any = SourceDocument.objects.values_list("sha256", flat=True).get(pk=row["row"])
        else:
            named = self._place(Revision, row["row"])
        spans = [[start, end, self._place(Redaction, key)] for start, end, key in row["spans"]]
        return {**row, "row": named, "spans": spans}

    def _place(self, model: type[Model], key: int) -> int:
        return bisect_left(self._places[model], key) + 1

    def _read(self, table: BundleTable, rows: QuerySet[Any], key: str = "pk") -> Iterator[tuple[Any, Row]]:
        """Each of `rows` as a row of the bundle, with its `key`."""
        columns = [column for column in table.columns if column.field is not None and not column.several]
        several = {column: self._several(column, rows) for column in table.columns if column.several}
        found = rows.values_list("pk", key, *(_lookup(column) for column in columns))
        for pk, asked, *values in found.iterator(chunk_size=_STREAMED):
            row = {
                column.name: self._said(column, value) for column, value in zip(columns, values, strict=True)
            }
            row |= {column.name: names.get(pk, []) for column, names in several.items()}
            yield asked, {column.name: row[column.name] for column in table.columns if column.name in row}

    def _several(self, column: Column, rows: QuerySet[Any]) -> dict[int, list[str]]:
        """The names that each of `rows` relates to by a field that relates to many."""
        field = column.field
        own, other = field.m2m_field_name(), field.m2m_reverse_field_name()
        names: dict[int, list[str]] = defaultdict(list)
        through = field.remote_field.through._default_manager.filter(
            **{f"{own}__in": rows.order_by().values("pk")}
        )
        for pk, name in through.values_list(f"{own}_id", f"{other}__{column.named}"):
            names[pk].append(name)
        return {pk: sorted(own) for pk, own in names.items()}

    def _said(self, column: Column, value: Any) -> Any:
        if column.packed:
            return zlib.decompress(value).decode()
        if column.refers and not column.named and value is not None:
            return self._place(column.field.related_model, value)
        return _sorted(value) if isinstance(value, list | dict) else plain(value)


def _lookup(column: Column) -> str:
    """Where a query finds the value of a column: what a related row is called, or its key where it has no name."""
    return f"{column.field.name}__{column.named}" if column.named else str(column.field.attname)


def _sorted(value: Any) -> Any:
    """Plain data with its names in order: databases keep them in orders of their own."""
    if isinstance(value, list):
        return [_sorted(one) for one in value]
    return {name: _sorted(value[name]) for name in sorted(value)} if isinstance(value, dict) else value


def _order(table: BundleTable) -> Any:
    return itemgetter(*table.order)
