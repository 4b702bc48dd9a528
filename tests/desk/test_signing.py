"""Signing: with reviewers a published record is changed through a copy that others sign; without, a save is public at once."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from reform_cases.desk import signing
from reform_cases.desk.deciding import decide
from reform_cases.desk.disagreements import take_offered
from reform_cases.desk.reverting import revert
from reform_cases.desk.signing import NotNowError, missing, pending_copy, send_back, sign, was_ever_public
from reform_cases.history.canonical import records
from reform_cases.history.revisions import COMMAND, DESK, Writer, latest, note, written
from reform_cases.models import Case, Decision, Revision
from tests.factories import make_case, make_measure, make_outcome

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_reviewers(settings):
    settings.REVIEWERS = 2


@pytest.fixture
def people():
    return [User.objects.create(username=name) for name in ("editor", "first", "second")]


@pytest.fixture
def record():
    case = make_case(number=1, title="原来", background="背景。", keywords=("信访",))
    make_outcome(case, measure=make_measure(case))
    Case.objects.note_anchors()
    note([case.pk], Writer(COMMAND))
    return case


def change(case, by, **fields):
    Case.objects.filter(pk=case.pk).update(**fields)
    decide(written([case.pk], Writer(DESK, by)), by)


def seen(case):
    return latest([case.pk])[case.pk].hash


@pytest.fixture
def copy(record, people):
    """The pending copy with another title, under review."""
    copied = pending_copy(record, people[0])
    change(copied, people[0], title="改过", status="review")
    return copied


def test_copy_says_what_its_record_says_and_there_is_one(record, people):
    copied = pending_copy(record, people[0])
    mine, its = records([record.pk])[record.pk], records([copied.pk])[copied.pk]
    assert {**its, "case": {**its["case"], "status": "published"}} == mine
    assert (pending_copy(record, people[1]).pk, copied.is_public) == (copied.pk, False)


def test_record_stays_as_it_is_until_enough_have_signed(record, copy, people):
    assert sign(copy, seen(copy), people[1]) is None
    assert Case.objects.get(pk=record.pk).title == "原来"
    signed = sign(copy, seen(copy), people[2])
    assert (signed.pk, Case.objects.get().title, Case.objects.get().status) == (
        record.pk,
        "改过",
        "published",
    )
    assert Revision.objects.latest("pk").why == "签发：first、second"
    one = Decision.objects.get()
    assert (one.key, one.by_name) == ("title", "editor")


def test_signing_twice_counts_once(copy, people):
    sign(copy, seen(copy), people[1])
    assert sign(copy, seen(copy), people[1]) is None


def test_last_editor_cannot_sign(copy, people):
    with pytest.raises(NotNowError, match="须由别人签发"):
        sign(copy, seen(copy), people[0])


def test_any_later_change_voids_the_signatures(record, copy, people):
    sign(copy, seen(copy), people[1])
    change(copy, people[0], title="又改")
    assert signing.signatures(copy) == []
    assert sign(copy, seen(copy), people[2]) is None
    assert Case.objects.get(pk=record.pk).title == "原来"


def test_what_was_not_seen_cannot_be_signed(copy, people):
    before = seen(copy)
    change(copy, people[0], title="又改")
    with pytest.raises(NotNowError, match="又有改动"):
        sign(copy, before, people[1])


def test_change_by_no_way_of_ours_voids_the_signatures_too(copy, people):
    before = seen(copy)
    sign(copy, before, people[1])
    Case.objects.filter(pk=copy.pk).update(title="改自数据库")
    with pytest.raises(NotNowError, match="又有改动"):
        sign(copy, before, people[2])


def test_draft_cannot_be_signed_before_it_is_under_review(people):
    draft = make_case(number=2, status="draft", keywords=("信访",), background="背景。")
    note([draft.pk], Writer(COMMAND))
    with pytest.raises(NotNowError, match="只有待审核的"):
        sign(draft, seen(draft), people[1])


def test_new_case_is_public_once_signed(people, settings):
    settings.REVIEWERS = 1
    draft = make_case(number=2, status="review", keywords=("信访",), background="背景。")
    note([draft.pk], Writer(COMMAND))
    assert sign(draft, seen(draft), people[1]).is_public
    assert Case.objects.get().is_public


def test_what_is_missing_is_named_and_stops_the_signature(people):
    draft = make_case(number=2, status="review")
    note([draft.pk], Writer(COMMAND))
    assert [field for _sentence, field in missing(draft)] == ["id_keywords", "id_background"]
    with pytest.raises(NotNowError, match="还不能发布：没有关键词。"):
        sign(draft, seen(draft), people[1])


def test_sending_back_needs_a_comment_and_voids_the_signatures(copy, people):
    sign(copy, seen(copy), people[1])
    with pytest.raises(NotNowError, match="写明意见"):
        send_back(copy, people[2], " ")
    send_back(copy, people[2], "第二段与原文不符")
    copy.refresh_from_db()
    assert (copy.status, signing.signatures(copy)) == ("draft", [])
    assert Revision.objects.latest("pk").why == "退回：第二段与原文不符"


def test_what_readers_have_seen_is_told_from_the_revisions():
    case = make_case(number=1)
    note([case.pk], Writer(COMMAND))
    Case.objects.update(status="draft")
    never = make_case(number=2, status="draft")
    assert (was_ever_public(Case.objects.get(number=1)), was_ever_public(never)) == (True, False)


def test_going_back_on_a_public_record_fills_the_copy(record, people):
    Case.objects.filter(pk=record.pk).update(title="后来")
    note([record.pk], Writer(COMMAND))
    changed = revert(Revision.objects.get(case=record, number=1), people[0])
    record.refresh_from_db()
    assert (record.title, changed.pending_for_id) == ("后来", record.pk)
    assert (Case.objects.get(pk=changed.pk).title, Decision.objects.count()) == ("原来", 0)


def test_settling_for_the_document_on_a_public_record_fills_the_copy(record, people):
    one = Decision.objects.create(
        case=record,
        key="title",
        verdict="corrected",
        decided={"title": "原来"},
        disputed=True,
        offered={"title": "文献所说"},
    )
    take_offered(one, people[0])
    record.refresh_from_db()
    copied = Case.objects.get(pending_for=record)
    one.refresh_from_db()
    assert (record.title, copied.title, one.disputed) == ("原来", "文献所说", False)
    change(copied, people[0], status="review")
    sign(copied, seen(copied), people[1])
    sign(copied, seen(copied), people[2])
    record.refresh_from_db()
    one.refresh_from_db()
    assert (record.title, one.decided) == ("文献所说", {"title": "文献所说"})
