"""Every rule that a model declares of its columns and rows, asked of what is stored as if the database had none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Case as Either
from django.db.models import (
    CharField,
    CheckConstraint,
    Count,
    DecimalField,
    Exists,
    IntegerField,
    JSONField,
    Model,
    OuterRef,
    PositiveIntegerField,
    PositiveSmallIntegerField,
    Q,
    QuerySet,
    SlugField,
    TextField,
    UniqueConstraint,
    Value,
    When,
)

from reform_cases.ingest.audit.fault import Fault
from reform_cases.ingest.audit.rows import WAYS, Held, Row, decimal, loaded, read
from reform_cases.models import (
    DERIVED,
    Case,
    CaseInstrument,
    CaseKeyword,
    Evidence,
    Measure,
    Outcome,
    Region,
    Section,
)

# Characters of a source stand in these as they came.
_AS_RECEIVED = {"text", "quote", "body"}


def our_models() -> list[type[Model]]:
    """Return the models of the catalogue, those between two included, but not what is made from records."""
    models = apps.get_app_config("reform_cases").get_models(include_auto_created=True)
    return [model for model in models if model not in DERIVED]


def column_faults() -> Iterator[Fault]:
    """Yield what no column may hold: NULL, an unknown word, a text too long, signs that nobody can see.

    The rows of cases are looked at with their case (`columns_of`), the divisions beside the shipped table.
    """
    for model in our_models():
        if model in (Case, Region) or _way(model):
            continue
        for row in read(model._default_manager.order_by("pk")):
            for field, problem in row_problems(model, row):
                yield Fault(label(model, row), field, "", problem)


def label(model: type[Model], row: Row) -> str:
    """Return how a row is named: the case by its address, anything else by its kind and what it is called."""
    if _way(model):
        of = Case.objects.filter(pk=getattr(row, _way(model))).values_list("slug", flat=True).first()
        part = getattr(row, "anchor", None) or f"{model._meta.model_name} {getattr(row, 'key', row.id)}"
        return f"{of} {part}"
    for name in ("slug", "anchor", "name", "key", "code"):
        if getattr(row, name, None):
            own = getattr(row, name)
            return str(own) if model is Case else f"{model._meta.model_name} {row_key(model, row)} {own}"
    return f"{model._meta.model_name} {row_key(model, row)}"


def columns_of(held: Held) -> Iterator[Fault]:
    """Yield what no column of a case or its parts may hold."""
    slug = str(held.case.slug)
    for field, problem in row_problems(Case, held.case):
        yield Fault(slug, field, "", problem)
    for model, rows in (
        (Measure, held.measures),
        (Section, held.sections),
        (Outcome, held.outcomes),
        (Evidence, held.evidence),
        (CaseKeyword, held.keywords),
        (CaseInstrument, held.instruments),
    ):
        for row in rows:
            for field, problem in row_problems(model, row):
                part = (
                    getattr(row, "anchor", None) or f"{model._meta.model_name} {getattr(row, 'key', row.id)}"
                )
                yield Fault(slug, f"{part}.{field}", "", problem)


def _way(model: type[Model]) -> str:
    """The column of a part that names its case; "" for what is no part."""
    return f"{WAYS[model]}_id" if model in WAYS else ""


def row_key(model: type[Model], row: Row) -> Any:
    """Return the primary key of `row`."""
    return getattr(row, model._meta.pk.attname)


def row_problems(model: type[Model], row: Row) -> Iterator[tuple[str, str]]:
    """Yield (column, what is wrong) of one row."""
    for field, choices in _fields(model):
        value = getattr(row, field.attname)
        problem = _problem(field, choices, value)
        if problem:
            yield field.name, problem


@cache
def _fields(model: type[Model]) -> list[tuple[Any, frozenset[Any] | None]]:
    return [
        (field, frozenset(key for key, _label in field.flatchoices) if field.choices else None)
        for field in model._meta.concrete_fields
    ]


def _problem(field: Any, choices: frozenset[Any] | None, value: Any) -> str:
    if value is None:
        return "" if field.null else "is NULL, which it may not be"
    if field.is_relation:
        return ""
    if isinstance(field, JSONField):
        return "is no JSON" if loaded(value) is None and value != "null" else ""
    if isinstance(field, DecimalField):
        return _decimal_problem(field, value)
    if isinstance(field, IntegerField):
        return _integer_problem(field, value)
    if isinstance(field, CharField | TextField):
        return _text_problem(field, choices, value)
    return ""


def _decimal_problem(field: Any, value: Any) -> str:
    number = decimal(value)
    if number is None:
        return f"is no number: {value}"
    return "has too many digits" if abs(number) >= 10 ** (field.max_digits - field.decimal_places) else ""


def _integer_problem(field: Any, value: Any) -> str:
    if not isinstance(value, int):
        return f"is no whole number: {value}"
    if isinstance(field, PositiveIntegerField | PositiveSmallIntegerField) and value < 0:
        return f"is below nothing: {value}"
    return f"is too large: {value}" if isinstance(field, PositiveSmallIntegerField) and value > 32767 else ""


def _text_problem(field: Any, choices: frozenset[Any] | None, value: Any) -> str:
    if not isinstance(value, str):
        return f"is no text: {value!r}"
    if choices is not None and value not in choices and not (field.blank and value == ""):
        return f"is a word that is not in the list: {value}"
    if not field.blank and not field.null and value == "" and field.name not in _AS_RECEIVED:
        return "is empty"
    if field.max_length and len(value) > field.max_length:
        return f"is longer than {field.max_length} characters"
    if field.name not in _AS_RECEIVED and any(
        unicodedata.category(sign) == "Cc" and sign not in "\t\n\r" for sign in value
    ):
        return "holds a control character"
    if isinstance(field, SlugField) and field.name == "slug" and not re.fullmatch(r"[\w-]+~?", value):
        return f"is no address: {value}"
    return ""


def row_rule_faults() -> Iterator[Fault]:
    """Yield what breaks a rule between columns or rows: conditions, what is to be there once, what refers to nothing."""
    with connection.cursor() as cursor:
        for name, field, problem, (sql, values) in _statements(connection.settings_dict["ENGINE"]):
            cursor.execute(sql, values)
            for key, *said in cursor.fetchall():
                yield Fault(name.format(key), field, "", problem.format(key, *said))
    for model in our_models():
        if model is not Region:
            yield from _conditions(model)


@cache
def _statements(engine: str) -> list[tuple[str, str, str, tuple[str, tuple[Any, ...]]]]:
    """The questions to a database of this `engine`, made once: the record's name, the column, what is wrong, and the SQL."""
    asked = []
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy and model not in DERIVED:
            asked += list(_dangling(model))
    for model in our_models():
        for names, among in _unique(model):
            asked.append(_repeated(model, names, among))
    return [(name, field, problem, rows.query.sql_with_params()) for name, field, problem, rows in asked]


