"""What an editor types finds the division it names."""

import pytest

from reform_cases.admin.form.region_search import matching
from reform_cases.reference import regions


@pytest.mark.parametrize(
    "text",
    [
        "330802",
        "柯城",
        "柯城区",
        "浙江柯城",
        "浙江省衢州市柯城区",
        "衢州柯城",
        " 浙江 衢州　柯城 ",
        "浙江省柯城区",
    ],
)
def test_a_county_is_found_by_code_name_and_path(text):
    assert matching(text) == ["330802"]


def test_a_name_finds_the_division_and_all_below_it():
    below = [code for code in regions.table() if code.startswith("3308")]
    assert len(below) == 7
    assert matching("衢州") == below
    assert matching("3308") == below


def test_a_path_does_not_jump_from_one_name_into_another():
    # 河北省…南和区 holds 河 and 南 in this order and is not in 河南.
    assert [code for code in matching("河南") if not code.startswith("41")] == [
        code for code in regions.table() if any("河南" in step.name for step in regions.path(code)[1:])
    ]


@pytest.mark.parametrize("text", ["", "  ", "柯城浙江", "99", "不存在的地方", "%", "_", "\x00", "3308021"])
def test_what_names_no_division_finds_none(text):
    assert matching(text) == []


def test_one_character_is_looked_for_in_every_name():
    assert matching("浙") == [code for code in regions.table() if code.startswith("33")]
