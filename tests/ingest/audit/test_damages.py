"""Every kind of damage is found and named; a sound catalogue has no fault."""

from __future__ import annotations

import pytest
from django.db import connection

from reform_cases.ingest.audit import catalogue_faults
from tests.ingest.audit.damages import DAMAGES, statement
from tests.ingest.audit.unconstrained import unconstrained_catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _catalogue(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), unconstrained_catalogue():
        yield


def found(sql):
    """The lines by which the audit tells of the damage; with the test it is undone."""
    with connection.cursor() as cursor:
        for one in sql.split("; "):
            cursor.execute(one)
    return [str(fault) for fault in catalogue_faults()]


def test_sound_catalogue_has_no_fault():
    assert list(map(str, catalogue_faults())) == []


def test_a_hundred_kinds_of_damage_are_tried():
    assert len({name for name, _sql, _line in DAMAGES}) == len(DAMAGES) >= 100


@pytest.mark.parametrize(("sql", "line"), [pytest.param(sql, line, id=name) for name, sql, line in DAMAGES])
def test_damage_is_named(sql, line):
    lines = found(statement(sql))
    assert any(line in one for one in lines), "\n".join(lines) or "nothing was found"
