from __future__ import annotations

from decimal import Decimal

import pytest

from reform_cases.catalogue.numbers.charts import axis_end, change_picture, compact
from reform_cases.models import Outcome


def number(**fields):
    defaults = {"metric": "办案率", "kind": "change", "unit": "%", "quote": "从80%提升至89.4%"}
    return Outcome(**{**defaults, **fields})


def change(before, after, **fields):
    return number(value_from=Decimal(before), value_to=Decimal(after), **fields)


def test_change_of_a_share_stands_on_an_axis_from_nothing_to_all():
    picture = change_picture(change("80", "89.4"), "o-1")
    assert (picture.key, picture.unit, picture.title) == ("o-1", "%", "办案率：从80%到89.4%")
    assert picture.description == "横轴从 0 到 100%；空心点是变化前，实心点是变化后。"
    assert [label.text for label in picture.axis.labels] == ["0", "50%", "100%"]
    width = picture.axis.end - picture.axis.start
    assert picture.before_x == pytest.approx(picture.axis.start + 0.8 * width, abs=0.1)
    assert picture.after_x == pytest.approx(picture.axis.start + 0.894 * width, abs=0.1)
    assert (picture.before.text, picture.before.anchor) == ("80%", "end")
    assert (picture.after.text, picture.after.anchor) == ("89.4%", "start")


def test_labels_of_a_fall_stand_on_the_outer_sides_too():
    picture = change_picture(change("100", "50", unit="件"), "o-1")
    assert picture.after_x < picture.before_x
    assert (picture.before.anchor, picture.after.anchor) == ("start", "end")


@pytest.mark.parametrize(
    ("fields", "labels"),
    [
        ({"unit": "成", "before": "7", "after": "8"}, ("7成", "8成", "100%")),
        ({"unit": "%", "before": "80", "after": "120"}, ("80%", "120%", "200%")),
        ({"unit": "件", "before": "0", "after": "37"}, ("0件", "37件", "50件")),
        ({"unit": "元", "before": "8000", "after": "12000"}, ("8000元", "12000元", "2万元")),
        ({"unit": "件", "before": "0", "after": "0"}, ("0件", "0件", "1件")),
    ],
)
def test_change_in_its_own_unit_on_its_own_axis(fields, labels):
    picture = change_picture(change(fields["before"], fields["after"], unit=fields["unit"]), "o-1")
    assert (picture.before.text, picture.after.text, picture.axis.labels[-1].text) == labels


@pytest.mark.parametrize(
    "outcome", [number(value=Decimal(19)), number(), change("-3", "5"), change("5", "-3")]
)
def test_what_does_not_say_from_what_to_what_has_no_change_picture(outcome):
    assert change_picture(outcome, "o-1") is None


@pytest.mark.parametrize(
    ("value", "text"),
    [("0", "0"), ("9999", "9999"), ("14000", "1.4万"), ("230000000", "2.3亿"), ("12345.678", "1.2345678万")],
)
def test_compact_number_is_exact(value, text):
    assert compact(Decimal(value)) == text


@pytest.mark.parametrize(
    ("highest", "end"),
    [("1", "1"), ("1.1", "2"), ("3", "5"), ("6", "10"), ("99", "100"), ("101", "200"), ("0.3", "0.5")],
)
def test_axis_ends_at_a_round_number(highest, end):
    assert axis_end("件", Decimal(highest)) == Decimal(end)
