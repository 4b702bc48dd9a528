from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_cases.catalogue.numbers.strips import SLIM, WIDE, Point, strip_picture, width_of

NAMES = st.text("检察建议制发线索a1 …", min_size=1, max_size=30)
POINTS = st.lists(
    st.builds(
        Point,
        st.decimals(0, 10**9, places=2),
        st.sampled_from(["", "徐州", "鄂尔多斯"]),
        NAMES,
        st.sampled_from(["5件", "下降 10.8%", "1.4万余件"]),
        st.just("/x"),
    ),
    min_size=1,
    max_size=14,
)


def strip(*values, unit="件", size=WIDE):
    points = [
        Point(Decimal(str(value)), "", f"指标{value}", f"{value}{unit}", f"/{value}") for value in values
    ]
    return strip_picture(points, unit, "题", "k", size)


@given(POINTS, st.sampled_from([WIDE, SLIM]))
def test_labels_never_meet_and_no_line_crosses_one(points, size):
    picture = strip_picture(points, "件", "题", "k", size)
    assert len(picture.marks) == len(points)
    labelled = [mark for mark in picture.marks if mark.label]
    for mark in labelled:
        assert 0 <= mark.left < mark.right <= size.width
        assert mark.y >= 17
        assert mark.wide >= width_of(mark.point.quote)
    for one, other in combinations(labelled, 2):
        upper, lower = (one, other) if one.y < other.y else (other, one)
        if upper.y == lower.y:
            assert one.right < other.left or other.right < one.left
        else:
            assert lower.y - upper.y >= 24
            assert not lower.left < upper.x < lower.right


@given(POINTS)
def test_points_stand_on_the_ruler_in_the_order_of_their_values(points):
    picture = strip_picture(points, "件", "题", "k", WIDE)
    xs = [mark.x for mark in picture.marks]
    assert xs == sorted(xs)
    assert [mark.point.value for mark in picture.marks] == sorted(point.value for point in points)
    assert picture.axis.start <= xs[0] <= xs[-1] <= picture.axis.end


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ((10.8, 19.7, 35.6), ["0%", "10%", "20%", "30%", "40%"]),
        ((89.1, 89.4), ["0%", "20%", "40%", "60%", "80%", "100%"]),
        ((0,), ["0%", "1%"]),
        ((100,), ["0%", "20%", "40%", "60%", "80%", "100%"]),
        ((0.05,), ["0%", "0.01%", "0.02%", "0.03%", "0.04%", "0.05%"]),
    ],
)
def test_ruler_begins_at_nothing_and_fits_its_numbers(values, labels):
    assert [label.text for label in strip(*values, unit="%").axis.labels] == labels


def test_ruler_goes_up_tenfold_where_most_would_stand_at_nothing():
    picture = strip(3, 12, 14, 40308)
    assert picture.tenfold
    assert [label.text for label in picture.axis.labels] == [
        "1件",
        "10件",
        "100件",
        "1000件",
        "1万件",
        "10万件",
    ]
    assert not strip(0, 12, 14, 40308).tenfold


def test_large_values_are_said_in_large_words():
    assert strip(80_000_000, 230_000_000, unit="元").axis.labels[-1].text == "2.5亿元"


def test_near_values_have_a_label_each():
    assert [mark.name for mark in strip(89.1, 89.4, 99.2, 100, unit="%").marks] == [
        "指标89.1",
        "指标89.4",
        "指标99.2",
        "指标100",
    ]


def test_long_name_keeps_whose_it_is_and_its_end():
    point = Point(Decimal(5), "徐州", "经指导、完善后制发社会治理检察建议", "52件", "/x")
    (mark,) = strip_picture([point], "件", "题", "k", WIDE).marks
    assert mark.name == "徐州 …制发社会治理检察建议"
