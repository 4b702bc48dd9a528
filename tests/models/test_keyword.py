"""Keywords: Chinese addresses, one row per case and keyword."""

import json

import pytest
from django.core import serializers
from django.db import IntegrityError, transaction

from reform_cases.models import CaseKeyword, Keyword
from tests.factories import make_case

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("数字检察", "数字检察"),
        ("检警+", "检警"),
        ("“两法”衔接", "两法-衔接"),
        ("PC端", "pc端"),
        ("侦查、协作", "侦查-协作"),
        ("++", "u2b-u2b"),
    ],
)
def test_keyword_slug_keeps_chinese_characters(name, slug):
    assert Keyword.objects.create(name=name).slug == slug


def test_keywords_that_differ_only_in_signs_get_different_slugs():
    assert [Keyword.objects.create(name=name).slug for name in ("检警", "检警+")] == ["检警", "检警-1"]


def test_longest_names_of_signs_get_slugs_that_fit():
    names = ["＋" * 100, "＋" * 99 + "－"]
    slugs = [Keyword.objects.create(name=name).slug for name in names]
    assert [len(slug) for slug in slugs] == [89, 91]
    assert slugs[1] == slugs[0] + "-1"


def test_keyword_twice_on_one_case_is_refused():
    case = make_case(keywords=("信访",))
    with pytest.raises(IntegrityError), transaction.atomic():
        case.case_keywords.create(tag=Keyword.objects.get(), order=1)
    assert CaseKeyword.objects.count() == 1


SAME = [
    ("数字检察", "數字檢察"),
    ("AI", "ai"),
    ("PC端", "ＰＣ端"),
    ("侦查—协作", "侦查-协作"),
    ("“两法”衔接", "「两法」衔接"),
    ("信访", "信\u200b访"),
    ("AI模型", "AI 模型"),
    ("台账", "台帐"),
]


def raw(name, slug):
    """A keyword as a fixture has it."""
    row = {"model": "reform_cases.keyword", "fields": {"name": name, "slug": slug}}
    return next(serializers.deserialize("json", json.dumps([row])))


WAYS_IN = {
    "create": lambda name: Keyword.objects.create(name=name),
    "bulk_create": lambda name: Keyword.objects.bulk_create([Keyword(name=name, slug="other")]),
    "fixture": lambda name: raw(name, "other").save(),
    "rename": lambda name: _rename(Keyword.objects.create(name="别的"), name),
}


def _rename(keyword, name):
    keyword.name = name
    keyword.save(update_fields=["name"])


@pytest.mark.parametrize("way", WAYS_IN)
@pytest.mark.parametrize(("name", "other"), SAME)
def test_two_keywords_that_differ_in_writing_only_are_refused(way, name, other):
    Keyword.objects.create(name=name)
    with pytest.raises(IntegrityError), transaction.atomic():
        WAYS_IN[way](other)
    assert Keyword.objects.filter(name=other).count() == 0


@pytest.mark.parametrize("way", WAYS_IN)
def test_every_way_in_stores_the_folded_name(way):
    WAYS_IN[way]("數字－ＡＩ")
    assert list(Keyword.objects.values_list("name", "folded")) == [("數字－ＡＩ", "数字-ai")]


def test_keywords_that_mean_something_else_stay_apart():
    names = ["检警", "检警+", "检 警", "1.5", "1-5", "A/B", "A-B", "AB"]
    assert [Keyword.objects.create(name=name).name for name in names] == names


@pytest.mark.parametrize(("name", "other"), SAME)
def test_case_is_given_the_keyword_that_there_is(name, other):
    Keyword.objects.create(name=name)
    case = make_case(keywords=("甲",))
    case.keywords.add(other, "乙")
    assert set(case.keywords.names()) == {"甲", name, "乙"}
    case.keywords.set(["甲", other, name])
    assert (set(case.keywords.names()), Keyword.objects.count()) == ({"甲", name}, 3)


def test_new_keyword_in_two_spellings_is_one():
    case = make_case()
    case.keywords.add("AI", "ai", "ＡＩ")
    assert list(Keyword.objects.values_list("name", flat=True)) == ["AI"]


def test_longest_folded_name_fits():
    assert [len(Keyword.objects.create(name=sign * 100).folded) for sign in "ﷺ㎯"] == [400, 400]


def test_fixture_has_no_folded_name():
    Keyword.objects.create(name="AI")
    [row] = json.loads(serializers.serialize("json", Keyword.objects.all()))
    assert row["fields"] == {"name": "AI", "slug": "ai"}
