"""The version of the catalogue, which every write begins anew, and what has been changed since an earlier one.

Caches and validators are keyed by its token. Its serial rises with every write, in the order in which writes are
committed: whoever writes next waits for the row of the version. So "what was changed after serial 7" has one answer.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import Enum

from django.apps import apps
from django.db import connection, connections
from django.db.models import Exists, F, Model, OuterRef

from reform_cases.models import (
    DERIVED,
    DESK,
    Case,
    CaseChange,
    CaseInstrument,
    CaseKeyword,
    CatalogueVersion,
    Collection,
    Function,
    Instrument,
    Keyword,
    Outcome,
    PastVersion,
)
from reform_cases.models.derived.version import KEPT
from reform_cases.sql.version_triggers import EVERYTHING, NAMES, VersionTables, make_triggers
from reform_cases.sql.version_triggers import missing_triggers as triggers_missing_in

# What a process keeps of the catalogue in memory is read from these tables: where the key of the case stands in each,
# or that its rows are names.
_KEPT_IN_MEMORY: dict[type[Model], str | int] = {
    Case: "id",
    Case.functions.through: "case_id",
    CaseKeyword: "content_object_id",
    CaseInstrument: "case_id",
    Outcome: "case_id",
    Collection: NAMES,
    Function: NAMES,
    Keyword: NAMES,
    Instrument: NAMES,
}


@dataclass(frozen=True)
class Version:
    """`token` is "" when nobody keeps versions (an emptied database): then nothing may be cached.

    `searchable` is False while the search index is being rebuilt.
    """

    token: str
    serial: int
    searchable: bool


def current_version() -> Version:
    """Return the version that the database holds now; one query."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT token, serial, indexed FROM {CatalogueVersion._meta.db_table}")  # noqa: S608
        row = cursor.fetchone()
    return Version(row[0], row[1], bool(row[2])) if row else Version("", 0, True)


def catalogue_changed() -> None:
    """Begin a new version. Call it inside the transaction of the change: whoever waits for it sees the change."""
    token = secrets.token_hex(16)
    if not CatalogueVersion.objects.filter(pk=1).update(token=token, serial=F("serial") + 1):
        CatalogueVersion.objects.create(pk=1, token=token)


_KEPT_AT = f"SELECT serial, token FROM {PastVersion._meta.db_table} WHERE slot = %s"  # noqa: S608
_CHANGED_AFTER = f"SELECT case_id FROM {CaseChange._meta.db_table} WHERE serial > %s LIMIT %s"  # noqa: S608


class Unknown(Enum):
    """Why it cannot be said what was changed since a version."""

    NOT_OF_THIS_PAST = "it is none of this database's versions: a backup was put back, or a change taken back"
    TOO_MUCH = "more cases were changed since than were asked for"
    TOO_LONG_AGO = "it was too long ago, or everything was taken out since"


@dataclass(frozen=True)
class Changes:
    """The primary keys of the cases that were changed, added or removed; `names` when names were, of whatever kind."""

    cases: list[int]
    names: bool = False


def changes_since(past: Version, now: Version, most: int) -> Changes | Unknown:
    """Return what was changed from `past` until `now`, which the database holds; at most `most` cases."""
    if past.token == now.token:
        return Changes([])
    if past.serial >= now.serial:
        return Unknown.NOT_OF_THIS_PAST
    with connection.cursor() as cursor:
        cursor.execute(_KEPT_AT, [past.serial % KEPT])
        kept = cursor.fetchone()
        if kept and kept[0] == past.serial and kept[1] != past.token:
            return Unknown.NOT_OF_THIS_PAST
        if not kept or kept[0] != past.serial:
            return Unknown.TOO_LONG_AGO
        cursor.execute(_CHANGED_AFTER, [past.serial, most + 2])
        changed = [row[0] for row in cursor.fetchall()]
    cases = [pk for pk in changed if pk > NAMES]
    if len(cases) <= most and EVERYTHING not in changed:
        return Changes(cases, NAMES in changed)
    emptied = CaseChange.objects.filter(case_id=EVERYTHING, serial__gt=past.serial).exists()
    return Unknown.TOO_LONG_AGO if emptied else Unknown.TOO_MUCH


def hidden_since(past: Version) -> list[int]:
    """Return the cases changed since `past`, a version that this database had, that readers may not see now."""
    public = Case.objects.published().filter(pk=OuterRef("case_id"))
    changed = CaseChange.objects.filter(~Exists(public), serial__gt=past.serial, case_id__gt=NAMES)
    return list(changed.values_list("case_id", flat=True))


def watch_tables(using: str) -> bool:
    """Let every write to the catalogue in the database `using` begin a new version; again after every `migrate`.

    Return whether all tables are there; until then nothing is watched.
    """
    database = connections[using]
    version, past, changes = (model._meta.db_table for model in (CatalogueVersion, PastVersion, CaseChange))
    tables = VersionTables(version, past, changes, KEPT)
    watched = _watched()
    there = {*database.introspection.table_names()}
    whole = there.issuperset({version, past, changes, *watched})
    if whole:
        make_triggers(database, tables, watched)
        # `flush` takes it away with everything else; what triggers noted meanwhile was before it.
        _one, begun = CatalogueVersion.objects.using(using).get_or_create(
            pk=1, defaults={"token": secrets.token_hex(16)}
        )
        if begun:
            PastVersion.objects.using(using).all().delete()
            CaseChange.objects.using(using).all().delete()
    return whole


def missing_triggers() -> list[str]:
    """Return the triggers of `watch_tables` that the database does not have."""
    return triggers_missing_in(connection, _watched())


def _watched() -> dict[str, str | int | None]:
    return {
        model._meta.db_table: _KEPT_IN_MEMORY.get(model)
        for model in apps.get_app_config("reform_cases").get_models(include_auto_created=True)
        if model not in (*DERIVED, *DESK)
    }
