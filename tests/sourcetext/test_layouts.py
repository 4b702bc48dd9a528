"""Documents of many layouts, each written down case by case before the reader had seen it."""

from __future__ import annotations

import pytest

from reform_cases.sourcetext.read import read_source
from tests.sourcetext.leaves import assert_whole
from tests.sourcetext.structure import LAYOUTS, WANTED, structure


@pytest.mark.parametrize("name", WANTED)
def test_structure_is_what_a_person_wrote_down(name):
    assert structure(name) == WANTED[name]
    assert_whole(read_source((LAYOUTS / f"{name}.txt").read_bytes()))


def test_notes_at_the_end_belong_to_no_case():
    document = read_source((LAYOUTS / "footnotes-and-spaced-names.txt").read_bytes())
    assert [one.text for one in document.noise] == [
        "[1]",
        "[2]",
        "[1] 本案系全省首例。",
        "[2] 本案入选年度案例。",
    ]
