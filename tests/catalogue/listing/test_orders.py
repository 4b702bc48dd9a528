import pytest

from tests.factories import make_case, make_collection, make_region


@pytest.fixture
def cases(db):
    """Two batches of one year, one older; titles and places in another order than numbers."""
    make_region("110000", "北京市")
    make_region("330000", "浙江省")
    b2024, a2024, a2023 = (
        make_collection(slug, year=year)
        for slug, year in [("b-2024", 2024), ("a-2024", 2024), ("a-2023", 2023)]
    )
    make_case(collection=b2024, number=1, title="乙", region_id="330000")
    make_case(collection=a2024, number=2, title="B")
    make_case(collection=a2024, number=1, title="a", region_id="330000")
    make_case(collection=a2023, number=3, title="一", region_id="110000")


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["a", "B", "乙", "一"]),
        ("order=-year", ["a", "B", "乙", "一"]),
        ("order=number", ["a", "乙", "B", "一"]),
        ("order=region", ["一", "a", "乙", "B"]),
        # By code point on both databases: capitals, small letters, then characters.
        ("order=title", ["B", "a", "一", "乙"]),
    ],
)
def test_order(cases, listing, query, titles):
    assert [case.title for case in listing(query).page] == titles
