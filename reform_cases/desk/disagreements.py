"""What a document says against a person's decision, settled one way or the other."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from reform_cases.desk.applying import put
from reform_cases.desk.deciding import decided_by
from reform_cases.desk.signing import is_changed_directly, pending_copy
from reform_cases.history.canonical import parts, records
from reform_cases.history.differences import key_of
from reform_cases.history.revisions import DESK, Writer, note_found, written
from reform_cases.ingest.decided.holding import GONE
from reform_cases.models import Case, Decision


@transaction.atomic
def keep_decided(one: Decision, by: Any) -> None:
    """Keep what was decided; what is offered has been seen and is not asked again."""
    for name, value in one.offered.items():
        one.overruled.setdefault(name, []).append(value)
    _settled(one, by)


@transaction.atomic
def take_offered(one: Decision, by: Any) -> None:
    """Let the record say what the document says: the values offered, or the part no more.

    When others have to sign, its pending copy says so, and the decision follows with their signature.
    """
    record = Case.objects.select_for_update(no_key=True).get(pk=one.case_id)
    note_found([record.pk])
    if one.verdict == Decision.Verdict.REJECTED:
        # The next import brings the part.
        one.delete()
        return
    case = record if is_changed_directly(record) else pending_copy(record, by)
    said = records([case.pk])[case.pk]
    if GONE in one.offered:
        for name in parts():
            said[name] = [row for row in said[name] if not _belongs(name, row, one.key)]
    else:
        rows = [said["case"]] if one.key in said["case"] else _rows(said, one.key)
        for row in rows:
            row.update({name: value for name, value in one.offered.items() if name in row})
    Case.objects.filter(pk=case.pk).note_anchors()
    put(said, case)
    written([case.pk], Writer(DESK, by, _("采纳文献所说：%(key)s。") % {"key": one.key}))
    if case.pk != record.pk:
        _settled(one, by)
        return
    if GONE in one.offered:
        one.delete()
        return
    one.decided |= {name: value for name, value in one.offered.items() if name in one.decided}
    _settled(one, by)


def _settled(one: Decision, by: Any) -> None:
    one.disputed, one.offered, one.offered_passage = False, {}, {}
    decided_by(one, by)


def _rows(said: dict[str, Any], key: str) -> list[dict[str, Any]]:
    return [row for name in parts() if name != "evidence" for row in said[name] if key_of(name, row) == key]


def _belongs(name: str, row: dict[str, Any], key: str) -> bool:
    """Whether a row is the part `key`, below it, or evidence of it."""
    own = str(row["key"]).partition(".")[0] if name == "evidence" else key_of(name, row)
    return own == key or own.startswith(f"{key}-")
