"""More keys in one condition than a database takes values."""

import pytest

from reform_cases.models import Case
from reform_cases.sql.ids import Ids
from tests.factories import make_case

pytestmark = pytest.mark.django_db

MANY = range(-300_000, 0)


def test_many_keys_with_and_without(django_assert_num_queries):
    first, second, third = (make_case().pk for _number in range(3))
    with django_assert_num_queries(2):
        inside = set(Case.objects.filter(pk__in=Ids([*MANY, first, third])).values_list("pk", flat=True))
        outside = set(Case.objects.exclude(pk__in=Ids([*MANY, first])).values_list("pk", flat=True))
    assert (inside, outside) == ({first, third}, {second, third})


def test_no_key():
    case = make_case()
    assert list(Case.objects.filter(pk__in=Ids([]))) == []
    assert list(Case.objects.exclude(pk__in=Ids([]))) == [case]
