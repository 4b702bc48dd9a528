"""What has been changed since a version, or why that cannot be said."""

from __future__ import annotations

import pytest
from django.db import transaction

from reform_cases import version
from reform_cases.models import Case, CaseChange, Keyword, PastVersion
from reform_cases.sql.version_triggers import EVERYTHING
from reform_cases.version import (
    Changes,
    Unknown,
    Version,
    catalogue_changed,
    changes_since,
    current_version,
    hidden_since,
)
from tests.factories import make_case

pytestmark = pytest.mark.django_db


def since(past, most=5):
    found = changes_since(past, current_version(), most)
    return Changes(sorted(found.cases), found.names) if isinstance(found, Changes) else found


def test_nothing_was_changed():
    assert since(current_version()) == Changes([])


def test_cases_and_names_that_were_changed():
    cases = [make_case().pk for _ in range(3)]
    past = current_version()
    Case.objects.filter(pk=cases[1]).update(title="改过")
    catalogue_changed()
    assert since(past) == Changes([cases[1]])
    Case.objects.filter(pk=cases[2]).delete()
    Keyword.objects.create(name="新词")
    assert since(past) == Changes(cases[1:], names=True)
    assert since(current_version()) == Changes([])


def test_more_cases_than_asked_for():
    for _ in range(3):
        make_case()
    past = current_version()
    Case.objects.update(title="改过")
    assert (len(since(past, most=3).cases), since(past, most=2)) == (3, Unknown.TOO_MUCH)


def test_cases_that_were_hidden():
    cases = [make_case().pk for _ in range(4)]
    past = current_version()
    Case.objects.filter(pk=cases[0]).update(title="改过")
    Case.objects.filter(pk=cases[1]).update(status="draft")
    Case.objects.filter(pk=cases[2]).delete()
    Keyword.objects.create(name="新词")
    assert sorted(hidden_since(past)) == cases[1:3]


def test_everything_was_taken_out():
    """As TRUNCATE notes it where there is such a thing."""
    make_case()
    past = current_version()
    catalogue_changed()
    CaseChange.objects.create(case_id=EVERYTHING, serial=current_version().serial)
    assert since(past) == Unknown.TOO_LONG_AGO


def test_version_that_was_rolled_back():
    make_case()
    with transaction.atomic():
        Case.objects.update(title="未保存")
        rolled_back = current_version()
        transaction.set_rollback(True)
    assert since(rolled_back) == Unknown.NOT_OF_THIS_PAST
    Case.objects.update(title="改过")
    assert since(rolled_back) == Unknown.NOT_OF_THIS_PAST
    Case.objects.update(title="又改过")
    assert since(rolled_back) == Unknown.NOT_OF_THIS_PAST


def test_version_of_another_database():
    make_case()
    now = current_version()
    for serial in (now.serial - 1, now.serial, now.serial + 1):
        assert since(Version("another", serial, searchable=True)) == Unknown.NOT_OF_THIS_PAST


def test_version_too_long_ago(monkeypatch):
    """Its slot is another's by then, and what was changed at that time is forgotten."""
    case = make_case()
    past = current_version()
    later = past.serial + version.KEPT
    PastVersion.objects.filter(slot=past.serial % version.KEPT).update(serial=later, token="later")
    assert changes_since(past, Version("now", later + 1, searchable=True), 5) == Unknown.TOO_LONG_AGO
    version.CatalogueVersion.objects.update(serial=later)
    assert not CaseChange.objects.filter(case_id=case.pk).exists()
