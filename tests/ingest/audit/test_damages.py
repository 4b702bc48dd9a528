"""Every kind of damage is found and named; a sound catalogue has no fault.

Usually several kinds are done at once, far from each other in the table, and what was not named then is tried again with
fewer beside it, in the end alone; the long form tries each alone.
"""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from reform_cases.ingest.audit import catalogue_faults
from tests.conftest import ENDURE
from tests.ingest.audit.damages import DAMAGES, statement
from tests.ingest.audit.unconstrained import unconstrained_catalogue

pytestmark = pytest.mark.django_db
TOGETHER = (1,) if ENDURE else (14, 4, 1)


@pytest.fixture(scope="module", autouse=True)
def _catalogue(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), unconstrained_catalogue():
        yield


@pytest.fixture(scope="module")
def named(_catalogue):
    """Of each damage, by its name, the line that tells of it; else all lines of the last try."""
    told: dict[str, tuple[bool, list[str]]] = {}
    waiting = list(DAMAGES)
    for most in TOGETHER:
        for some in apart(waiting, most):
            lines = found([sql for _name, sql, _line in some])
            for name, _sql, line in some:
                told[name] = (any(line in one for one in lines), lines)
        waiting = [one for one in waiting if not told[one[0]][0]]
    return told


def apart(damages, most):
    """`damages` in groups of at most `most`, neighbours of the table in different ones, and never two of one line."""
    count = -(-len(damages) // most)
    groups = [[] for _ in range(count)]
    for at, one in enumerate(damages):
        group = groups[at % count]
        if any(one[2] in other[2] or other[2] in one[2] for other in group):
            group = next(iter(group for group in groups if not group), None)
            if group is None:
                groups.append(group := [])
        group.append(one)
    return groups


def found(damages):
    """The lines by which the audit tells of the damages; all is undone at the end."""
    with transaction.atomic():
        for sql in damages:
            do(statement(sql))
        lines = [str(fault) for fault in catalogue_faults()]
        transaction.set_rollback(True)
    return lines


def do(sql):
    """Do the damage, unless another has taken away what it needs: then it is not named and tried again."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for one in sql.split("; "):
                cursor.execute(one)
    except DatabaseError:
        pass


def test_sound_catalogue_has_no_fault():
    assert list(map(str, catalogue_faults())) == []


def test_a_hundred_kinds_of_damage_are_tried():
    assert len({name for name, _sql, _line in DAMAGES}) == len(DAMAGES) >= 100


@pytest.mark.parametrize("name", [name for name, _sql, _line in DAMAGES])
def test_damage_is_named(name, named):
    told, lines = named[name]
    assert told, "\n".join(lines) or "nothing was found"
