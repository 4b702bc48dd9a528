"""A prepared query gives what its queryset gives, for whatever keys."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import F

from reform_cases.models import Case, CaseKeyword, Collection, Outcome
from reform_cases.sql.prepared import Prepared, Row
from tests.factories import make_case, make_collection, make_outcome

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


def test_keys_may_be_words_and_stand_several_times():
    first, second = make_case(title="甲"), make_case(title="乙", keywords=("甲", "乙"))
    cases, keywords = Case.objects.order_by(), CaseKeyword.objects.order_by()
    names = Prepared(
        lambda slugs: (
            cases.filter(slug__in=slugs)
            .values_list("title")
            .union(keywords.filter(content_object__slug__in=slugs).values_list("tag__name"), all=True)
        )
    )
    assert sorted(name for (name,) in names.rows([second.slug])) == ["乙", "乙", "甲"]
    assert sorted(name for (name,) in names.rows([first.slug, "none"])) == ["甲"]


def test_columns_that_need_it_are_converted():
    outcome = make_outcome(make_case(), value=Decimal("2.30"))
    values = Prepared(
        lambda keys: Outcome.objects.filter(pk__in=keys).values_list("quote", "value", "value_to")
    )
    assert [tuple(row) for row in values.rows([outcome.pk])] == [("12件", Decimal("2.300000"), None)]
    batch = make_collection("dated-2024", published_on=date(2024, 12, 5))
    dated = Prepared(lambda keys: Collection.objects.filter(pk__in=keys).values_list("published_on", "slug"))
    assert [tuple(row) for row in dated.rows([batch.pk])] == [(date(2024, 12, 5), "dated-2024")]


def test_values_stand_by_the_names_that_the_query_gives_them():
    case = make_case(number=3, title="甲")
    prepared = Prepared(
        lambda keys: (
            Case.objects.filter(pk__in=keys)
            .annotate(after=F("number") + 1)
            .values_list("pk", "title", "collection__year", "after")
        )
    )
    (row,) = prepared.rows([case.pk])
    assert (row.pk, row.title, row.collection__year, row.after) == (case.pk, "甲", 2024, 4)


def test_a_kind_of_row_adds_what_can_be_worked_out():
    class Titled(Row):
        @property
        def shout(self):
            return f"{self.title}！"

    case = make_case(title="甲")
    prepared = Prepared(lambda keys: Case.objects.filter(pk__in=keys).values_list("title"), Titled)
    assert [row.shout for row in prepared.rows([case.pk])] == ["甲！"]


@pytest.mark.parametrize("words", [False, True])
def test_every_key_is_filled_however_many_there_are(words):
    """A list asks for up to a hundred, an address names as many words as it likes."""
    cases = [make_case(title=f"第{n}件") for n in range(120)]
    keys = [case.slug if words else case.pk for case in cases]
    name = "slug" if words else "pk"
    prepared = Prepared(
        lambda keys: Case.objects.filter(**{f"{name}__in": keys}).order_by("pk").values_list(name)
    )
    for some in (keys, keys[:99], keys[60:]):
        assert [row[0] for row in prepared.rows(some)] == some
