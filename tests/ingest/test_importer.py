"""An import brings the catalogue in line with a reading, says what changed, and never leaves half of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.management import call_command

from reform_cases.ingest import reconcile as application
from reform_cases.ingest.changes import ValueChange
from reform_cases.ingest.fixtures import fixture
from reform_cases.ingest.importer import import_document
from reform_cases.ingest.keywords import merge_keywords
from reform_cases.ingest.record import Target
from reform_cases.ingest.records import records_of
from reform_cases.models import (
    Case,
    CaseInstrument,
    Collection,
    Evidence,
    Function,
    Keyword,
    Measure,
    Outcome,
    Region,
    ReportedNumber,
    SourceDocument,
)
from reform_cases.sourcetext.document import Confirmation, InstrumentText, Place, SourceError
from tests.factories import make_case, make_collection, make_region
from tests.ingest.builder import Paper, document, faults, finished, outcome_in, write_case
from tests.ingest.test_fixtures import everything

pytestmark = pytest.mark.django_db
NAME = "jcgg-2024.txt"


@pytest.fixture(autouse=True)
def _regions():
    make_region()


def only_case(read, **fields):
    """`read` with its single case changed."""
    return replace(read, cases=(replace(read.cases[0], **fields),))


def test_first_import_creates_drafts():
    changes = import_document(document(), NAME)
    assert [(case.slug, case.deed) for case in changes.cases] == [
        ("jcgg-2024-01", "created"), ("jcgg-2024-02", "created"),
    ]  # fmt: skip
    assert list(Case.objects.values_list("slug", "status")) == [
        ("jcgg-2024-01", "draft"), ("jcgg-2024-02", "draft"),
    ]  # fmt: skip
    assert [change.what for change in changes.batch] == ["collection", "sourcedocument"]


def test_import_and_loaddata_agree(tmp_path):
    import_document(document(), NAME, publish=True)
    imported = everything()
    path = tmp_path / "same.json"
    path.write_text(
        fixture(records_of(document(), Target("jcgg-2024", NAME, publish=True))), encoding="utf-8"
    )
    call_command("loaddata", path, verbosity=0)
    assert everything() == imported


def test_importing_twice_changes_nothing():
    import_document(document(), NAME)
    first = everything()
    changes = import_document(document(), NAME)
    assert (changes.rows, [case.deed for case in changes.cases]) == (0, ["unchanged", "unchanged"])
    assert everything() == first


def test_one_changed_sentence_changes_that_case_alone():
    import_document(document(1, 2, 3), NAME, publish=True)
    before = {case.slug: case for case in Case.objects.all()}
    changes = import_document(document(1, 2, 3, changed={2: 12345}), NAME)
    assert [(case.slug, case.deed) for case in changes.cases] == [
        ("jcgg-2024-01", "unchanged"), ("jcgg-2024-02", "changed"), ("jcgg-2024-03", "unchanged"),
    ]  # fmt: skip
    assert changes.cases[1].changes == (
        ValueChange("m-1.body", "共办理12件,收到2024号文。", "共办理12345件,收到2024号文。"),
        ValueChange("o-2.quote", "12件", "12345件"),
        ValueChange("o-2.value", 12, 12345),
        ValueChange("o-2.base_value", 12, 12345),
        ValueChange("o-2.sentence", "共办理12件,收到2024号文。", "共办理12345件,收到2024号文。"),
    )
    assert {case.slug: (case.pk, case.title, case.status) for case in Case.objects.all()} == {
        slug: (case.pk, case.title, "published") for slug, case in before.items()
    }
    source = SourceDocument.objects.latest("pk")
    wrong = [row.key for row in Evidence.objects.all() if source.text[row.start : row.end] != row.quote]
    assert wrong == []


def test_dry_run_says_the_same_and_changes_nothing():
    import_document(document(), NAME)
    first = everything()
    tried = import_document(document(changed={1: 9}), NAME, dry_run=True)
    assert everything() == first
    assert import_document(document(changed={1: 9}), NAME) == tried


def test_dry_run_on_an_empty_catalogue_leaves_it_empty():
    import_document(document(), NAME, dry_run=True)
    assert {name: len(rows) for name, rows in everything().items() if rows} == {}


def test_publish_publishes_drafts_and_a_published_case_stays_published():
    import_document(document(), NAME)
    changes = import_document(document(), NAME, publish=True)
    assert changes.cases[0].changes == (ValueChange("status", "draft", "published"),)
    assert import_document(document(), NAME).rows == 0
    assert set(Case.objects.values_list("status", flat=True)) == {"published"}


def test_existing_address_is_kept():
    collection = make_collection("jcgg-2024")
    make_case(collection=collection, number=2, slug="an-old-address", title="浙江省检察院第2项机制")
    changes = import_document(document(), NAME)
    assert [(case.slug, case.deed) for case in changes.cases] == [
        ("jcgg-2024-01", "created"), ("an-old-address", "changed"),
    ]  # fmt: skip
    assert Case.objects.get(number=2).slug == "an-old-address"
    assert (
        ValueChange("title", "浙江省检察院第2项机制", "浙江省检察院健全第2项机制") in changes.cases[1].changes
    )


def test_renumbered_case_keeps_its_address_and_the_new_one_gets_another():
    import_document(document(1), NAME)
    Case.objects.update(number=7, source=None, source_start=None, source_end=None)
    import_document(document(1), NAME)
    assert sorted(Case.objects.values_list("number", "slug")) == [(1, "jcgg-2024-01-2"), (7, "jcgg-2024-01")]


def test_children_the_reading_lost_are_removed():
    read = document(1)
    import_document(read, NAME)
    case = read.cases[0]
    fewer = only_case(
        read, measures=(replace(case.measures[0], children=()),), sections=(), keywords=case.keywords[:1],
        outcomes=case.outcomes[1:],
    )  # fmt: skip
    changes = import_document(fewer, NAME)
    assert changes.cases[0].changes[-5:] == (
        ValueChange("keyword a-b", "keyword a-b", None),
        ValueChange("keyword a-b-1", "keyword a-b-1", None),
        ValueChange("o-3", "3件", None),
        ValueChange("s-1", "评论", None),
        ValueChange("m-1-1", "协作配合", None),
    )
    assert list(Measure.objects.values_list("anchor", flat=True)) == ["m-1"]
    assert list(Outcome.objects.values_list("anchor", flat=True)) == ["o-1", "o-2"]
    assert Evidence.objects.filter(key__in=["o-3", "s-1", "m-1-1.body", "keyword-2"]).count() == 0
    assert import_document(fewer, NAME).rows == 0


def test_what_an_editor_added_below_a_case_is_removed_and_reported():
    import_document(document(1), NAME)
    case = Case.objects.get()
    Measure.objects.create(case=case, anchor="m-9", heading="手工增加")
    changes = import_document(document(1), NAME)
    assert changes.cases[0].changes == (ValueChange("m-9", "手工增加", None),)


def test_what_the_text_does_not_name_stays_as_edited():
    read = only_case(document(1), organ=None, region=None, level="", functions=())
    import_document(read, NAME)
    case = Case.objects.get()
    case.region_id, case.level, case.organ = "330000", "province", "浙江省人民检察院"
    case.save()
    case.functions.set(Function.objects.filter(name="数字检察"))
    assert import_document(read, NAME).rows == 0
    case.refresh_from_db()
    assert (case.region_id, case.level, case.organ, str(case.functions.get())) == (
        "330000", "province", "浙江省人民检察院", "数字检察",
    )  # fmt: skip


def test_changed_functions_are_reported_by_name():
    import_document(document(1), NAME)
    changes = import_document(only_case(document(1), functions=("刑事检察",)), NAME)
    assert changes.cases[0].changes == (
        ValueChange("functions", [("刑事检察",), ("数字检察",)], [("刑事检察",)]),
    )
    assert str(Case.objects.get().functions.get()) == "刑事检察"


def test_confirmation_of_a_number_is_reported():
    read = document(1)
    import_document(read, NAME)
    confirmation = Confirmation({"metric": "移送"}, {"metric": "办理案件"}, "stated before")
    outcomes = read.cases[0].outcomes
    changes = import_document(
        only_case(read, outcomes=(replace(outcomes[0], confirmation=confirmation), *outcomes[1:])), NAME
    )
    assert changes.cases[0].changes == (ValueChange("o-3", None, "confirmed"),)


def test_number_that_a_person_confirmed_is_sure_and_stays_so():
    read = document(1)
    outcomes = tuple(replace(one, review="没有指标") for one in read.cases[0].outcomes)
    unsure = only_case(read, outcomes=outcomes)
    reviewed = replace(outcomes[0], review="", confirmation=Confirmation({}, {}))
    numbers = Outcome.objects.order_by("anchor").values_list("anchor", "review")
    import_document(unsure, NAME, publish=True)
    assert list(numbers.all()) == [("o-1", "没有指标"), ("o-2", "没有指标"), ("o-3", "没有指标")]
    assert Outcome.objects.sure().count() == 0
    import_document(only_case(read, outcomes=(reviewed, *outcomes[1:])), NAME)
    # The text comes in again without its reviewed file.
    assert import_document(unsure, NAME).rows == 0
    assert list(numbers.all()) == [("o-1", "没有指标"), ("o-2", "没有指标"), ("o-3", "")]
    assert [one.to_be_looked_at for one in Outcome.objects.order_by("anchor")] == [True, True, False]


def test_numbers_that_are_no_results_follow_their_source():
    read = document(1)
    import_document(read, NAME)
    number = ReportedNumber.objects.get()
    assert (number.source.text[number.start : number.end], number.quote) == ("2024", "2024")
    assert list(ReportedNumber.objects.of_case(Case.objects.get())) == [number]
    changed = replace(read, numbers=(replace(read.numbers[0], role="名称", reason="文号"),))
    import_document(changed, NAME)
    assert list(ReportedNumber.objects.values_list("pk", "role", "reason")) == [(number.pk, "名称", "文号")]
    import_document(replace(read, numbers=()), NAME)
    assert ReportedNumber.objects.count() == 0


def test_existing_keyword_keeps_its_slug():
    Keyword.objects.create(name="A-B", slug="a-b")
    Keyword.objects.create(name="a/b", slug="a-b-1")
    import_document(document(1), NAME)
    assert dict(Keyword.objects.values_list("name", "slug")) == {
        "A-B": "a-b", "a/b": "a-b-1", "A+B": "a-b-2", "数字检察": "数字检察",
    }  # fmt: skip


def test_keyword_in_another_spelling_is_the_one_there_is():
    kept = Keyword.objects.create(name="數字檢察", slug="kept")
    make_case(number=9, keywords=("數字檢察",))
    import_document(document(1), NAME)
    assert set(Keyword.objects.values_list("name", "slug")) == {
        ("數字檢察", "kept"), ("A+B", "a-b"), ("A-B", "a-b-1"),
    }  # fmt: skip
    assert kept.case_keywords.count() == 2
    assert kept.evidence.get().quote == "数字检察"
    # The case that the factory made has no revision.
    assert faults() == ["test-2024-09 revisions: has none"]
    assert import_document(document(1), NAME).rows == 0


@pytest.mark.parametrize("publish", [False, True])
def test_importing_again_makes_nothing_public_that_was_taken_from_readers(publish):
    import_document(document(1, 2, 3), NAME, publish=True)
    first, second, third = Case.objects.order_by("number")
    Case.objects.filter(pk=first.pk).update(
        status="withdrawn", withdrawn_on="2024-12-05", withdrawal_reason="error"
    )
    Case.objects.filter(pk=second.pk).update(status="merged", merged_into=third)
    import_document(document(1, 2, 3, changed={1: 7, 2: 8}), NAME, publish=publish)
    assert list(Case.objects.order_by("number").values_list("status", flat=True)) == [
        "withdrawn", "merged", "published",
    ]  # fmt: skip


def test_pending_copy_is_left_alone_by_an_import():
    import_document(document(1), NAME, publish=True)
    record = Case.objects.get()
    copy = make_case(
        collection=record.collection,
        number=1,
        pending_for=record,
        status="review",
        title="改后",
        source=record.source,
    )
    assert import_document(document(1), NAME).rows == 0
    copy.refresh_from_db()
    assert (copy.title, copy.status, Case.objects.count()) == ("改后", "review", 2)


def test_unknown_division_is_refused():
    read = only_case(document(1), region=Place("999999", "某省"))
    with pytest.raises(
        SourceError, match=r"at character 16: division 999999 of case 1 is not in the table"
    ) as caught:
        import_document(read, NAME)
    assert caught.value.position == 16
    assert Collection.objects.count() == 0


def test_empty_table_of_divisions_is_explained():
    Region.objects.all().delete()
    with pytest.raises(SourceError, match=r"run `manage\.py loaddata regions` first"):
        import_document(document(1), NAME)


def test_refusal_of_the_database_leaves_nothing():
    paper = Paper()
    paper.frame("检察改革典型事例(2024年)\n", "title")
    case = write_case(paper, 1)
    two_kinds = replace(case.outcomes[0], value_from=case.outcomes[0].value, value_to=case.outcomes[0].value)
    with pytest.raises(SourceError, match=r"the database refuses the records: .*outcome_one_kind_of_value"):
        import_document(finished(paper, replace(case, outcomes=(two_kinds,))), NAME)
    assert {name: len(rows) for name, rows in everything().items() if rows} == {}


def test_import_interrupted_half_way_leaves_nothing(monkeypatch):
    def stopped(self, stays):
        raise KeyboardInterrupt

    monkeypatch.setattr(application._Application, "remove_stale", stopped)
    with pytest.raises(KeyboardInterrupt):
        import_document(document(), NAME)
    assert {name: len(rows) for name, rows in everything().items() if rows} == {}


@pytest.mark.parametrize("numbers", [(1,), (1, 2, 3)])
def test_import_that_changes_nothing_makes_the_same_queries_for_any_number_of_cases(
    numbers, django_assert_num_queries
):
    import_document(document(*numbers), NAME)
    with django_assert_num_queries(52):
        import_document(document(*numbers), NAME)


def test_indefinite_number_has_no_value():
    paper = Paper()
    paper.frame("检察改革典型事例(2024年)\n", "title")
    case = write_case(paper, 1)
    some = outcome_in(case.background, "1件", 1, value=None, base_value=None, approximation="数")
    import_document(finished(paper, replace(case, outcomes=(some,))), NAME)
    assert Outcome.objects.get().value is None


def test_import_without_reviewed_file_keeps_the_instruments_that_a_person_listed():
    case = document(1).cases[0]
    (named,) = case.instruments
    import_document(only_case(document(1), instruments=(replace(named, reviewed=True),)), NAME)
    read = InstrumentText(case.significance, "平台")
    import_document(only_case(document(1), instruments=(read,)), NAME)
    assert [(str(one), one.said) for one in CaseInstrument.objects.all()] == [(named.name.text, "全国首个")]


def test_a_renamed_and_a_merged_keyword_stay_when_the_text_is_imported_again():
    import_document(document(), NAME)
    renamed, gone, kept = Keyword.objects.order_by("pk")[:3]
    former = renamed.name
    renamed.name = "改后的名称"
    renamed.save()
    renamed.know_as(former)
    merge_keywords([gone], kept)
    names = set(Keyword.objects.values_list("name", flat=True))
    import_document(document(), NAME)
    assert set(Keyword.objects.values_list("name", flat=True)) == names
    assert [fault for fault in faults() if "keyword" in fault] == []
