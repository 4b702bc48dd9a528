"""A record as data (`history.canonical`) put into rows, by the same code that applies an import."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Model, QuerySet

from reform_cases.history.canonical import Record as Said
from reform_cases.history.canonical import natural, parts
from reform_cases.ingest.reconcile import Touch, apply
from reform_cases.ingest.record import Record
from reform_cases.models import Case, Collection, Function, Instrument, Keyword, SourceDocument

# What a record is and where it stands, which going back to a revision does not change.
STAYS = ("collection", "number", *(name.removesuffix("_id") for name in Case.DECIDED))
_NAMED: tuple[Any, ...] = (Collection, Function, SourceDocument, Keyword, Instrument)
# Columns of parts that name a row which may be no more.
_NAMES: dict[str, type[Model]] = {"tag": Keyword, "keyword": Keyword, "instrument": Instrument}


def put(said: Said, case: Case) -> list[Touch]:
    """Bring the rows of `case` in line with `said`, its state and number apart; call it inside a transaction.

    A keyword or instrument that is no more is left out. The caller notes the revision.
    """
    known = [row for model in _NAMED for row in _known(model, said)]
    there = {(type(row), row.natural_key()[-1]) for row in known}
    records = list(_records(said, case.slug, there))

    def rows(model: type[Model], _records: list[Record]) -> QuerySet[Any]:
        if model is Case:
            return Case.objects.filter(pk=case.pk)
        way = dict(parts().values()).get(model)
        return model._default_manager.filter(**{way: case}) if way else model._default_manager.none()

    return apply(records, rows, known=known, kept={})


def _records(said: Said, slug: str, there: set[tuple[type[Model], Any]]) -> Iterator[Record]:
    case = {name: value for name, value in said["case"].items() if name not in STAYS}
    yield Record(Case, {"slug": slug, **natural(Case, case, slug)})
    for name, (model, way) in parts().items():
        for row in said[name]:
            if all((named, row.get(column)) in there for column, named in _NAMES.items() if row.get(column)):
                yield Record(model, {way: (slug,), **natural(model, row, slug)})


def _known(model: type[Model], said: Said) -> QuerySet[Any]:
    manager = model._default_manager
    sources = {said["case"]["source"], *(row["source"] for row in said["evidence"])}
    if model is SourceDocument:
        return manager.filter(sha256__in=sources - {None}).defer("text")
    if model is Keyword:
        return manager.filter(slug__in=[row["tag"] for row in said["casekeyword"]])
    if model is Instrument:
        return manager.filter(slug__in=[row["instrument"] for row in said["caseinstrument"]])
    return manager.all() if model is Function else manager.none()
