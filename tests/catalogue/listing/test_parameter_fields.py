import pytest
from django.core.exceptions import ValidationError

from reform_cases.catalogue.listing.parameter_fields import (
    Choice,
    ValuesField,
    given_values,
    shown_value,
    whole_numbers,
)


def letters(values):
    return {v: Choice(v, v.upper()) for v in values if v in {"a", "b"}}


def field(**options):
    return ValuesField(lookup=letters, refusal="不认识。", required=False, **options)


def refused(values, **options):
    """What `field` says of `values`: reasons with the values they name."""
    with pytest.raises(ValidationError) as caught:
        field(**options).clean(values)
    return [(error.message, error.params["value"]) for error in caught.value.error_list]


def test_given_values_drops_empty_ones_and_repetitions():
    assert given_values([" a ", "", "b", "a", "  "]) == ["a", "b"]


def test_values_field_with_known_values():
    assert field().clean(["b", "a", "b"]) == (Choice("b", "B"), Choice("a", "A"))


@pytest.mark.parametrize("nothing", [None, [], ["", " "]])
def test_values_field_with_nothing(nothing):
    assert field().clean(nothing) == ()


def test_values_field_names_each_unknown_value():
    assert refused(["a", "x", "y"]) == [("不认识。", "x"), ("不认识。", "y")]


def test_values_field_with_single_takes_the_last():
    assert field(single=True).clean(["x", "a"]) == (Choice("a", "A"),)


def test_values_field_with_too_many_values():
    assert refused([f"v{i}" for i in range(51)]) == [("一次最多选择 50 项。", "v50")]


@pytest.mark.parametrize("value", ["a\x00", "a" * 101])
def test_implausible_value_never_reaches_the_lookup(value):
    asked = []
    probing = ValuesField(lookup=lambda values: asked.append(values) or {}, refusal="不认识。")
    with pytest.raises(ValidationError):
        probing.clean([value])
    assert asked == []


def test_shown_value_makes_control_characters_visible_and_cuts():
    assert shown_value("a\x00b") == "a\N{REPLACEMENT CHARACTER}b"
    assert shown_value("长" * 41) == "长" * 40 + "……"


@pytest.mark.parametrize(
    ("value", "known"),
    [
        ("1", True),
        ("100", True),
        ("0", False),
        ("101", False),
        ("1.0", False),
        ("-1", False),
        ("１", False),
        ("1e1", False),
    ],
)
def test_whole_numbers_from_1_to_100(value, known):
    assert (value in whole_numbers(1, 100)([value])) is known


def test_whole_numbers_read_leading_zeros_as_the_same_number():
    assert whole_numbers(1, 100)(["007"]) == {"007": Choice("7", "7")}
