"""A prepared query gives what its queryset gives, for whatever keys."""

import pytest

from reform_cases.models import Case, CaseKeyword
from reform_cases.models.prepared import Prepared
from tests.factories import make_case

pytestmark = pytest.mark.django_db


def titles(keys):
    return Case.objects.filter(pk__in=keys).order_by("title").values_list("pk", "title", "number")


def test_rows_are_those_of_the_queryset_for_any_number_of_keys(django_assert_num_queries):
    prepared = Prepared(titles)
    ids = [make_case(title=f"第{n}件", status="draft" if n % 2 else "published").pk for n in range(5)]
    for keys in (ids[:1], ids[:3], ids, ids[3:], [0, ids[2]]):
        wanted = list(titles(keys))
        with django_assert_num_queries(1):
            assert [tuple(row) for row in prepared.rows(keys)] == wanted


def test_keys_may_be_texts():
    for title in ("甲", "乙", "丙"):
        make_case(title=title)
    prepared = Prepared(
        lambda keys: Case.objects.filter(title__in=keys).order_by("title").values_list("title", "status")
    )
    assert [tuple(row) for row in prepared.rows(["乙", "无", "甲"])] == [
        ("乙", "published"),
        ("甲", "published"),
    ]


def test_rows_of_no_key_ask_nothing(django_assert_num_queries):
    make_case()
    with django_assert_num_queries(0):
        assert Prepared(titles).rows([]) == []


def test_sql_is_written_once_for_a_number_of_keys():
    built = []

    def build(keys):
        built.append(len(keys))
        return titles(keys)

    prepared = Prepared(build)
    first, second = make_case().pk, make_case().pk
    for keys in ([first], [second], [first, second], [second, first]):
        prepared.rows(keys)
    assert built == [1, 2]


def test_values_that_are_no_keys_stay():
    make_case(number=3, keywords=("甲", "乙"))
    (pk,) = Case.objects.values_list("pk", flat=True)
    prepared = Prepared(
        lambda keys: CaseKeyword.objects.filter(content_object__in=keys, order=1).values_list("tag__name")
    )
    assert [tuple(row) for row in prepared.rows([pk])] == [("乙",)]
