"""Each filter of the one filter set, with a draft that every one of them would let through."""

import pytest
from django.http import QueryDict

from reform_cases.catalogue.listing.filters import CaseFilterSet
from reform_cases.models import Case, Function
from tests.factories import make_case, make_collection, make_region


@pytest.fixture
def cases(db):
    """Four published cases, and a draft that is like the first in everything."""
    for code, name, level in [
        ("330000", "浙江省", "province"),
        ("330800", "衢州市", "prefecture"),
        ("330802", "柯城区", "county"),
        ("410000", "河南省", "province"),
    ]:
        make_region(code, name, level)
    criminal = Function.objects.create(name="刑事检察", order=1)
    civil = Function.objects.create(name="民事检察", order=2)
    older = make_collection("test-2023", year=2023)
    first = {
        "region_id": "330802",
        "level": "county",
        "keywords": ("信访", "数字化"),
        "functions": (criminal, civil),
    }
    make_case(number=1, **first)
    make_case(number=2, region_id="330000", level="province", keywords=("信访",), functions=(civil,))
    make_case(number=3, region_id="410000", level="province", keywords=("反向审视",), collection=older)
    make_case(number=4)
    make_case(number=5, status=Case.Status.DRAFT, **first)
    make_case(
        number=6,
        status=Case.Status.DRAFT,
        keywords=("秘密",),
        collection=make_collection("test-2022", year=2022),
    )


def filtered(query, **options):
    filterset = CaseFilterSet(QueryDict(query), queryset=Case.objects.published())
    return sorted(filterset.cases(**options).values_list("number", flat=True))


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [1, 2, 3, 4]),
        ("region=330000", [1, 2]),
        ("region=330800", [1]),
        ("region=330802", [1]),
        ("region=330000&region=410000", [1, 2, 3]),
        ("region=110000", []),
        ("keyword=信访", [1, 2]),
        ("keyword=数字化&keyword=反向审视", [1, 3]),
        ("keyword=信访&keyword=数字化", [1, 2]),
        ("function=刑事检察", [1]),
        ("function=刑事检察&function=民事检察", [1, 2]),
        ("level=county", [1]),
        ("level=province&level=county", [1, 2, 3]),
        ("collection=test-2023", [3]),
        ("year=2024", [1, 2, 4]),
        ("year=2023&year=2024", [1, 2, 3, 4]),
        ("year=1999", []),
        ("region=330000&keyword=信访&level=province", [2]),
        ("region=&keyword=&function=&level=&collection=&year=", [1, 2, 3, 4]),
        ("q=信访&unknown=1", [1, 2, 3, 4]),
    ],
)
def test_filter(cases, query, numbers):
    assert filtered(query) == numbers


def test_leaving_out_a_filter(cases):
    assert filtered("region=330000&level=province", leaving_out="region") == [2, 3]


@pytest.mark.parametrize(
    ("query", "refused"),
    [
        ("region=99", ["region"]),
        ("region=330000&region=99", ["region"]),
        ("keyword=不存在", ["keyword"]),
        ("keyword=秘密", ["keyword"]),
        ("function=不存在", ["function"]),
        ("level=x", ["level"]),
        ("collection=test-2022", ["collection"]),
        ("year=abc", ["year"]),
        ("year=２０２４", ["year"]),
        ("year=20240", ["year"]),
        ("region=99&year=abc", ["region", "year"]),
    ],
)
def test_invalid_value_is_an_error_of_its_parameter(cases, query, refused):
    filterset = CaseFilterSet(QueryDict(query), queryset=Case.objects.published())
    assert list(filterset.form.errors) == refused


def test_recognised_beside_an_unknown_value(cases):
    filterset = CaseFilterSet(QueryDict("region=330000&region=99"), queryset=Case.objects.published())
    assert [choice.label for choice in filterset.recognised("region")] == ["浙江省"]
    assert filterset.chosen() == {}


def test_filtering_counts_a_case_once(cases):
    queryset = CaseFilterSet(
        QueryDict("keyword=信访&keyword=数字化&function=刑事检察&function=民事检察"),
        queryset=Case.objects.published(),
    ).cases()
    assert [case.number for case in queryset.order_by("number")] == [1, 2]
    assert "DISTINCT" not in str(queryset.query)


def test_filter_sets_do_not_share_what_they_were_asked(cases):
    first, second = (
        CaseFilterSet(QueryDict(query), queryset=Case.objects.published())
        for query in ("region=330000", "level=province&region=x")
    )
    assert (list(first.chosen()), list(second.chosen())) == (["region"], ["level"])
    assert (list(first.form.errors), list(second.form.errors)) == ([], ["region"])
    assert [sorted(f.cases().values_list("number", flat=True)) for f in (first, second)] == [[1, 2], [2, 3]]
