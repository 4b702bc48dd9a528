"""An import onto public records, when others have to sign: the records stay, their pending copies say what came in."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from reform_cases.desk.deciding import decide
from reform_cases.desk.importing import import_for_readers
from reform_cases.desk.signing import sign
from reform_cases.history.canonical import records
from reform_cases.history.revisions import DESK, Writer, latest, written
from reform_cases.ingest.audit import catalogue_faults
from reform_cases.models import Case, Decision, Import, Revision
from tests.factories import make_region
from tests.ingest.builder import document, faults

pytestmark = pytest.mark.django_db
NAME = "jcgg-2024.txt"


@pytest.fixture(autouse=True)
def _published(settings):
    make_region()
    import_for_readers(document(1, 2), NAME, publish=True)
    settings.REVIEWERS = 1


@pytest.fixture
def people():
    return [User.objects.create(username=name) for name in ("editor", "reviewer")]


def bodies():
    return {case.slug: case.measures.get(anchor="m-1").body for case in Case.objects.order_by("slug")}


OLD, NEW = "共办理12件,收到2024号文。", "共办理13件,收到2024号文。"


def change(case, by, **fields):
    Case.objects.filter(pk=case.pk).update(**fields)
    decide(written([case.pk], Writer(DESK, by)), by)


def test_record_stays_and_its_copy_says_what_came_in():
    before = records(Case.objects.filter(number=2).values_list("pk", flat=True))
    changes = import_for_readers(document(1, 2, changed={2: 13}), NAME)
    assert changes.pending == ("jcgg-2024-02",)
    assert records(before) == before
    assert bodies()["jcgg-2024-02~"] == NEW
    assert Revision.objects.get(case__slug="jcgg-2024-02~").via == "import"
    assert faults() == []


def test_importing_again_changes_nothing():
    import_for_readers(document(1, 2, changed={2: 13}), NAME)
    before = (Import.objects.count(), Revision.objects.count())
    assert import_for_readers(document(1, 2, changed={2: 13}), NAME).rows == 0
    assert (Import.objects.count(), Revision.objects.count()) == before


def test_dry_run_makes_no_copy():
    import_for_readers(document(1, 2, changed={2: 13}), NAME, dry_run=True)
    assert list(Case.objects.filter(pending_for__slug__isnull=False)) == []


def test_published_by_the_operator_or_without_reviewers_it_is_written_at_once(settings):
    import_for_readers(document(1, 2, changed={2: 13}), NAME, publish=True)
    assert bodies() == {"jcgg-2024-01": OLD, "jcgg-2024-02": NEW}
    settings.REVIEWERS = 0
    import_for_readers(document(1, 2), NAME)
    assert bodies() == {"jcgg-2024-01": OLD, "jcgg-2024-02": OLD}


def test_editions_that_only_some_records_moved_to_are_no_departure(settings):
    """With reviewers one record waits and the other moves to the new edition; without, both move to a third."""

    def departed():
        return [str(one) for one in catalogue_faults() if one.key == "text"]

    import_for_readers(document(1, 2, changed={2: 13}), "other.txt")
    read_from = Case.objects.order_by("slug").values_list("slug", "source__name")
    assert list(read_from) == [
        *(("jcgg-2024-01", "other.txt"), ("jcgg-2024-02", NAME), ("jcgg-2024-02~", "other.txt"))
    ]
    assert departed() == []
    settings.REVIEWERS = 0
    import_for_readers(document(1, 2, changed={1: 14}), "third.txt")
    assert [name for _slug, name in read_from.all()] == ["third.txt", "third.txt", "other.txt"]
    assert departed() == []
    # What was taken out of the catalogue is one still.
    Case.objects.filter(number=1).delete()
    assert {one.split(" characters ")[1] for one in departed()} == {"were read into jcgg-2024-01 once"}


def test_draft_is_written_at_once():
    Case.objects.filter(number=2).update(status="draft")
    import_for_readers(document(1, 2, changed={2: 13}), NAME)
    assert bodies()["jcgg-2024-02"] == NEW


def test_signed_it_is_the_record_and_nobody_decided_its_values(people):
    import_for_readers(document(1, 2, changed={2: 13}), NAME)
    copy = Case.objects.get(slug="jcgg-2024-02~")
    change(copy, people[0], title="人所改", status="review")
    sign(copy, latest([copy.pk])[copy.pk].hash, people[1])
    record = Case.objects.get(slug="jcgg-2024-02")
    assert (record.title, bodies()["jcgg-2024-02"]) == ("人所改", NEW)
    assert list(Decision.objects.filter(case=record).values_list("key", "by_name")) == [("title", "editor")]


def test_what_a_person_changed_in_the_copy_stays_with_the_next_import(people):
    import_for_readers(document(1, 2, changed={2: 13}), NAME)
    copy = Case.objects.get(slug="jcgg-2024-02~")
    change(copy, people[0], background="人所改")
    import_for_readers(document(1, 2, changed={2: 14}), NAME)
    copy.refresh_from_db()
    assert (copy.background, bodies()["jcgg-2024-02~"]) == ("人所改", NEW)
