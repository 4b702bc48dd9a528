from decimal import Decimal

import pytest

from reform_cases.catalogue.record.evidence import Trail
from reform_cases.catalogue.record.outcomes_shown import NumberLine
from reform_cases.models import Outcome


@pytest.mark.parametrize(
    ("quote", "direction", "values", "said"),
    [
        ("19.7%", "down", {}, "下降"),
        ("下降19.7%", "down", {}, ""),
        ("增加13个百分点", "up", {}, ""),
        ("从80%到89.4%", "up", {"value_from": Decimal(80), "value_to": Decimal("89.4")}, ""),
        ("12件", "", {}, ""),
    ],
)
def test_direction_is_said_once(quote, direction, values, said):
    outcome = Outcome(quote=quote, direction=direction, **values)
    assert NumberLine.of(outcome, Trail()).direction == said


def test_number_without_metric_is_named_by_its_kind():
    said, unsaid = (Outcome(quote="12件", metric=metric, kind="count") for metric in ("办案", ""))
    assert [NumberLine.of(outcome, Trail()).metric for outcome in (said, unsaid)] == ["办案", "数量"]
