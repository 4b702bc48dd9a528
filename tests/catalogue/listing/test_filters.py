"""Each filter of the one filter set, with a draft that every one of them would let through."""

import pytest
from django.http import QueryDict

from reform_cases.catalogue.listing.cases import CaseListing
from reform_cases.catalogue.listing.facets import all_choices
from reform_cases.catalogue.listing.filters import CaseFilterSet, ValuesFilter, carried
from reform_cases.catalogue.outcomes.listing import OutcomeListing
from reform_cases.models import Case, Function
from tests.factories import make_case, make_collection, make_instrument, make_region


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
    Function.objects.create(name="行政检察", order=3)
    older = make_collection("test-2023", year=2023, series="旧系列")
    first = {
        "region_id": "330802",
        "level": "county",
        "keywords": ("信访", "数字化"),
        "functions": (criminal, civil),
    }
    make_instrument(make_case(number=1, **first))
    make_case(number=2, region_id="330000", level="province", keywords=("信访",), functions=(civil,))
    make_case(number=3, region_id="410000", level="province", keywords=("反向审视",), collection=older)
    make_case(number=4)
    make_instrument(make_case(number=5, status=Case.Status.DRAFT, **first))
    make_case(
        number=6,
        status=Case.Status.DRAFT,
        keywords=("秘密",),
        collection=make_collection("test-2022", year=2022),
    )


def filtered(query):
    listing = CaseListing.from_params(QueryDict(query))
    assert listing.refusals == []
    return sorted(case.number for case in listing.page)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [1, 2, 3, 4]),
        ("region=330000", [1, 2]),
        ("region=330800", [1]),
        ("region=330802", [1]),
        ("region=330000&region=410000", [1, 2, 3]),
        ("instrument=清泉监督平台", [1]),
        ("series=旧系列", [3]),
        ("series=测试&series=旧系列", [1, 2, 3, 4]),
        ("instrument=清泉监督平台&series=旧系列", []),
        ("region=110000", []),
        ("keyword=信访", [1, 2]),
        ("keyword=数字化&keyword=反向审视", [1, 3]),
        ("keyword=信访&keyword=数字化", [1, 2]),
        ("function=刑事检察", [1]),
        ("function=刑事检察&function=民事检察", [1, 2]),
        # Of the controlled list, though no case has it.
        ("function=行政检察", []),
        ("level=county", [1]),
        ("level=prefecture", []),
        ("level=province&level=county", [1, 2, 3]),
        ("collection=test-2023", [3]),
        ("year=2024", [1, 2, 4]),
        ("year=2023&year=2024", [1, 2, 3, 4]),
        ("year=1999", []),
        ("region=330000&keyword=信访&level=province", [2]),
        ("region=&keyword=&function=&level=&collection=&year=", [1, 2, 3, 4]),
        ("unknown=1", [1, 2, 3, 4]),
    ],
)
def test_filter(cases, query, numbers):
    assert filtered(query) == numbers


def test_leaving_out_a_filter(cases):
    selection = CaseListing.from_params(QueryDict("region=330000&level=province")).selection
    ids = selection.snapshot.ids[selection.cases(leaving_out="region")].tolist()
    assert sorted(Case.objects.filter(pk__in=ids).values_list("number", flat=True)) == [2, 3]


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
    filterset = CaseListing.from_params(QueryDict(query)).filterset
    assert list(filterset.form.errors) == refused


def test_recognised_beside_an_unknown_value(cases):
    filterset = CaseListing.from_params(QueryDict("region=330000&region=99")).filterset
    assert [choice.label for choice in filterset.recognised("region")] == ["浙江省"]
    assert filterset.chosen == {}


def test_filtering_counts_a_case_once(cases):
    query = "keyword=信访&keyword=数字化&function=刑事检察&function=民事检察"
    assert (filtered(query), CaseListing.from_params(QueryDict(query)).total) == ([1, 2], 2)


def test_filter_sets_do_not_share_what_they_were_asked(cases):
    first, second = (
        CaseListing.from_params(QueryDict(query)) for query in ("region=330000", "level=province&region=x")
    )
    assert (list(first.filterset.chosen), list(second.filterset.chosen)) == (["region"], ["level"])
    assert (list(first.filterset.form.errors), list(second.filterset.form.errors)) == ([], ["region"])
    assert [case.number for case in first.page] == [1, 2]


@pytest.mark.parametrize("listing", [CaseListing, OutcomeListing])
def test_every_filter_has_a_group_or_says_why_not(cases, listing):
    filters = listing.filters.base_filters
    said = {name: one.group for name, one in filters.items() if isinstance(one.group, str)}
    shown = [group.name for group in listing.from_params(QueryDict()).facets]
    assert sorted([*shown, *said]) == sorted(filters)
    assert [name for name, reason in said.items() if not reason.strip()] == []


def test_everything_follows_from_one_declaration(cases, monkeypatch):
    """An invented filter is a field with its refusal, a part of the panel, a chip and words, and it filters."""
    invented = ValuesFilter(
        label="机关", known=carried, refusal="没有这个机关。", group=all_choices, field_name="organ"
    )
    Case.objects.filter(number=2).update(organ="某院")
    monkeypatch.setitem(CaseFilterSet.base_filters, "by", invented)
    found = CaseListing.from_params(QueryDict("by=某院"))
    assert [case.number for case in found.page] == [2]
    assert [(chip.group, chip.label) for chip in found.chips] == [("机关", "某院")]
    assert found.description == "机关为某院的事例"
    (group,) = [group for group in found.facets if group.name == "by"]
    assert [(choice.value, choice.count) for choice in group.choices] == [("某院", 1)]
    (refusal,) = CaseListing.from_params(QueryDict("by=别院")).refusals
    assert (refusal.name, refusal.label, refusal.reason) == ("by", "机关", "没有这个机关。")
