"""The texts of cases as they are read and kept."""

from __future__ import annotations

import pytest

from reform_cases.search.refresh import refresh
from reform_cases.search.texts import read_records, stored_texts
from tests.factories import make_case

pytestmark = pytest.mark.django_db


def test_texts_of_cases_with_numbers_far_apart():
    """Near ones are read as one range."""
    first = make_case(number=1, pk=1_000_000)
    near = make_case(number=2, pk=1_000_002)
    far = make_case(number=3, pk=2_000_000)
    for pks in ([first.pk, near.pk], [first.pk, far.pk]):
        assert [pk for pk, _columns in read_records(pks)] == pks
        assert list(stored_texts(pks)) == pks
    make_case(number=4, pk=1_000_001)
    assert [pk for pk, _columns in read_records([first.pk, near.pk])] == [first.pk, near.pk]
    assert list(stored_texts([first.pk, near.pk])) == [first.pk, near.pk]


def test_texts_written_anew_come_in_the_order_of_their_cases():
    """A database gives rows as it has written them, and the index is built of the texts in the order in which they come."""
    cases = [make_case(number=number) for number in (1, 2, 3)]
    cases[0].title = "改过的标题"
    cases[0].save()
    refresh([cases[0].pk])
    assert list(stored_texts([case.pk for case in cases])) == [case.pk for case in cases]
