"""Cases: the address that never changes, the QuerySet, the database's own rules."""

import pytest
from django.db import IntegrityError, transaction

from reform_cases.models import Case
from tests.factories import make_case, make_collection, make_region, make_source

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
