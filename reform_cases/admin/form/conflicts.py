"""Two editors on one page: what the other has changed, and both changes taken together where they do not meet.

A form carries the hash of the revision it was opened at. What was typed is compared with that revision, so that a field
nobody touched is told from one that was typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model, QuerySet
from django.http import QueryDict

from reform_cases.admin.form.prose import plain
from reform_cases.history.canonical import Record
from reform_cases.history.differences import Difference, differences, values
from reform_cases.models import Case
from reform_cases.models.desk.revision import Revision
from reform_cases.text.numerals import plain_decimal

_APART = ("id", "DELETE")


@dataclass(frozen=True)
class Typed:
    """One field of a form as it was sent: `key` names its value in the record."""

    key: str
    form: Any
    name: str
    value: Any


@dataclass(frozen=True)
class Conflict:
    """What others changed since a form was opened (`theirs`), and which of it was typed anew too (`both`).

    `whole` is False when a part that the form shows is gone, so that the two cannot be taken together.
    """

    revisions: list[Revision]
    theirs: list[Difference]
    both: list[str]
    whole: bool
    now: str

    @property
    def together(self) -> bool:
        """Return whether one button can take both."""
        return self.whole and bool(self.theirs)


def conflict(case: Case, opened: str, form: Any, formsets: list[Any]) -> Conflict:
    """Return what stands between the sent `form` with its `formsets` and the record, opened at the revision `opened`."""
    since = list(Revision.objects.filter(case=case).order_by("number"))
    now = since[-1]
    at = next((index for index, one in enumerate(since) if one.hash == opened), None)
    if at is None:
        return Conflict(since[-1:], [], [], False, now.hash)
    base = since[at].record
    theirs = differences(base, now.record)
    before = _before(base)
    changed = {one.key for one in typed(form, formsets) if _differs(one, before)}
    both = [one.key for one in theirs if _field(one.key) in changed or one.key.partition(".")[0] in changed]
    whole = all(part.instance.pk for formset in formsets for part in formset.initial_forms)
    return Conflict(since[at + 1 :], theirs, both, whole, now.hash)


def taken_together(data: QueryDict, case: Case, opened: str, form: Any, formsets: list[Any]) -> QueryDict:
    """Return `data` with what others changed in each field that was left as it was at the revision `opened`."""
    found = conflict(case, opened, form, formsets)
    together = data.copy()
    if not found.together:
        return together
    before = _before(Revision.objects.filter(case=case, hash=opened).latest("number").record)
    theirs = {_field(one.key) for one in found.theirs}
    for one in typed(form, formsets):
        if one.key in theirs and not _differs(one, before):
            field = one.form.fields[one.name]
            value = field.prepare_value(one.form.get_initial_for_field(field, one.name))
            many = value if isinstance(value, (list, tuple)) else ["" if value is None else value]
            together.setlist(one.form.add_prefix(one.name), [str(single) for single in many])
    together["revision"] = found.now
    return together


def typed(form: Any, formsets: list[Any]) -> Iterator[Typed]:
    """Yield every field that was sent of what the record has; of a part to be deleted its key alone, with None."""
    form.is_valid()
    for name in form._meta.fields:
        if name in form.fields:
            yield Typed(name, form, name, _value(form.cleaned_data.get(name, form.data.get(name))))
    for formset in formsets:
        formset.is_valid()
        for part in formset.initial_forms:
            if part.instance.pk is None:
                continue
            anchor = getattr(part.instance, "anchor", None) or _named(part.instance)
            if formset._should_delete_form(part):
                yield Typed(anchor, part, "DELETE", None)
                continue
            for name in part.fields:
                if name not in _APART:
                    said = getattr(part, "cleaned_data", {}).get(name, part.data.get(part.add_prefix(name)))
                    yield Typed(f"{anchor}.{name}", part, name, _value(said))


def _named(part: Any) -> str:
    """The key of a part that has a name in the place of an anchor."""
    return f"{part._meta.model_name} {part.natural_key()[-1]}"


def _before(base: Record) -> dict[str, Any]:
    """The values of a record by the keys of `typed`."""
    said = {key: value for key, (_kind, value) in values(base).items()}
    return {**said, "keywords": [row["tag"] for row in base["casekeyword"]]}


def _differs(one: Typed, base: dict[str, Any]) -> bool:
    """Whether a sent value is another than that of `base`; new keywords are typed in a field of their own."""
    if one.name == "DELETE":
        return True
    before = base.get(one.key)
    if isinstance(before, list):
        return sorted(before) != sorted(one.value or ())
    return plain(str(before or "")) != plain(str(one.value or ""))


def _field(key: str) -> str:
    """The field of the form in which the value `key` is edited."""
    return "keywords" if key.startswith("casekeyword ") else key


def _value(value: Any) -> Any:
    if isinstance(value, Model):
        return value.natural_key()[-1]  # type: ignore[attr-defined]
    if isinstance(value, QuerySet):
        return [one.natural_key()[-1] for one in value]
    if isinstance(value, Decimal):
        return plain_decimal(value)
    return value.isoformat() if isinstance(value, date) else value
