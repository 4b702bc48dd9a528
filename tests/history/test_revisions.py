"""Every way of writing a record makes a revision, in the same transaction, and only where it says another thing."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from reform_cases.history.canonical import hash_of, records
from reform_cases.history.revisions import COMMAND, Writer, latest, note, note_found, without_revision
from reform_cases.ingest.importer import import_document
from reform_cases.models import Case, Import, Keyword, Revision
from reform_cases.models.keyword import LONGEST_FOLDED
from tests.factories import make_case, make_region
from tests.ingest.builder import document

pytestmark = pytest.mark.django_db


def noted(**wanted):
    return list(Revision.objects.filter(**wanted).values_list("case__number", "number", "via", "why"))


def departed():
    """Cases whose record is not what their last revision says."""
    said = records(Case.objects.values_list("pk", flat=True))
    last = latest(said)
    return [pk for pk, record in said.items() if pk not in last or last[pk].hash != hash_of(record)]


def test_revision_holds_the_record_and_its_hash():
    case = make_case(number=1)
    (revision,) = note([case.pk], Writer(COMMAND, why="缘由"))
    stored = Revision.objects.get()
    assert (stored.record, stored.hash) == (records([case.pk])[case.pk], revision.hash)
    assert hash_of(stored.record) == stored.hash


def test_record_that_says_the_same_gets_no_revision():
    case = make_case(number=1)
    note([case.pk], Writer(COMMAND))
    assert note([case.pk], Writer(COMMAND)) == []
    Case.objects.update(title="改过")
    note([case.pk], Writer(COMMAND, why="第二次"))
    assert noted() == [(1, 1, "command", ""), (1, 2, "command", "第二次")]


def test_what_was_changed_by_hand_is_noted_before_the_next_change():
    case = make_case(number=1)
    assert without_revision() == [case.pk]
    assert [one.via for one in note_found([case.pk])] == ["found"]
    assert without_revision() == []


@pytest.mark.parametrize("count", [1, 3])
def test_noting_takes_the_same_queries(count, django_assert_num_queries):
    cases = [make_case().pk for _ in range(count)]
    with django_assert_num_queries(10):
        note(cases, Writer(COMMAND))


def test_import_makes_a_revision_of_each_case_that_changed():
    make_region()
    import_document(document(1, 2), "jcgg-2024.txt")
    import_document(document(1, 2), "jcgg-2024.txt")
    import_document(document(1, 2, changed={2: 13}), "jcgg-2024.txt")
    assert noted() == [(1, 1, "import", ""), (1, 2, "import", ""), (2, 1, "import", ""), (2, 2, "import", "")]
    first, second = Import.objects.order_by("pk")
    assert (first.name, first.collection, first.sha256) == (
        "jcgg-2024.txt",
        "jcgg-2024",
        document(1, 2).sha256,
    )
    assert "created   jcgg-2024-01" in first.report
    assert list(second.revisions.values_list("case__number", flat=True)) == [1, 2]
    assert departed() == []


def test_import_that_changes_nothing_is_not_listed():
    make_region()
    import_document(document(), "jcgg-2024.txt")
    import_document(document(), "jcgg-2024.txt")
    import_document(document(changed={1: 13}), "jcgg-2024.txt", dry_run=True)
    assert (Import.objects.count(), Revision.objects.count()) == (1, 2)


def test_loading_makes_revisions_and_loading_twice_no_more():
    call_command("loaddata", "regions", "jcgg-2024", verbosity=0)
    call_command("loaddata", "regions", "jcgg-2024", verbosity=0)
    assert noted() == [(number, 1, "fixture", "regions, jcgg-2024") for number in range(1, 7)]
    assert departed() == []


def test_keywords_that_become_one_make_a_revision():
    one, other = Keyword.objects.create(name="数字检察"), Keyword.objects.create(name="占位")
    cases = [make_case(number=1), make_case(number=2)]
    cases[0].case_keywords.create(tag=one)
    cases[1].case_keywords.create(tag=other)
    note([case.pk for case in cases], Writer(COMMAND))
    Keyword.objects.filter(pk=other.pk).update(name="数字检察 ", folded="x" * LONGEST_FOLDED)
    call_command("reindex", stdout=io.StringIO(), verbosity=0)
    assert noted(number=2) == [(2, 2, "command", "reindex")]
    assert departed() == []


def test_upgraded_database_gets_first_revisions():
    case = make_case(number=1)
    call_command("migrate", verbosity=0)
    assert noted() == [(1, 1, "command", "migrate")]
    assert latest([case.pk])[case.pk].number == 1


def test_revisions_stay_when_their_case_is_deleted():
    case = make_case(number=1)
    note([case.pk], Writer(COMMAND))
    case.delete()
    kept = Revision.objects.get()
    assert (kept.case_id, kept.of, kept.record["case"]["title"]) == (None, case.slug, "测试事例第1号")


def test_each_revision_vouches_for_those_before_it():
    case = make_case(number=1)
    note([case.pk], Writer(COMMAND))
    Case.objects.update(title="改过")
    note([case.pk], Writer(COMMAND))
    first, second = Revision.objects.order_by("number")
    assert first.chain == Revision.chained("", first.hash)
    assert second.chain == Revision.chained(first.chain, second.hash)
