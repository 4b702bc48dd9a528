"""Records compared with rows, and the rows brought in line: the part of an import that knows no case law.

A row is matched by its natural key. What is created, changed (field by field, old and new) and removed comes back
as touches, for the report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Field, Model, QuerySet

from reform_cases.ingest.record import MODELS, Key, Record
from reform_cases.models import Case, Collection, Function, Instrument, Keyword, Region, SourceDocument

Rows = Callable[[type[Model], list[Record]], QuerySet[Any]]

# What the text does not say stays as an editor has set it.
KEPT_WHEN_EMPTY: Mapping[type[Model], frozenset[str]] = {
    Case: frozenset({"organ", "region", "level", "functions"}),
    Collection: frozenset({"series", "publisher", "published_on"}),
}
# Shared by many batches, or kept for ever: an import adds to them, it never removes.
SHARED: frozenset[type[Model]] = frozenset({Function, Collection, Keyword, Instrument, SourceDocument})


@dataclass(frozen=True)
class Touch:
    """One row created, changed or removed; `fields` holds (old, new) of every field that changed.

    A created row has old None throughout, a removed one new None. Relations are shown as natural keys (in a removed
    row, as primary keys).
    """

    deed: str  # created | changed | removed
    model: type[Model]
    key: Key
    fields: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


def apply(
    records: Iterable[Record],
    rows: Rows,
    *,
    known: Iterable[Any] = (),
    kept: Mapping[type[Model], frozenset[str]] = KEPT_WHEN_EMPTY,
    stays: Callable[[type[Model], Key], bool] = lambda _model, _key: False,
) -> list[Touch]:
    """Bring the rows that `rows(model, records)` selects in line with `records`; call it inside a transaction.

    `known` are other rows to which records relate; of the fields `kept` an empty value of a record changes nothing;
    what no record names is removed unless it `stays`.
    """
    by_model: dict[type[Model], list[Record]] = {model: [] for model in MODELS}
    for record in records:
        by_model[record.model].append(record)
    application = _Application(rows, kept)
    for row in known:
        application.know(type(row), row.natural_key(), row)
    for model, wanted in by_model.items():
        application.bring(model, wanted)
    application.remove_stale(stays)
    return application.touches


class _Application:
    """The state of one import: which natural key has which primary key, and what was done so far."""

    def __init__(self, rows: Rows, kept: Mapping[type[Model], frozenset[str]]) -> None:
        self.rows = rows
        self.kept = kept
        self.touches: list[Touch] = []
        self.pks: dict[tuple[type[Model], Key], Any] = {}
        self.keys: dict[tuple[type[Model], Any], Key] = {}
        self.stale: dict[type[Model], dict[Key, Model]] = {}

    def bring(self, model: type[Model], records: list[Record]) -> None:
        """Create and change rows of `model`; what no record names is stale."""
        present = self._present(model, records)
        for key, row in present.items():
            self.know(model, key, row)
        self._create([record for record in records if record.key not in present])
        for record in records:
            if record.key in present:
                self._change(present.pop(record.key), record)
        if model not in SHARED:
            self.stale[model] = present

    def remove_stale(self, stays: Callable[[type[Model], Key], bool]) -> None:
        """Remove what the reading no longer has, what relates before what it relates to."""
        for model, rows in reversed(self.stale.items()):
            stale = {key: row for key, row in rows.items() if not stays(model, key)}
            for key, row in stale.items():
                fields = {column.name: (getattr(row, column.attname), None) for column in row._meta.fields}
                self.touches.append(Touch("removed", model, key, fields))
            model._default_manager.filter(pk__in=[row.pk for row in stale.values()]).delete()

    def _present(self, model: type[Model], records: list[Record]) -> dict[Key, Model]:
        several = [
            name for name in (records[0].fields if records else ()) if _field(model, name).many_to_many
        ]
        rows = list(self.rows(model, records).prefetch_related(*several))
        self._know_owners(model, rows)
        return {self._key(row): row for row in rows}

    def _know_owners(self, model: type[Model], rows: list[Model]) -> None:
        """Keys of what the rows belong to, without joining a source's whole text to each of its passages."""
        for lookup in _lookups(model):
            if "__" in lookup:
                owner = _field(model, lookup.split("__")[0])
                wanted = {getattr(row, owner.attname) for row in rows}
                unknown = [pk for pk in wanted if (owner.related_model, pk) not in self.keys]
                for row in owner.related_model._default_manager.filter(pk__in=unknown) if unknown else ():
                    self.know(owner.related_model, row.natural_key(), row)

    def _key(self, row: Model) -> Key:
        """The natural key of a row whose owners are known."""
        model = type(row)
        names = [lookup.split("__")[0] for lookup in _lookups(model)]
        current = [self._current(row, _field(model, name)) for name in names]
        return tuple(value[0] if isinstance(value, tuple) else value for value in current)

    def know(self, model: type[Model], key: Key, row: Model) -> None:
        """Remember the row of a natural key."""
        self.pks[model, key] = row.pk
        self.keys[model, row.pk] = key

    def _create(self, records: list[Record]) -> None:
        """In waves: a measure waits until its parent is there."""
        while records:
            ready = [record for record in records if self._resolvable(record)]
            made = ready[0].model._default_manager.bulk_create([self._new(record) for record in ready])
            for record, row in zip(ready, made, strict=True):
                self.know(record.model, record.key, row)
                for name, value in record.fields.items():
                    if _field(record.model, name).many_to_many:
                        getattr(row, name).set([self._pk(record.model, name, key) for key in value])
                fields = {name: (None, value) for name, value in record.fields.items()}
                self.touches.append(Touch("created", record.model, record.key, fields))
            records = [record for record in records if (record.model, record.key) not in self.pks]

    def _resolvable(self, record: Record) -> bool:
        return all(
            (record.model, value) in self.pks
            for name, value in record.fields.items()
            if value is not None and _field(record.model, name).related_model is record.model
        )

    def _new(self, record: Record) -> Model:
        values = {}
        for name, value in record.fields.items():
            definition = _field(record.model, name)
            if not definition.many_to_many:
                values[definition.attname] = self._stored(record.model, name, value)
        return record.model(**values)

    def _change(self, row: Model, record: Record) -> None:
        changed: dict[str, tuple[Any, Any]] = {}
        columns: list[str] = []
        for name, new in record.fields.items():
            definition = _field(record.model, name)
            old = self._current(row, definition)
            if definition.many_to_many:
                new = sorted(new)
            if old == new or (not new and name in self.kept.get(record.model, ())):
                continue
            changed[name] = (old, new)
            if definition.many_to_many:
                getattr(row, name).set([self._pk(record.model, name, key) for key in new])
            else:
                setattr(row, definition.attname, self._stored(record.model, name, new))
                columns.append(name)
        if columns:
            row.save(update_fields=columns)
        if changed:
            self.touches.append(Touch("changed", record.model, record.key, changed))

    def _current(self, row: Model, definition: Any) -> Any:
        """The row's value as a record writes it: relations as natural keys."""
        if definition.many_to_many:
            return sorted(other.natural_key() for other in getattr(row, definition.name).all())
        value = getattr(row, definition.attname)
        if definition.is_relation and value is not None:
            related = definition.related_model
            return (value,) if related is Region else self.keys.get((related, value), (value,))
        return value

    def _stored(self, model: type[Model], name: str, value: Any) -> Any:
        """The column's value of a record's value."""
        if value is None or not _field(model, name).is_relation:
            return value
        return self._pk(model, name, value)

    def _pk(self, model: type[Model], name: str, key: Key) -> Any:
        related = _field(model, name).related_model
        return key[0] if related is Region else self.pks[related, key]


def _lookups(model: type[Model]) -> tuple[str, ...]:
    return model.natural_key_lookups  # type: ignore[attr-defined]


def _field(model: type[Model], name: str) -> Any:
    definition: Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]
    return definition
