"""A whole record as plain data that has one form only, so that equal records have equal hashes.

    {"case": {field: value, …}, "measure": [{…}, …], "outcome": […], "section": […], "casekeyword": […], "evidence": […]}

It is worked out from the fields that the models declare: a new field, or a new part of a case, joins by itself. A part is a
model whose natural key begins with the case. Relations are natural keys, those within the record without the case, so that
a pending copy that says the same is the same. The address, keys and anchors given are no part of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import F, Model

from reform_cases.models import Case, Decision
from reform_cases.sql.ids import Ids
from reform_cases.text.numerals import plain_decimal

Record = dict[str, Any]
# What a record is called and what it gave, not what it says.
_APART = {"id", "slug", "anchors", "pending_for"}


@cache
def parts() -> dict[str, tuple[type[Model], str]]:
    """Return the models of the parts of a case by their names, each with its way to the case."""
    related = [(one.related_model, one.field.name) for one in Case._meta.related_objects]
    return {
        str(model._meta.model_name): (model, name)
        for model, name in sorted(related, key=lambda pair: str(pair[0]._meta.model_name))
        if _lookups(model)[:1] == (f"{name}__slug",) and model is not Decision
    }


def part_key(name: str, row: Record) -> tuple[Any, ...]:
    """Return the natural key of a part of the kind `name` within its case: its anchor, or tag, or key and number."""
    return tuple(row[lookup.split("__")[0]] for lookup in _lookups(parts()[name][0])[1:])


def records(wanted: Iterable[int]) -> dict[int, Record]:
    """Return the records of the cases `wanted` by key; what is not there is left out. Some eight queries, however many."""
    keys = list(wanted)
    found: dict[int, Record] = {}
    cases: Any = Case.objects.filter(pk__in=Ids(keys)).order_by("pk").values("pk", **_columns(Case))
    for row in cases:
        pk = row.pop("pk")
        found[pk] = {"case": _plain(Case, row), **{name: [] for name in parts()}}
    _add_lists(found)
    for name, (model, case) in parts().items():
        rows: Any = model._default_manager.filter(**{f"{case}__in": Ids(found)}).order_by()
        for row in rows.values(f"{case}_id", **_columns(model)):
            pk = row.pop(f"{case}_id")
            found[pk][name].append(_plain(model, row))
        for record in found.values():
            record[name].sort(key=lambda row, name=name: [_sortable(one) for one in part_key(name, row)])
    return found


def canonical(record: Record) -> bytes:
    """Return `record` as its one text."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hash_of(record: Record) -> str:
    """Return the hash of `record`."""
    return hashlib.sha256(canonical(record)).hexdigest()


def columns(model: type[Model]) -> list[Any]:
    """Return the columns of `model` that are part of a record."""
    apart = _APART | {parts()[str(model._meta.model_name)][1]} if model is not Case else _APART
    return [field for field in model._meta.concrete_fields if field.name not in apart]


def lists() -> list[Any]:
    """Return the fields of a case that relate to many; keywords are parts."""
    through = {model for model, _case in parts().values()}
    return [field for field in Case._meta.many_to_many if field.remote_field.through not in through]


def natural(model: type[Model], row: Mapping[str, Any], slug: str) -> dict[str, Any]:
    """Return the values of `row` as an import writes them: relations by their natural keys, of the case at `slug`.

    A column that `row` does not have (it is older than the column) is left out.
    """
    own = {part for part, _way in parts().values()}
    values: dict[str, Any] = {}
    for field in [*columns(model), *(lists() if model is Case else ())]:
        value: Any = row.get(field.name)
        if field.name not in row:
            continue
        if field.many_to_many:
            values[field.name] = [(one,) for one in value]
        elif field.is_relation:
            values[field.name] = (
                value if value is None else (slug, value) if field.related_model in own else (value,)
            )
        else:
            values[field.name] = field.to_python(value)
    return values


def plain(value: Any) -> Any:
    """Return a value that an import writes as a record has it."""
    if isinstance(value, list):
        return sorted(map(plain, value))
    return _value(value[-1] if isinstance(value, tuple) else value)


def _add_lists(found: dict[int, Record]) -> None:
    for field in lists():
        case, other = field.m2m_field_name(), field.m2m_reverse_field_name()
        lookup = f"{other}__{_lookups(field.related_model)[0]}"
        rows = field.remote_field.through._default_manager.filter(**{f"{case}__in": Ids(found)})
        for record in found.values():
            record["case"][field.name] = []
        for pk, named in rows.order_by(lookup).values_list(f"{case}_id", lookup):
            found[pk]["case"][field.name].append(named)


@cache
def _columns(model: type[Model]) -> dict[str, Any]:
    """Names for `values()`: behind each, where the database finds the value."""
    asked: dict[str, Any] = {}
    for field in columns(model):
        asked[f"c_{field.name}"] = F(_named(field) or field.attname)
    return asked


def _named(field: Any) -> str:
    """The way to what names a related row: the last part of its natural key, which follows its case; "" for no relation."""
    lookups = _lookups(field.related_model) if field.is_relation else ()
    return f"{field.name}__{lookups[-1]}" if lookups else ""


def _plain(model: type[Model], row: dict[str, Any]) -> Record:
    return {name.removeprefix("c_"): _value(value) for name, value in row.items()}


def _value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain_decimal(value)
    return value.isoformat() if isinstance(value, date) else value


def _sortable(value: Any) -> tuple[Any, ...]:
    """Numbers inside of anchors in their order: m-2 before m-10."""
    return tuple((0, int(one), "") if one.isdigit() else (1, 0, one) for one in str(value).split("-"))


def _lookups(model: Any) -> tuple[str, ...]:
    return getattr(model, "natural_key_lookups", ())
