"""Facet counts against counting case by case."""

import random
from collections import Counter
from itertools import chain

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reform_cases.catalogue.listing.cases import CaseListing
from reform_cases.models import Case, Collection, Function, Keyword, Region
from reform_cases.reference import regions
from tests.catalogue.oracle import passing, readers_cases
from tests.catalogue.samples import make_batch
from tests.factories import make_case, make_collection, make_region

pytestmark = pytest.mark.django_db

CODES = ["110000", "110101", "330000", "330100", "330800", "330802", "410000", "410100"]
KEYWORDS = ["信访", "数字化", "反向审视", "云办公室"]
FUNCTIONS = ["刑事检察", "民事检察", "行政检察"]
LEVELS = ["province", "prefecture", "county", ""]
BATCHES = {"a-2023": 2023, "a-2024": 2024, "b-2024": 2024}
SERIES = {"a": "甲", "b": "乙"}


def facet(listing, name):
    """The choices of one group: value, count, selected."""
    group = next(group for group in listing.facets if group.name == name)
    return [(choice.value, choice.count, choice.selected) for choice in group.choices]


def make_catalogue(seed, count=25):
    """Cases put together at random, drafts among them."""
    chance = random.Random(seed)
    for code in CODES:
        division = regions.table()[code]
        make_region(code, division.name, division.level)
    functions = [Function.objects.create(name=name, order=i) for i, name in enumerate(FUNCTIONS)]
    batches = [make_collection(slug, year=year, series=SERIES[slug[0]]) for slug, year in BATCHES.items()]
    for number in range(1, count + 1):
        make_case(
            number=number,
            collection=chance.choice(batches),
            region_id=chance.choice([*CODES, None]),
            level=chance.choice(LEVELS),
            keywords=tuple(chance.sample(KEYWORDS, chance.randint(0, 3))),
            functions=chance.sample(functions, chance.randint(0, 2)),
            status=chance.choice([Case.Status.PUBLISHED, Case.Status.PUBLISHED, Case.Status.DRAFT]),
        )


def _brute_force(cases, parameters, group):
    """Count of each value of `group` over those of `cases` that pass every other group, one case at a time."""
    return Counter(chain.from_iterable(values[group] for _case, values in passing(cases, parameters, group)))


CHOICES = {
    "region": CODES,
    "keyword": KEYWORDS,
    "function": FUNCTIONS,
    "level": LEVELS[:3],
    "collection": list(BATCHES),
    "series": list(SERIES.values()),
    "year": ["2023", "2024", "2022"],
}


def known(name, value):
    """Whether a reader may ask for the value at all: some published case must carry a keyword or batch."""
    published = Case.objects.published()
    tables = {
        "keyword": lambda: Keyword.objects.filter(slug=value, case_keywords__content_object__in=published),
        "collection": lambda: Collection.objects.filter(slug=value, cases__in=published),
        "series": lambda: Collection.objects.filter(series=value, cases__in=published),
    }
    return tables[name]().exists() if name in tables else True


@pytest.mark.parametrize("seed", [1, 2])
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    wanted=st.fixed_dictionaries(
        {n: st.lists(st.sampled_from(v), max_size=2, unique=True) for n, v in CHOICES.items()}
    )
)
def test_facet_counts_equal_brute_force(seed, wanted):
    if not Case.objects.exists():
        make_catalogue(seed)
    cases = readers_cases()
    wanted = {name: [v for v in values if known(name, v)] for name, values in wanted.items()}
    data = QueryDict(mutable=True)
    for name, values in wanted.items():
        data.setlist(name, values)
    listing = CaseListing.from_params(data)
    assert listing.refusals == []
    for group in listing.facets:
        counts = _brute_force(cases, wanted, group.name)
        shown = {choice.value: choice.count for choice in group.choices}
        assert shown == {value: counts.get(value, 0) for value in shown}, group.name
        assert {c.value for c in group.choices if c.selected} == set(wanted[group.name])
        there = set(_brute_force(cases, {}, group.name))
        if group.name == "region":
            provinces = {value for value in there if value.endswith("0000")}
            assert provinces <= set(shown)
        else:
            # Of keywords only those that would give something, of the rest everything that there is.
            offered = set(counts) if group.name == "keyword" else there
            assert set(shown) == offered | set(wanted[group.name])


def test_choice_count_is_what_choosing_it_shows(listing):
    make_catalogue(3)
    for name, one in CaseListing.filters.base_filters.items():
        if isinstance(one.group, str):
            # It has no choices, and says why.
            continue
        for value, count, _selected in facet(listing("level=province"), name):
            query = f"{name}={value}" if name == "level" else f"level=province&{name}={value}"
            assert listing(query).total == count, query


def test_region_facet_opens_below_the_chosen_province(listing):
    for code in ("330802", "330800", "330000", "410000", "410100"):
        division = regions.table()[code]
        make_region(code, division.name, division.level)
        make_case(region_id=code)
    group = listing("region=330000").facets[0]
    assert [(c.value, c.label, c.count, c.selected, c.depth) for c in group.choices] == [
        ("330000", "浙江省", 3, True, 0),
        ("330800", "衢州市", 2, False, 1),
        ("410000", "河南省", 2, False, 0),
    ]
    assert facet(listing("region=330800"), "region") == [
        ("330000", 3, False),
        ("330800", 2, True),
        ("330802", 1, False),
        ("410000", 2, False),
    ]


