"""The database looks at its tables again after many writes."""

from __future__ import annotations

import pytest
from django.db import connection

from reform_cases.models import Case
from reform_cases.search import refresh as index
from reform_cases.search.rebuild import rebuild
from tests.factories import make_case, make_collection

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor == "mysql", reason="MariaDB keeps count by itself"),
]
KNOWN = {
    "sqlite": "SELECT CAST(stat AS integer) FROM sqlite_stat1 WHERE tbl = 'reform_cases_case'",
    "postgresql": "SELECT reltuples::integer FROM pg_class WHERE relname = 'reform_cases_case' AND reltuples >= 0",
}


@pytest.fixture(autouse=True)
def _nothing_known():
    """SQLite looks only at tables that have grown tenfold since: what an earlier test has left would stand in the way."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for statement in ("ANALYZE", "DELETE FROM sqlite_stat1", "ANALYZE sqlite_schema"):
                cursor.execute(statement)


def known() -> set[int]:
    """How many cases the database believes there are."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN[connection.vendor])
        return {count for (count,) in cursor.fetchall()}


def cases(count: int) -> list[int]:
    collection = make_collection()
    made = [Case(collection=collection, number=n, slug=f"c-{n}", title="事例") for n in range(1, count + 1)]
    return [case.pk for case in Case.objects.bulk_create(made)]


def test_rebuild_renews_what_is_known():
    cases(40)
    list(rebuild())
    assert known() == {40}


def test_many_changes_at_once_renew_it_and_few_do_not(monkeypatch):
    monkeypatch.setattr(index, "MANY", 40)
    before = known()
    index.refresh([make_case(number=99).pk])
    assert known() == before
    index.refresh(cases(40))
    assert known() == {41}
