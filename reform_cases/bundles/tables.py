"""The tables of a bundle, worked out from the models: which columns each has, what they refer to, in which order its rows stand.

A column is a field of the model, but for its primary key and what is worked out from other fields. What refers to another row
says what that is called: the address of a case, the code of a division, within a case the anchor of a part. So nothing of a
database shows in a bundle, and equal catalogues give equal files.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from django.contrib.auth.models import Group, Permission, User
from django.db.models import BinaryField, Field, Model

from reform_cases.models import (
    AuditEntry,
    Case,
    CaseInstrument,
    CaseKeyword,
    Collection,
    Decision,
    ErrorReport,
    Evidence,
    Function,
    Import,
    Instrument,
    Keyword,
    KeywordSynonym,
    Masking,
    Measure,
    OneTimePassword,
    Outcome,
    Redaction,
    Region,
    ReportedNumber,
    Revision,
    Section,
    Signature,
    SourceDocument,
    SourcePassage,
)

# Where a row stands in its file, counted from 1: what it is called by that has no name.
PLACE = "id"
_CALLED = {"content_object": "case", "tag": "keyword"}


class Column(NamedTuple):
    """A column: its `name`, the `field` behind it (None for the place of a row), and the table that it `refers` to ("" for none).

    `several` names are a list, of a field that relates to many.
    """

    name: str
    field: Any
    refers: str = ""
    several: bool = False

    @property
    def named(self) -> str:
        """Return the field by which it calls a related row; "" where it holds no relation, or calls the row by its place."""
        return name_of(self.field.related_model) if self.field is not None and self.field.is_relation else ""

    @property
    def packed(self) -> bool:
        """Return whether the database keeps the text compressed."""
        return isinstance(self.field, BinaryField)


class BundleTable(NamedTuple):
    """A table: its rows stand in the order of the columns `order`, which no two share.

    `of` is the table by whose rows they are grouped, `sources` or `cases`. What only the `desk` knows is for operators.
    """

    name: str
    model: type[Model]
    order: tuple[str, ...]
    of: str = ""
    desk: bool = False

    @property
    def file(self) -> str:
        """Return the name of the file with its rows."""
        return f"{self.name}.jsonl"

    @property
    def owner(self) -> str:
        """Return the column that says of which row of `of` a row is."""
        return self.of.removesuffix("s")

    @property
    def key(self) -> tuple[str, ...]:
        """Return the columns that tell its rows apart."""
        lookups: tuple[str, ...] = getattr(self.model, "natural_key_lookups", self.order)
        return tuple(called(lookup.split("__")[0]) for lookup in lookups)

    @property
    def columns(self) -> list[Column]:
        """Return its columns, the key first."""
        return _columns(self)

    @property
    def numbered(self) -> bool:
        """Return whether its rows are called by their place."""
        return self.order == (PLACE,)


# In an order in which every relation points backwards, but for those between cases and between measures.
TABLES = (
    BundleTable("regions", Region, ("code",)),
    BundleTable("functions", Function, ("order", "name")),
    BundleTable("collections", Collection, ("slug",)),
    BundleTable("keywords", Keyword, ("slug",)),
    BundleTable("keyword_synonyms", KeywordSynonym, ("name",)),
    BundleTable("instruments", Instrument, ("slug",)),
    BundleTable("groups", Group, ("name",), desk=True),
    BundleTable("accounts", User, ("username",), desk=True),
    BundleTable("sources", SourceDocument, ("sha256",)),
    BundleTable("passages", SourcePassage, ("start", "end", "role"), of="sources"),
    BundleTable("numbers", ReportedNumber, ("start", "end"), of="sources"),
    BundleTable("cases", Case, ("slug",)),
    BundleTable("measures", Measure, ("order", "anchor"), of="cases"),
    BundleTable("sections", Section, ("order", "anchor"), of="cases"),
    BundleTable("outcomes", Outcome, ("order", "anchor"), of="cases"),
    BundleTable("case_keywords", CaseKeyword, ("order", "keyword"), of="cases"),
    BundleTable("case_instruments", CaseInstrument, ("order", "instrument"), of="cases"),
    BundleTable("evidence", Evidence, ("start", "end", "key", "part"), of="cases"),
    BundleTable("decisions", Decision, ("key",), of="cases"),
    BundleTable("imports", Import, (PLACE,), desk=True),
    BundleTable("revisions", Revision, (PLACE,), desk=True),
    BundleTable("signatures", Signature, (PLACE,), desk=True),
    BundleTable("redactions", Redaction, (PLACE,), desk=True),
    BundleTable("maskings", Masking, (PLACE,), desk=True),
    BundleTable("error_reports", ErrorReport, (PLACE,), desk=True),
    BundleTable("one_time_passwords", OneTimePassword, (PLACE,), desk=True),
    BundleTable("audit_entries", AuditEntry, (PLACE,), desk=True),
)
_BY_MODEL = {table.model: table for table in TABLES}
# What a row is called by others, where that is not the last part of its natural key.
_NAMES: dict[type[Model], str] = {User: "username", Group: "name", Permission: "codename"}


def name_of(model: type[Model]) -> str:
    """Return the field by which others call a row of `model`; "" where they call it by its place."""
    lookups: tuple[str, ...] = getattr(model, "natural_key_lookups", ())
    return _NAMES.get(model) or (lookups[-1] if lookups else "")


def tables_of(*, everything: bool) -> list[BundleTable]:
    """Return the tables of a bundle: those of the desk only in one that holds `everything`."""
    return [table for table in TABLES if everything or not table.desk]


@cache
def _columns(table: BundleTable) -> list[Column]:
    found = [Column(PLACE, None)] if table.numbered else []
    fields: tuple[Any, ...] = table.model._meta.concrete_fields
    for field in fields:
        worked_out = not field.serialize and not field.primary_key
        if not worked_out and field.name != "id":
            found.append(Column(called(field.name), field, _refers(field)))
    # Keywords are a table of their own.
    several: Any = table.model._meta.many_to_many
    for many in several:
        if many.remote_field.through._meta.auto_created:
            found.append(Column(many.name, many, _refers(many), several=True))
    first = {name: at for at, name in enumerate(table.key)}
    return sorted(found, key=lambda column: first.get(column.name, len(first)))


def _refers(field: Field[Any, Any]) -> str:
    related: Any = field.related_model
    return _BY_MODEL[related].name if related in _BY_MODEL else ""


def called(name: str) -> str:
    """Return what the field `name` is called as a column."""
    return _CALLED.get(name, name)
