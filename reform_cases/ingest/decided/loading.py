"""Rows of a fixture beside what people decided at the desk: a fixture proposes, what was decided stays."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db.models import Model

from reform_cases.history.canonical import natural, parts
from reform_cases.history.differences import key_of
from reform_cases.ingest.decided.holding import (
    NAMED,
    By,
    chosen_spans,
    decisions_of,
    gave_other_evidence,
    is_chosen,
)
from reform_cases.models import Case, Decision, Evidence, ReportedNumber


class LoadedBesideDecisions:
    """Rows as they are loaded, one after the other; the decisions about a case are read once."""

    def __init__(self) -> None:
        self._about = cache(self._read)
        self._chosen = cache(self._read_chosen)

    def takes(self, obj: Any) -> bool:
        """Return whether the row of `obj` (deserialized) is to be saved; put what was decided into it first."""
        row = obj.object
        if type(row) is ReportedNumber:
            return not is_chosen(self._chosen(row.source_id), row.source.sha256, row.start, row.end)
        ways: dict[type[Model], str] = {Case: "", Evidence: "case", Decision: "case"}
        way = (ways | dict(parts().values())).get(type(row))
        if way is None:
            return True
        case: Any = row if not way else getattr(row, way, None)
        decisions = self._about(case.slug) if case else {}
        if type(row) is Decision:
            return not _stays(decisions.get(row.key), row)
        decisions = {key: one for key, one in decisions.items() if one.via == Decision.Via.DESK}
        if not decisions:
            return True
        if type(row) is Case:
            said = {name: one.decided[name] for name, one in decisions.items() if name in one.decided}
        else:
            one = decisions.get(self._key(row))
            if one and one.verdict == Decision.Verdict.REJECTED:
                return False
            if type(row) is Evidence and gave_other_evidence(one, row.key, row.start, row.end):
                return False
            said = one.decided if one and type(row) is not Evidence else {}
        self._put(obj, natural(type(row), said, case.slug))
        return True

    def _read(self, slug: str) -> dict[str, Decision]:
        cases = Case.objects.filter(slug=slug).values_list("pk", flat=True)
        found: By = decisions_of(cases)
        return found.get(slug, {})

    def _read_chosen(self, source: int) -> list[tuple[str, int, int]]:
        return chosen_spans(Decision.objects.filter(case__source=source, key__startswith="o-"))

    def _key(self, row: Any) -> str:
        if isinstance(row, Evidence):
            named = ((kind, getattr(row, name)) for kind, name in NAMED.items())
            key = next((f"{kind} {one.slug}" for kind, one in named if one), "")
            return key or row.key.partition(".")[0]
        names = [lookup.split("__")[0] for lookup in row.natural_key_lookups]
        return key_of(str(row._meta.model_name), dict(zip(names, row.natural_key(), strict=True)))

    def _put(self, obj: Any, values: dict[str, Any]) -> None:
        for name, value in values.items():
            field = obj.object._meta.get_field(name)
            if field.many_to_many:
                obj.m2m_data[name] = [self._related(field, one).pk for one in value]
            elif field.is_relation:
                setattr(obj.object, field.attname, self._related(field, value).pk if value else None)
            else:
                setattr(obj.object, name, value)

    def _related(self, field: Any, value: tuple[Any, ...]) -> Model:
        related: Model = field.related_model._default_manager.get_by_natural_key(*value)
        return related


def _stays(there: Decision | None, row: Decision) -> bool:
    """Whether the decision `there` is left as it is: it was made at the desk, or `row` says the same (and keeps its time)."""
    if there is None:
        return False
    apart = {"id", "at"}
    names = [field.attname for field in Decision._meta.concrete_fields if field.name not in apart]
    same = all(getattr(there, name) == getattr(row, name) for name in names)
    return same or there.via == Decision.Via.DESK
