import pytest

from reform_cases.catalogue.columns.current import snapshot
from reform_cases.catalogue.ways_in.regions import counts_below, division_page, region_counts
from reform_cases.models import Case
from reform_cases.version import current_version
from tests.factories import make_case, make_region

PLACES = {
    "330000": ("浙江省", "province"),
    "330800": ("衢州市", "prefecture"),
    "330802": ("柯城区", "county"),
    "330803": ("衢江区", "county"),
    "410000": ("河南省", "province"),
    "429004": ("仙桃市", "county"),
}


@pytest.fixture
def counts(db):
    """Cases: 1 of 浙江省, 1 of 衢州市, 2 of 柯城区, 1 of 衢江区, 1 of 仙桃市; a draft of 河南省; one of nowhere."""
    for code, (name, level) in PLACES.items():
        make_region(code, name, level)
    for code in ("330000", "330800", "330802", "330802", "330803", "429004", None):
        make_case(region_id=code)
    make_case(region_id="410000", status=Case.Status.DRAFT)
    return region_counts(snapshot(current_version()).attributes["region"])


def shown(places):
    return [(one.division.name, one.count, shown(one.below)) for one in places]


def test_case_counts_for_each_division_above_it(counts):
    assert dict(counts) == {
        "330000": 5,
        "330800": 4,
        "330802": 2,
        "330803": 1,
        "420000": 1,
        "429004": 1,
    }


def test_places_below_are_those_with_cases_one_inside_the_other(counts):
    quzhou = ("衢州市", 4, [("柯城区", 2, []), ("衢江区", 1, [])])
    assert shown(counts_below("", counts)) == [
        ("浙江省", 5, [quzhou]),
        ("湖北省", 1, [("仙桃市", 1, [])]),
    ]
    assert shown(counts_below("", counts, levels=1)) == [("浙江省", 5, []), ("湖北省", 1, [])]


def test_province(counts):
    zhejiang = division_page("330000", counts)
    assert (zhejiang.full_name, zhejiang.own, zhejiang.total) == ("浙江省", 1, 5)
    assert [one.division.name for one in zhejiang.below] == ["衢州市"]
    assert [division.name for division in zhejiang.without][:2] == ["杭州市", "宁波市"]
    assert "衢州市" not in [division.name for division in zhejiang.without]
    assert (zhejiang.beside, zhejiang.above) == ([], None)


def test_county(counts):
    kecheng = division_page("330802", counts)
    assert (kecheng.full_name, kecheng.own, kecheng.total) == ("浙江省衢州市柯城区", 2, 2)
    assert (kecheng.below, kecheng.without) == ([], [])
    assert (kecheng.above.division.name, kecheng.above.count) == ("衢州市", 4)
    assert shown(kecheng.beside) == [("衢江区", 1, [])]


@pytest.mark.parametrize(
    ("code", "above"),
    [
        ("330822", ("衢州市", 4)),
        ("330100", ("浙江省", 5)),
        ("330102", ("浙江省", 5)),
        ("410100", None),
        ("410000", None),
    ],
)
def test_division_without_cases_points_to_the_nearest_above_that_has_some(counts, code, above):
    empty = division_page(code, counts)
    assert empty.total == empty.own == 0
    assert (empty.above and (empty.above.division.name, empty.above.count)) == above


def test_county_directly_below_its_province(counts):
    assert (division_page("420000", counts).own, division_page("429004", counts).own) == (0, 1)


@pytest.mark.parametrize("code", ["", "999999", "33"])
def test_division_that_the_table_lacks(counts, code):
    assert division_page(code, counts) is None
