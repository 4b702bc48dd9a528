"""The floor: hand-written SQL finds what the site shows, or comparing the two would mean nothing."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict

from bench.floor import Floor, PostgreSQLDriver, SQLiteDriver
from bench.tasks import Ask
from madeup.__main__ import main as madeup
from reform_cases.catalogue.listing.cases import CaseListing
from reform_cases.models import Case
from tests.shipped import load_regions

pytestmark = pytest.mark.django_db


@pytest.fixture
def floor():
    load_regions()
    madeup(["60"])
    connection.ensure_connection()
    driver = PostgreSQLDriver if connection.vendor == "postgresql" else SQLiteDriver
    return Floor(driver(connection.connection))


def test_rows_and_counts_are_those_of_the_site(floor):
    asks = [
        Ask(), Ask(page=3), Ask(region="370000"), Ask(year=2024), Ask(function="数字检察"),
        Ask(keyword="数字检察"), Ask(keyword="数字检察", year=2025), Ask(words=("信访",)),
        Ask(words=("检警+", "线上")), Ask(words=("反向审视",), function="数字检察"),
    ]  # fmt: skip
    for ask in asks:
        listing = CaseListing.from_params(QueryDict(f"{ask.path.partition('?')[2]}&order=-year"))
        total, rows = floor.rows(ask)
        assert (ask, total) == (ask, listing.total)
        assert (ask, [row[1] for row in rows]) == (ask, [case.slug for case in listing.page.object_list])


def test_facets_are_those_of_the_site(floor):
    ask = Ask(region="370000", words=("监督",))
    listing = CaseListing.from_params(QueryDict(ask.path.partition("?")[2]))
    shown = {group.name: sum(c.count for c in group.choices) for group in listing.facets}
    counted = {name: sum(row[1] for row in rows) for name, rows in floor.facets(ask).items()}
    assert {name: counted[name] for name in ("function", "level", "collection", "year")} == {
        name: shown[name] for name in ("function", "level", "collection", "year")
    }


def test_record_has_every_row_of_the_case(floor):
    call_command("loaddata", "jcgg-2024", verbosity=0)
    case = Case.objects.get(slug="jcgg-2024-03")
    related = [case.measures, case.outcomes, case.sections, case.evidence, case.case_keywords, case.functions]
    count, rows = floor.rows(Ask(record=case.slug))
    assert (count, len(rows)) == (1, 1 + sum(manager.count() for manager in related))
