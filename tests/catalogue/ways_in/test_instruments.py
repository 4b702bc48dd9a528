"""The pages of instruments: by kind and name, who built each, what is said of it, where the source names it."""

import pytest

from reform_cases.catalogue.ways_in.instruments import ON_A_PAGE, instrument_at, instrument_index
from reform_cases.models import Case, Evidence, Instrument
from tests.factories import make_case, make_collection, make_evidence, make_instrument, make_source

pytestmark = pytest.mark.django_db


def shown(index):
    return [(kind, [one.name for one in listed]) for kind, listed in index.groups]


def test_instrument_index_by_kind_and_name_without_drafts():
    case = make_case()
    make_instrument(case, "乙机制", "机制")
    make_instrument(case, "甲机制", "机制")
    make_instrument(case, "“清泉”监督平台", "平台")
    make_instrument(make_case(status=Case.Status.DRAFT), "秘密平台", "平台")
    Instrument.objects.create(name="无主系统", kind="系统")
    index = instrument_index()
    assert shown(index) == [("平台", ["“清泉”监督平台"]), ("机制", ["乙机制", "甲机制"])]
    assert [(one.kind, one.count) for one in index.kinds] == [("平台", 1), ("机制", 2)]
    assert shown(instrument_index("机制")) == [("机制", ["乙机制", "甲机制"])]


@pytest.mark.parametrize("number", [1, 3])
def test_instrument_index_makes_the_same_queries_for_any_number(django_assert_num_queries, number):
    for order in range(number):
        make_instrument(make_case(), f"第{order}平台")
    with django_assert_num_queries(5):
        instrument_index()


def test_instrument_index_beyond_a_page():
    case = make_case()
    for order in range(ON_A_PAGE + 1):
        make_instrument(case, f"第{order:03}平台")
    assert shown(instrument_index(number=2)) == [("平台", [f"第{ON_A_PAGE:03}平台"])]


def test_instrument_with_its_cases_the_newest_first_and_the_characters_that_name_it():
    old = make_case(collection=make_collection("test-2020", year=2020), organ="甲院")
    source = make_source("研发“清泉”监督平台。")
    new = make_case(organ="乙院", source=source, source_start=0, source_end=11)
    instrument = make_instrument(old)
    make_instrument(new, said="全国首个")
    make_evidence(
        new,
        source,
        "“清泉”监督平台",
        field=Evidence.Field.INSTRUMENT,
        key="instrument-1",
        instrument=instrument,
    )
    make_instrument(make_case(status=Case.Status.DRAFT, organ="丙院"))
    found = instrument_at(instrument.slug)
    assert found is not None
    assert [(one.organ, one.said, one.source_url) for one in found.builders] == [
        ("乙院", "全国首个", f"/cases/{new.slug}/source/#s-2-10"),
        ("甲院", "", ""),
    ]


def test_instrument_that_only_a_draft_has():
    assert instrument_at(make_instrument(make_case(status=Case.Status.DRAFT)).slug) is None
