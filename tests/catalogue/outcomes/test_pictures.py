from __future__ import annotations

from decimal import Decimal

import pytest

from reform_cases.catalogue.outcomes.lines import outcome_lines
from reform_cases.catalogue.outcomes.pictures import MOST_BARS, MOST_CHANGES, MOST_GROUPS, Pictures
from tests.factories import make_case, make_outcome, make_region

pytestmark = pytest.mark.django_db


KNOWN = {"scope": "全市", "period": "2024年"}


def pictures(*outcomes):
    return Pictures.of(outcome_lines([outcome.pk for outcome in outcomes]))


def numbers(count, **fields):
    """`count` numbers that agree but for `fields`, each of another case; the value rises from 1."""
    made = []
    for value in range(1, count + 1):
        own = {
            **KNOWN,
            "value": Decimal(value),
            "base_value": Decimal(value),
            "quote": f"{value}件",
            **fields,
        }
        made.append(make_outcome(make_case(), **own))
    return made


def drawn(found):
    return [[bar.value.text for bar in figure.picture.bars] for figure in found.groups]


def test_comparable_numbers_are_drawn_together():
    make_region()
    one = make_outcome(make_case(number=3, region_id="330000"), quote="12件", **KNOWN)
    other = make_outcome(make_case(number=4), quote="30件", base_value=Decimal(30), **KNOWN)
    found = pictures(one, other)
    (figure,) = found.groups
    assert [(bar.name.text, bar.value.text) for bar in figure.picture.bars] == [
        ("浙江省 2024年第3例", "12件"),
        ("2024年第4例", "30件"),
    ]
    assert figure.picture.unit == "件"
    assert (found.changes, found.undrawn, found.reason) == ((), 0, "")


@pytest.mark.parametrize(
    "fields",
    [
        {"metric": "受理案件"},
        {"kind": "amount"},
        {"unit": "起"},
        {"scope": "浙江省"},
        {"period": "2023年"},
        {"scope": ""},
        {"period": "近年来"},
        {"status": "planned"},
    ],
)
def test_numbers_that_are_not_comparable_are_not_drawn_and_it_is_said_why(fields):
    found = pictures(make_outcome(make_case(), **KNOWN), make_outcome(make_case(), **{**KNOWN, **fields}))
    assert found.groups == ()
    assert found.reason.startswith("不可直接比较：")


@pytest.mark.parametrize("fields", [{"metric": ""}, {"kind": "ranking", "unit": "", "quote": "全国首个"}])
def test_unknown_metric_and_rank_are_not_drawn(fields):
    assert drawn(pictures(*numbers(2, **fields))) == []


def test_rise_and_fall_are_not_drawn_in_one_direction():
    one, two = (make_outcome(make_case(), direction=direction, **KNOWN) for direction in ("up", "down"))
    assert drawn(pictures(one, two)) == []


def test_change_is_drawn_by_itself():
    fields = {"value": None, "base_value": None, "kind": "change", "unit": "%", "quote": "从80%提升至89.4%"}
    outcomes = [
        make_outcome(make_case(), value_from=Decimal(80), value_to=Decimal("89.4"), **fields)
        for _ in range(2)
    ]
    found = pictures(*outcomes)
    assert [figure.picture.key for figure in found.changes] == [f"change-{one.pk}" for one in outcomes]
    assert found.groups == ()


def test_page_shows_few_pictures_and_counts_the_others():
    changing = {"value": None, "base_value": None, "value_from": Decimal(1), "value_to": Decimal(2)}
    outcomes = [make_outcome(make_case(), **changing) for _ in range(MOST_CHANGES + 1)]
    for at in range(MOST_GROUPS + 2):
        outcomes += numbers(2, metric=f"指标{at}")
    found = pictures(*outcomes)
    assert (len(found.changes), len(found.groups), found.undrawn) == (MOST_CHANGES, MOST_GROUPS, 3)


def test_picture_of_many_numbers_is_cut_and_says_so():
    (figure,) = pictures(*numbers(MOST_BARS + 1)).groups
    assert (len(figure.picture.bars), len(figure.lines), figure.cut) == (MOST_BARS, MOST_BARS + 1, True)
    (whole,) = pictures(*numbers(2, metric="别的")).groups
    assert whole.cut is False
