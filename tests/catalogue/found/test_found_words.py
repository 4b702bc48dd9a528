import pytest

from reform_cases.catalogue.found.found_words import FoundWords
from reform_cases.search.query import read_query


@pytest.mark.parametrize(
    ("query", "text", "places"),
    [
        ("会商", "会商难，再会商。", [(0, 2, 1), (5, 7, 2)]),
        ("会商 商难", "会商难", [(0, 3, 1)]),
        ("１983", "共1,983件", [(1, 6, 1)]),
        ("會商", "会商", [(0, 2, 1)]),
        ("会商 -难", "会商难", [(0, 2, 1)]),
        ("举措:会商", "会商", []),
        ("信访", "会商", []),
    ],
)
def test_places_of_a_query_in_a_text(query, text, places):
    assert FoundWords(read_query(query)).places(text, "other") == places


def test_places_are_numbered_from_text_to_text():
    found = FoundWords(read_query("举措:会商"))
    texts = [("会商", "measures"), ("会商", "other"), ("再会商", "headings")]
    assert [found.places(*text) for text in texts] == [[(0, 2, 1)], [], [(1, 3, 2)]]
    assert found.count == 2
