import pytest

from reform_cases.catalogue.numbers.wording import unsaid_direction


@pytest.mark.parametrize(
    ("quote", "direction", "said"),
    [
        ("19.7%", "down", "下降"),
        ("3%", "up", "上升"),
        ("下降19.7%", "down", ""),
        ("增加13个百分点", "up", ""),
        ("减少5件", "down", ""),
        ("提升至89.4%", "up", ""),
        ("12件", "", ""),
        ("12件", "sideways", ""),
    ],
)
def test_direction_is_said_where_the_number_does_not(quote, direction, said):
    assert unsaid_direction(quote, direction) == said
