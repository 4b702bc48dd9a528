"""Keywords: Chinese addresses, one row per case and keyword."""

import pytest
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