def _dangling(model: type[Model]) -> Iterator[tuple[str, str, str, QuerySet[Any, Any]]]:
    fields: tuple[Any, ...] = model._meta.concrete_fields
    for field in fields:
        if not field.is_relation or not field.remote_field or not field.related_model:
            continue
        there = field.related_model._default_manager.filter(
            **{field.target_field.name: OuterRef(field.attname)}
        )
        rows = model._default_manager.filter(~Exists(there), **{f"{field.attname}__isnull": False})
        problem = f"refers to a {field.related_model._meta.model_name} that is not there: {{1}}"
        rows = rows.order_by("pk").values_list("pk", field.attname)
        yield f"{model._meta.model_name} {{}}", field.name, problem, rows


def _conditions(model: type[Model]) -> Iterator[Fault]:
    for constraint in model._meta.constraints:
        if isinstance(constraint, CheckConstraint):
            holds = Either(
                When(constraint.condition, then=Value(1)), default=Value(0), output_field=IntegerField()
            )
            for row in read(model._default_manager.alias(holds=holds).filter(holds=0).order_by("pk")):
                yield Fault(label(model, row), constraint.name, "", "breaks this rule")


def _unique(model: type[Model]) -> Iterator[tuple[tuple[str, ...], Q]]:
    for field in model._meta.concrete_fields:
        if field.unique:
            yield (field.name,), Q()
    for names in model._meta.unique_together:
        yield tuple(names), Q()
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and constraint.fields:
            yield tuple(constraint.fields), constraint.condition or Q()


def _repeated(
    model: type[Model], names: tuple[str, ...], among: Q
) -> tuple[str, str, str, QuerySet[Any, Any]]:
    whole = {f"{name}__isnull": False for name in names}
    rows = model._default_manager.filter(among, **whole).order_by().values(*names).annotate(there=Count("*"))
    rows = rows.filter(there__gt=1).order_by(*names).values_list("there", *names)
    said = ", ".join(f"{{{place}}}" for place in range(1, len(names) + 1))
    return str(model._meta.model_name), " ".join(names), f"is there {{0}} times: {said}", rows