def test_selected_place_without_cases_stays_visible(listing):
    make_region()
    make_case(region_id="330000")
    assert facet(listing("region=110101"), "region") == [
        ("110000", 0, False),
        ("110101", 0, True),
        ("330000", 1, False),
    ]


def test_value_that_would_give_nothing_stays_with_zero(listing):
    make_region()
    make_region("410000", "河南省")
    make_case(level="county", region_id="330000", collection=make_collection("a-2023", year=2023))
    make_case(level="province", region_id="410000", collection=make_collection("b-2024", year=2024))
    make_case(level="county", collection=make_collection("c-2022", year=2022), status="draft")
    found = listing("level=county")
    assert facet(found, "year") == [("2023", 1, False), ("2024", 0, False)]
    assert facet(found, "region") == [("330000", 1, False), ("410000", 0, False)]
    assert facet(found, "level") == [("province", 1, False), ("county", 1, True)]


def test_keyword_facet_shows_twenty_and_every_selected_one(listing):
    for number in range(25):
        make_case(keywords=(f"词{number:02d}", "共有"))
    assert [value for value, _count, _selected in facet(listing(), "keyword")] == [
        "共有",
        *(f"词{number:02d}" for number in range(19)),
    ]
    assert facet(listing("keyword=词24&keyword=词00"), "keyword")[-1] == ("词24", 1, True)
    assert len(facet(listing("keyword=词24&keyword=词00"), "keyword")) == 21


def test_selected_keyword_without_a_case_under_the_other_filters(listing):
    make_case(level="county", keywords=("甲",))
    make_case(level="province", keywords=("乙",))
    assert facet(listing("level=province&keyword=甲"), "keyword") == [("乙", 1, False), ("甲", 0, True)]


def test_drafts_count_nowhere(listing):
    make_batch()
    counted = {group.name: {c.value: c.count for c in group.choices} for group in listing().facets}
    assert counted == {
        "region": {"330000": 1, "410000": 1},
        "keyword": {"信访": 2, "数字检察": 1},
        "function": {},
        "level": {"province": 1},
        "collection": {"sample-2024": 2},
        "year": {"2024": 2},
        "series": {"测试": 2},
    }


def test_facets_of_a_list_with_a_bad_value_leave_that_parameter_out(listing):
    make_batch()
    assert facet(listing("region=99&level=province"), "keyword") == [
        ("信访", 1, False),
        ("数字检察", 1, False),
    ]


@pytest.mark.parametrize("count", [1, 3, 6])
def test_facets_ask_the_database_nothing(listing, django_assert_num_queries, count):
    make_region()
    function = Function.objects.create(name="刑事检察")
    for number in range(1, count + 1):
        make_case(number=number, region_id="330000", keywords=(f"词{number}", "共有"), functions=(function,))
    found = listing()
    with django_assert_num_queries(0):
        groups = found.facets
    assert [sum(c.count for c in g.choices) for g in groups] == [
        *(count, 2 * count, count, 0, count, count),
        # Series.
        count,
    ]
    assert Region.objects.count() == 1


def group_of(listing, name):
    return next(group for group in listing.facets if group.name == name)


def test_group_in_which_no_choice_leaves_a_case_out_does_not_narrow(listing):
    make_batch()
    assert [group.name for group in listing().facets if group.narrows] == ["region", "keyword", "level"]
    # Whatever else is chosen, a group keeps its place.
    assert [group.name for group in listing("region=330000").facets if group.narrows] == [
        "region",
        "keyword",
        "level",
    ]
    assert group_of(listing("year=2024"), "year").narrows


def test_many_choices_are_folded_and_a_division_stays_with_those_below_it(listing):
    codes = [code for code in regions.table() if code.endswith("0000")][:11]
    for code in [*codes, "330100"]:
        division = regions.table()[code]
        make_region(code, division.name, division.level)
        make_case(region_id=code)
    group = group_of(listing(f"region={codes[7]}"), "region")
    below = [choice.value for choice in group.first if choice.depth]
    assert [choice.value for choice in group.first if not choice.depth] == codes[:8]
    assert [choice.value for choice in group.folded] == codes[8:]
    assert (below, group.unfolded) == ([], False)
    assert group_of(listing(f"region={codes[9]}"), "region").unfolded


def test_a_few_choices_more_are_not_folded(listing):
    for number in range(10):
        make_case(keywords=(f"词{number}",))
    assert [len(group_of(listing(), "keyword").first), len(group_of(listing(), "keyword").folded)] == [10, 0]
    make_case(keywords=("词10",))
    assert [len(group_of(listing(), "keyword").first), len(group_of(listing(), "keyword").folded)] == [8, 3]


def test_more_keywords_than_are_shown_are_told(listing):
    make_case(keywords=tuple(f"词{number:02d}" for number in range(20)))
    assert not group_of(listing(), "keyword").others
    make_case(keywords=("词20",))
    assert group_of(listing(), "keyword").others
