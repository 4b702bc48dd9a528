"""Cases: the address that never changes, the QuerySet, the database's own rules."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import NoReverseMatch

from reform_cases.models import Case, CaseKeyword, Evidence, Keyword, Outcome
from tests.factories import (
    make_case,
    make_collection,
    make_evidence,
    make_measure,
    make_outcome,
    make_region,
    make_source,
)

pytestmark = pytest.mark.django_db


def test_case_slug_is_batch_and_number():
    assert make_case(collection=make_collection("jcgg-2024"), number=3).slug == "jcgg-2024-03"


def test_case_slug_stays_when_number_batch_and_title_change():
    case = make_case(collection=make_collection("jcgg-2024"), number=3)
    case.number, case.title, case.collection = 4, "改过的标题", make_collection("jcgg-2025", year=2025)
    case.save()
    case.refresh_from_db()
    assert case.slug == "jcgg-2024-03"


def test_new_case_with_the_number_of_a_renumbered_one_gets_an_address_of_its_own():
    batch = make_collection("jcgg-2024")
    moved = make_case(collection=batch, number=3)
    for number in (4, 5):
        moved.number = number
        moved.save()
        make_case(collection=batch, number=3 if number == 4 else 4)
    again = Case.objects.get(slug="jcgg-2024-03-2")
    again.number = 6
    again.save()
    make_case(collection=batch, number=3)
    assert list(Case.objects.order_by("slug").values_list("slug", "number")) == [
        ("jcgg-2024-03", 5),
        ("jcgg-2024-03-2", 6),
        ("jcgg-2024-03-3", 3),
        ("jcgg-2024-04", 4),
    ]


def test_published_leaves_drafts_out():
    shown = make_case(number=1)
    make_case(number=2, status=Case.Status.DRAFT)
    assert list(Case.objects.published()) == [shown]


def test_in_region_takes_the_division_and_all_below_it():
    province = make_region("330000", "浙江省", "province")
    county = make_region("330802", "柯城区", "county")
    neighbour = make_region("340000", "安徽省", "province")
    cases = [
        make_case(number=n, region=region) for n, region in enumerate([province, county, neighbour, None], 1)
    ]
    found = {
        codes: list(Case.objects.in_region(*codes).order_by("number"))
        for codes in [("330000",), ("330800",), ("330802",), ("330802", "340000"), ()]
    }
    assert found == {
        ("330000",): cases[:2],
        ("330800",): cases[1:2],
        ("330802",): cases[1:2],
        ("330802", "340000"): cases[1:3],
        (): [],
    }


def test_second_case_of_the_same_number_in_a_batch_is_refused():
    make_case(number=1, title="甲")
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.create(collection=make_collection(), number=1, title="乙", slug="other")
    assert list(Case.objects.values_list("title", flat=True)) == ["甲"]


@pytest.mark.parametrize("span", [(5, 5), (5, 4), (None, 4), (5, None)])
def test_source_span_that_is_none_is_refused(span):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_case(number=1, source=make_source(), source_start=span[0], source_end=span[1])
    assert Case.objects.count() == 0


def test_source_span_without_a_source_is_refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_case(number=1, source_start=0, source_end=3)
    assert Case.objects.count() == 0


def test_case_number_zero_is_refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_case(number=0)
    assert Case.objects.count() == 0


# Every state and what readers see of it.
STATES = {"draft": False, "review": False, "published": True, "withdrawn": False, "merged": False}


def in_every_state() -> dict[str, Case]:
    record = make_case(number=99)
    fields = {
        "withdrawn": {"withdrawn_on": "2024-12-05", "withdrawal_reason": "error"},
        "merged": {"merged_into": record},
    }
    return {state: make_case(status=state, **fields.get(state, {})) for state in Case.Status.values}


def test_rows_and_querysets_agree_on_what_is_public():
    cases = in_every_state()
    assert {state: case.is_public for state, case in cases.items()} == STATES
    for case in cases.values():
        make_evidence(case, case.source or make_case_source(case), "12件")
        make_outcome(case)
        case.case_keywords.create(tag=Keyword.objects.get_or_create(name="信访")[0])
    pks = [case.pk for case in cases.values()]
    for rows in (Case.objects, Outcome.objects, Evidence.objects, CaseKeyword.objects):
        assert rows.published().count() == (2 if rows is Case.objects else 1)
    assert list(Case.objects.published().filter(pk__in=pks)) == [cases["published"]]


def make_case_source(case: Case):
    case.source = make_source(f"共办理案件12件。{case.pk}", name=f"{case.pk}.txt")
    case.save()
    return case.source


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "withdrawn"},
        {"status": "withdrawn", "withdrawn_on": "2024-12-05"},
        {"status": "withdrawn", "withdrawal_reason": "error"},
        {"withdrawn_on": "2024-12-05"},
        {"withdrawal_reason": "error"},
        {"status": "merged"},
        {"merged_into": True},
        {"pending_for": True, "status": "published"},
        {"pending_for": True, "status": "merged", "merged_into": True},
    ],
)
def test_database_refuses_a_state_that_does_not_hold(fields):
    record = make_case()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_case(**{name: record if value is True else value for name, value in fields.items()})


def test_pending_copy_has_its_records_number_and_no_address():
    record = make_case(collection=make_collection("jcgg-2024"), number=3)
    copy = make_case(collection=record.collection, number=3, pending_for=record, status="review")
    assert (copy.slug, record.pending) == ("jcgg-2024-03~", copy)
    with pytest.raises(NoReverseMatch):
        copy.get_absolute_url()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_case(number=4, pending_for=record, status="draft")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_case(collection=record.collection, number=3, status="draft")
    record.delete()
    assert Case.objects.count() == 0


def test_record_that_others_went_into_is_not_deleted():
    record = make_case()
    make_case(status="merged", merged_into=record)
    with pytest.raises(ProtectedError):
        record.delete()


@pytest.mark.parametrize(
    ("before", "publish", "status"),
    [
        (None, False, "draft"), (None, True, "published"), ("draft", False, "draft"), ("draft", True, "published"),
        ("review", False, "review"), ("review", True, "published"), ("published", False, "published"),
        *((state, publish, state) for state in ("withdrawn", "merged") for publish in (False, True)),
    ],
)  # fmt: skip
def test_loading_publishes_what_nobody_took_from_readers(before, publish, status):
    assert Case.Status.when_loaded(before, publish) == status


def test_anchors_of_parts_are_noted_and_stay_noted():
    case, other = make_case(), make_case()
    make_measure(case, "m-1"), make_measure(case, "m-1-2"), make_outcome(case, "o-4")
    assert Case.objects.note_anchors() == {case.pk: {"m": 1, "m-1": 2, "o": 4}, other.pk: {}}
    case.outcomes.all().delete()
    make_outcome(case, "o-2"), make_outcome(other, "o-1")
    assert Case.objects.filter(pk=case.pk).given_anchors() == {case.pk: {"m": 1, "m-1": 2, "o": 4}}
    Case.objects.note_anchors()
    assert dict(Case.objects.values_list("pk", "anchors")) == {
        case.pk: {"m": 1, "m-1": 2, "o": 4}, other.pk: {"o": 1},
    }  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_noting_anchors_takes_the_same_queries_for_any_number_of_cases(django_assert_num_queries, count):
    for _ in range(count):
        make_outcome(make_case())
    Case.objects.note_anchors()
    with django_assert_num_queries(5):
        Case.objects.note_anchors()
