"""A write that does not wait for another."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from reform_cases.sql.briefly import PATIENCE, briefly

# What the connection waits for another writer, in milliseconds, as each database says it.
ASKED = {
    "sqlite": "PRAGMA busy_timeout",
    "postgresql": "SELECT setting FROM pg_settings WHERE name = 'lock_timeout'",
}


def patience():
    with connection.cursor() as cursor:
        cursor.execute(ASKED[connection.vendor])
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_a_brief_write_waits_for_a_moment_only():
    usual = patience()
    with briefly():
        assert patience() == PATIENCE
    assert patience() == usual != PATIENCE


@pytest.mark.django_db(transaction=True)
def test_a_brief_write_that_fails_leaves_the_connection_as_it_was():
    usual = patience()
    with pytest.raises(DatabaseError), briefly():
        raise DatabaseError
    assert patience() == usual
    with transaction.atomic():
        assert patience() == usual
