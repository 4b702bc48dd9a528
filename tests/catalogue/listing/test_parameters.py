import pytest
from django.http import QueryDict

from reform_cases.catalogue.listing.parameters import Parameters

NAMES = ("region", "keyword", "page")


def read(query):
    return Parameters.read(QueryDict(query), NAMES)


def test_read_keeps_known_names_in_a_fixed_order():
    assert read("page=2&utm=x&keyword=b&region=&keyword=a&keyword=b").pairs == (
        ("keyword", "b"),
        ("keyword", "a"),
        ("page", "2"),
    )


def test_query_of_nothing_is_empty():
    assert read("other=1").query == ""


def test_query_reads_back_as_the_same_parameters():
    parameters = read("keyword=a%26b%3D%231&keyword=信访&page=2")
    assert read(parameters.query[1:]) == parameters


def test_without_value_takes_away_only_that_pair():
    assert read("keyword=a&keyword=b&page=2").without_value("keyword", "a").query == "?keyword=b&page=2"


def test_without_takes_away_every_value_of_the_names():
    assert read("keyword=a&keyword=b&region=1&page=2").without("keyword", "page").query == "?region=1"


def test_replacing_leaves_one_value():
    assert read("page=2&page=3&region=1").replacing("page", "4").query == "?region=1&page=4"


@pytest.mark.parametrize("query", ["", "page=2", "page=2&page=3&region=1", "keyword=信访&page=2"])
def test_opening_leads_to_the_same_address_as_replacing(query):
    assert read(query).opening("page") + "4" == read(query).replacing("page", "4").query


def test_values_of_a_name():
    assert read("keyword=a&keyword=b").values("keyword") == ("a", "b")
