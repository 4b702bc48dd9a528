"""The version of the catalogue: what caches and validators are keyed by, and whether the search index can be used."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.db import connection

from reform_cases.models import CatalogueVersion


@dataclass(frozen=True)
class Version:
    """`token` is "" when nobody keeps versions (an emptied database): then nothing may be cached."""

    token: str
    searchable: bool


def current_version() -> Version:
    """The version that the database holds now, in one query."""
    table = CatalogueVersion._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT token, indexed FROM {table}")
        row = cursor.fetchone()
    return Version(row[0], bool(row[1])) if row else Version("", True)


def catalogue_changed() -> None:
    """Begin a new version. Call it inside the transaction of the change: whoever waits for it sees the change."""
    token = secrets.token_hex(16)
    if not CatalogueVersion.objects.filter(pk=1).update(token=token):
        CatalogueVersion.objects.create(pk=1, token=token)
