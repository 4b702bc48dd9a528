"""The index follows every way of writing records, in the same transaction."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.http import QueryDict

from reform_cases.catalogue.listing.cases import CaseListing
from reform_cases.ingest.importer import import_document
from reform_cases.models import Case, CaseChange, CatalogueVersion, PastVersion, SearchText
from reform_cases.search import engine
from reform_cases.search.check import differences
from reform_cases.search.engine import tables
from reform_cases.search.refresh import refresh
from reform_cases.version import current_version
from tests.factories import make_case, make_region
from tests.ingest.builder import document
from tests.search.asking import command, listed, numbers, sizes

pytestmark = pytest.mark.django_db


def test_import_is_found_at_once_and_a_dry_run_changes_nothing():
    make_region()
    before = current_version()
    import_document(document(), "jcgg-2024.txt", dry_run=True)
    assert (current_version(), SearchText.objects.count()) == (before, 0)
    import_document(document(), "jcgg-2024.txt", publish=True)
    assert list(differences()) == []
    title = Case.objects.get(number=2).title
    assert numbers(f'标题:"{title}"') == [2]


def test_loaddata_indexes_what_it_loads(shipped):
    SearchText.objects.all().delete()
    engine.clear()
    command("loaddata", "jcgg-2024")
    assert list(differences()) == []


def test_refresh_that_is_rolled_back_leaves_nothing():
    case = make_case(number=1, title="原来的标题")
    before = current_version()
    with transaction.atomic():
        Case.objects.filter(pk=case.pk).update(title="未保存的标题")
        refresh([case.pk])
        assert numbers("未保存") == [1]
        assert listed("q=未保存") == [1]
        transaction.set_rollback(True)
    assert current_version() == before
    assert (numbers("未保存"), numbers("原来")) == ([], [1])
    assert (listed("q=未保存"), listed("q=原来")) == ([], [1])


def test_counts_are_never_stale():
    make_region()
    seen = []
    for number in range(1, 4):
        case = make_case(number=number, region_id="330000", keywords=("信访",))
        listing = CaseListing.from_params(QueryDict("q=测试"))
        seen.append((listing.total, [c.count for g in listing.facets for c in g.choices]))
    assert seen == [(n, [n, n, n, n, n]) for n in (1, 2, 3)]
    gone = case.pk
    case.delete()
    refresh([gone])
    assert listed("q=测试") == [1, 2]


def test_versions_never_come_again():
    tokens = set()
    for _round in range(20):
        refresh([])
        tokens.add(current_version().token)
    assert len(tokens) == 20


def test_without_a_version_nothing_is_kept(client):
    make_case(number=1)
    CatalogueVersion.objects.all().delete()
    assert listed("") == [1]
    Case.objects.all().delete()
    assert listed("") == []
    assert "ETag" not in client.get("/cases/")


def test_many_edits_leave_few_segments():
    cases = [make_case(number=number) for number in range(1, 12)]
    assert sizes() == [1, 2, 8]
    for number in range(1, 12):
        Case.objects.filter(pk=cases[number % 11].pk).update(title=f"改第{number}次")
        refresh([cases[number % 11].pk])
    assert sum(sizes()) == 11
    assert len(sizes()) <= 4
    assert (list(differences()), numbers("改第")) == ([], [*range(1, 12)])


def test_segments_of_many_cases_stay_as_they_are(monkeypatch):
    monkeypatch.setattr(tables, "MERGED", 3)
    for number in range(1, 8):
        make_case(number=number)
    assert sizes() == [1, 2, 2, 2]
    assert (list(differences()), numbers("测试")) == ([], [*range(1, 8)])


@pytest.mark.django_db(transaction=True)
def test_emptied_database_begins_anew():
    make_case(number=1)
    command("flush", "--no-input")
    assert (Case.objects.count(), list(differences()), current_version().searchable) == (0, [], True)
    # Of what was there before nothing is told as a change.
    assert (CaseChange.objects.count(), PastVersion.objects.count()) == (0, 0)
    make_case(number=2)
    assert (list(differences()), numbers("测试"), bool(current_version().token)) == ([], [2], True)
