"""Outcomes: one kind of value, and only one."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from reform_cases.models import Case, Outcome
from tests.factories import make_case, make_outcome

pytestmark = pytest.mark.django_db

NOTHING = dict.fromkeys(("value", "value_low", "value_high", "value_from", "value_to", "base_value"))


@pytest.mark.parametrize(
    "values",
    [
        {"value": Decimal("65.46")},
        {"value_low": Decimal(3), "value_high": Decimal(4)},
        {"value_from": Decimal(80), "value_to": Decimal("89.4")},
        {"approximation": "数"},
    ],
)
def test_outcome_with_one_kind_of_value_is_stored(values):
    outcome = make_outcome(make_case(), **{**NOTHING, **values})
    outcome.refresh_from_db()
    assert {name: getattr(outcome, name) for name in values} == values


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"value": 1, "value_low": 1, "value_high": 2},
        {"value": 1, "value_from": 1, "value_to": 2},
        {"value_low": 1, "value_high": 2, "value_from": 1, "value_to": 2},
        {"value_low": 1},
        {"value_to": 1},
        {"value_low": 4, "value_high": 3},
    ],
)
def test_outcome_with_no_or_two_kinds_of_value_is_refused(values):
    case = make_case()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_outcome(case, **{**NOTHING, **values})
    assert Outcome.objects.count() == 0


def test_outcome_with_two_kinds_of_value_is_explained_in_chinese():
    outcome = Outcome(
        case=make_case(), anchor="o-1", quote="3至4个", kind="count", place="background",
        value=3, value_low=3, value_high=4,
    )  # fmt: skip
    with pytest.raises(ValidationError) as refused:
        outcome.full_clean()
    assert refused.value.messages == ["数值、上下限、变化前后三者只填一种，且必须填一种。"]


def test_published_and_achieved_leave_drafts_and_plans_out():
    shown, hidden = make_case(), make_case(status=Case.Status.DRAFT)
    reached = make_outcome(shown)
    make_outcome(shown, "o-2", status=Outcome.Status.PLANNED)
    make_outcome(hidden)
    assert list(Outcome.objects.published().achieved()) == [reached]
