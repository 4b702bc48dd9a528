from decimal import Decimal

import pytest

from reform_cases.catalogue.evidence import Trail
from reform_cases.catalogue.numbers import NumberLine, plain_decimal
from reform_cases.models import Outcome


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ("80.000000", "80"),
        ("1.400000", "1.4"),
        ("0.000001", "0.000001"),
        ("100", "100"),
        ("-3.50", "-3.5"),
        ("1E+3", "1000"),
    ],
)
def test_plain_decimal(value, plain):
    assert plain_decimal(Decimal(value)) == plain


@pytest.mark.parametrize(
    ("quote", "direction", "before", "said"),
    [
        ("19.7%", "down", "", "下降"),
        ("下降19.7%", "down", "", ""),
        ("增加13个百分点", "up", "", ""),
        ("从80%到89.4%", "up", "80%", ""),
        ("12件", "", "", ""),
    ],
)
def test_direction_is_said_once(quote, direction, before, said):
    outcome = Outcome(quote=quote, direction=direction)
    assert NumberLine(outcome, Trail(), before).direction == said
