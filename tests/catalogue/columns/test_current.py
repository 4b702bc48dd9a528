"""Which snapshot answers when: the one that follows, the former one, or one that is read anew."""

from __future__ import annotations

import pytest
from django.db import transaction

from reform_cases.catalogue.columns import current
from reform_cases.catalogue.columns.current import forget_snapshot, reading, snapshot
from reform_cases.catalogue.columns.outcomes import outcome_columns
from reform_cases.models import Case, CatalogueVersion, Outcome, PastVersion
from reform_cases.version import catalogue_changed, current_version
from tests.factories import make_case, make_collection, make_outcome


@pytest.fixture
def reads(monkeypatch):
    """How each snapshot was made, in order."""
    made = []
    for name in ("loaded", "changed", "without"):
        function = getattr(current, name)

        def noting(*args, name=name, function=function):
            made.append(name)
            return function(*args)

        monkeypatch.setattr(current, name, noting)
    return made


@pytest.mark.django_db
def test_an_edit_is_read_by_who_asks_next(reads):
    first, second = make_case(number=1), make_case(number=2)
    former = snapshot(current_version())
    Case.objects.filter(pk=first.pk).update(status="draft")
    with reading() as version:
        now = version.snapshot
    assert (reads, former.ids.tolist(), now.ids.tolist()) == (
        ["loaded", "changed"],
        [first.pk, second.pk],
        [second.pk],
    )
    assert (version.token, now.whole) == (current_version().token, True)


@pytest.mark.django_db
def test_a_version_that_changes_no_case_shares_everything(reads):
    make_case()
    former = snapshot(current_version())
    catalogue_changed()
    now = snapshot(current_version())
    assert (reads, now.attributes["keyword"] is former.attributes["keyword"]) == (["loaded", "changed"], True)


@pytest.mark.django_db
def test_what_was_taken_back_is_forgotten(reads):
    case = make_case(title="原来的标题", keywords=("信访",))
    snapshot(current_version())
    with transaction.atomic():
        case.keywords.set(["未保存"])
        assert snapshot(current_version()).attributes["keyword"].labels == ("未保存",)
        transaction.set_rollback(True)
    assert snapshot(current_version()).attributes["keyword"].labels == ("信访",)
    assert reads == ["loaded", "changed", "loaded"]


@pytest.mark.django_db
@pytest.mark.parametrize("serials", [-1, 0, 1], ids=["older", "of the same age", "newer"])
def test_database_that_was_swapped_is_read_anew(reads, serials):
    """As by a backup that was put back: what it says it changed is not what was changed here."""
    make_case()
    held = snapshot(current_version())
    PastVersion.objects.update(token="of another")
    CatalogueVersion.objects.update(token="of another", serial=held.version.serial + serials)
    now = snapshot(current_version())
    assert (reads, now.version.token, now.whole) == (["loaded", "loaded"], "of another", True)


@pytest.mark.django_db
def test_without_a_version_nothing_is_kept(reads):
    make_case()
    snapshot(current_version())
    CatalogueVersion.objects.all().delete()
    with reading() as version:
        assert (version.token, version.snapshot.size) == ("", 1)
    snapshot(current_version())
    assert reads == ["loaded", "loaded", "loaded"]


@pytest.mark.django_db
def test_page_from_the_cache_needs_no_snapshot(reads, django_assert_num_queries):
    make_case()
    with django_assert_num_queries(1), reading() as version:
        pass
    assert (version.token, reads) == (current_version().token, [])


@pytest.mark.django_db
def test_numbers_follow_the_snapshot(django_assert_num_queries):
    case, other = make_case(number=1), make_case(number=2)
    for one in (case, other):
        make_outcome(one)
    before = outcome_columns(snapshot(current_version()))
    Outcome.objects.filter(case=case).update(unit="人")
    now = snapshot(current_version())
    # The versions, what was changed, and its numbers alone.
    with django_assert_num_queries(3):
        columns = outcome_columns(now)
    assert outcome_columns(now) is columns
    assert [before.attributes["unit"].names, columns.attributes["unit"].names] == [("件",), ("人", "件")]


MANY = current.FEW + 1


def make_many():
    make_case(number=MANY + 1, title="最后一件")
    batch = make_collection()
    Case.objects.bulk_create(
        Case(collection=batch, number=number, slug=f"many-{number}", title="多", status="published")
        for number in range(1, MANY + 1)
    )


@pytest.mark.django_db(transaction=True)
def test_after_a_bulk_write_the_former_snapshot_answers_without_what_was_withdrawn(reads, monkeypatch):
    """Until the thread has read the new one."""
    make_many()
    former = snapshot(current_version())
    begun = []
    read = current._begin_reading
    monkeypatch.setattr(current, "_begin_reading", lambda: begun.append(True))
    Case.objects.filter(number__lte=MANY).update(level="county")
    Case.objects.filter(number=1).update(status="draft")
    with reading() as version:
        now = version.snapshot
    assert (now.whole, now.version, now.size) == (False, former.version, MANY)
    assert version.token == f"{current_version().token}+{former.version.token}"
    Case.objects.filter(number=2).delete()
    with reading() as later:
        assert (later.snapshot.size, later.snapshot.late_from) == (MANY - 1, now.late_from)
    assert (reads, len(begun)) == (["loaded", "without", "without"], 2)
    read()
    current._thread.join()
    with reading() as version:
        whole = version.snapshot
    assert (whole.whole, version.token, whole.size) == (True, current_version().token, MANY - 1)
    assert whole.attributes["level"].totals.tolist() == [0, 0, MANY - 2]
    forget_snapshot()


@pytest.mark.django_db(transaction=True)
def test_former_snapshot_does_not_answer_for_longer_than_it_may(monkeypatch):
    make_many()
    snapshot(current_version())
    monkeypatch.setattr(current, "LATEST", -1.0)
    Case.objects.filter(number__lte=MANY).update(level="county")
    with reading():
        pass
    with reading() as version:
        assert version.snapshot.whole
    forget_snapshot()


@pytest.mark.django_db(transaction=True)
def test_numbers_after_a_bulk_write_are_read_by_the_thread(monkeypatch):
    make_many()
    make_outcome(Case.objects.get(number=1), unit="人")
    outcome_columns(snapshot(current_version()))
    Case.objects.filter(number__lte=MANY).update(level="county")
    make_outcome(Case.objects.get(number=2), unit="件")
    with reading() as version:
        assert outcome_columns(version.snapshot).attributes["unit"].names == ("人",)
    current._thread.join()
    monkeypatch.setattr(current, "follow_outcomes", None)
    with reading() as version:
        assert version.snapshot.beside["outcomes"].attributes["unit"].names == ("人", "件")
    forget_snapshot()
